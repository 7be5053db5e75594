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
/// What scoring itself writes is no fact about a lead and is not in it, unless it is asked for.
/// </summary>
internal sealed class ColumnCatalog : IColumnCatalog
{
    private readonly IOrganizationService service;
    private readonly bool alsoScores;
    private Dictionary<string, ColumnShape>? columns;

    /// <param name="service">Reads the metadata.</param>
    /// <param name="alsoScores">Whether what scoring writes may be tested too: by routing, which comes after it.</param>
    public ColumnCatalog(IOrganizationService service, bool alsoScores = false)
    {
        this.service = service;
        this.alsoScores = alsoScores;
    }

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
            if (attribute.LogicalName is { } name && (alsoScores || !ScoreWriter.Writes(name)) && Shape(attribute) is { } shape)
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
