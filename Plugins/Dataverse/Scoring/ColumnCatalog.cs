using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>
/// The columns of the lead that a rule may test, from the organisation's own metadata: one read, when the first column is asked for.
/// What scoring itself writes is no fact about a lead and is not in it.
/// </summary>
internal sealed class ColumnCatalog : IColumnCatalog
{
    private readonly IOrganizationService service;
    private Dictionary<string, ColumnShape>? columns;

    public ColumnCatalog(IOrganizationService service) => this.service = service;

    /// <inheritdoc/>
    public ColumnShape? Find(string column)
    {
        columns ??= Read();
        return columns.TryGetValue(column, out var shape) ? shape : null;
    }

    private Dictionary<string, ColumnShape> Read()
    {
        var response = (RetrieveEntityResponse)service.Execute(new RetrieveEntityRequest
        {
            LogicalName = Tables.Lead.EntityLogicalName,
            EntityFilters = EntityFilters.Attributes,
            RetrieveAsIfPublished = false,
        });
        var found = new Dictionary<string, ColumnShape>(StringComparer.Ordinal);
        foreach (var attribute in response.EntityMetadata.Attributes)
        {
            if (attribute.LogicalName is { } name && !ScoreWriter.Writes(name) && Shape(attribute) is { } shape)
                found[name] = shape;
        }

        return found;
    }

    private static ColumnShape? Shape(AttributeMetadata attribute) => attribute.AttributeType switch
    {
        AttributeTypeCode.String or AttributeTypeCode.Memo => new ColumnShape(FactKind.Text),
        AttributeTypeCode.Integer or AttributeTypeCode.BigInt or AttributeTypeCode.Decimal or AttributeTypeCode.Double
            or AttributeTypeCode.Money => new ColumnShape(FactKind.Number),
        AttributeTypeCode.Picklist or AttributeTypeCode.State or AttributeTypeCode.Status =>
            new ColumnShape(FactKind.Choice, Options(attribute as EnumAttributeMetadata)),
        AttributeTypeCode.Boolean => new ColumnShape(FactKind.Flag),
        AttributeTypeCode.DateTime => new ColumnShape(FactKind.Instant),
        AttributeTypeCode.Lookup or AttributeTypeCode.Customer or AttributeTypeCode.Owner
            or AttributeTypeCode.Uniqueidentifier => new ColumnShape(FactKind.Reference),
        _ => null,
    };

    private static int[]? Options(EnumAttributeMetadata? attribute) =>
        attribute?.OptionSet?.Options.Where(option => option.Value is not null).Select(option => option.Value!.Value).ToArray();
}
