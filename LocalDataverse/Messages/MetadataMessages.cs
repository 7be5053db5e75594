using System;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>
/// A message that describes the schema. What is imported is published at once, so RetrieveAsIfPublished makes no difference.
/// </summary>
internal abstract class MetadataMessage : Message
{
    /// <summary>The language in which the user reads labels.</summary>
    protected static int Language(Platform platform, RequestScope scope) => platform.Store.UserLanguage(scope.UserId);

    /// <summary>The id in the request; null when it is empty.</summary>
    protected static Guid? MetadataId(OrganizationRequest request) =>
        request.Parameters.TryGetValue("MetadataId", out var value) && value is Guid id && id != Guid.Empty ? id : null;

    protected static string? Text(OrganizationRequest request, string parameter) => Optional<string>(request, parameter) is { Length: > 0 } text ? text : null;

    protected static FaultException<OrganizationServiceFault> NotFound(string what, string? name, Guid? id) => Fault.Of(
        ErrorCodes.ObjectDoesNotExist,
        $"Could not find {what} with {(name is null ? $"MetadataId {id:D}" : $"name {name}")}. Import the solution that holds it, or correct the name.");

    protected FaultException<OrganizationServiceFault> Unnamed(string parameters) => Fault.InvalidArgument($"Message {Name} does not say what to describe. Give it {parameters}.");

    protected static EntityFilters Filters(OrganizationRequest request) =>
        request.Parameters.TryGetValue("EntityFilters", out var value) && value is EntityFilters wanted && (int)wanted != 0 ? wanted : EntityFilters.Default;
}

/// <summary>Describes a table with its columns, keys, privileges and relationships.</summary>
internal sealed class RetrieveEntityMessage : MetadataMessage
{
    public override string Name => "RetrieveEntity";

    public override string? Table(OrganizationRequest request) => Optional<string>(request, "LogicalName");

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var table = (Text(request, "LogicalName"), MetadataId(request)) switch
        {
            ({ } name, _) => platform.Catalog.Table(name),
            (_, { } id) => MetadataIds.Of(platform.Catalog).Table(id) ?? throw NotFound("a table", null, id),
            _ => throw Unnamed("a LogicalName or a MetadataId"),
        };
        var response = new RetrieveEntityResponse();
        response.Results["EntityMetadata"] = SdkTable.Of(table, platform.Catalog, Filters(request), Language(platform, scope));
        return response;
    }
}

/// <summary>Describes all tables.</summary>
internal sealed class RetrieveAllEntitiesMessage : MetadataMessage
{
    public override string Name => "RetrieveAllEntities";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var (filters, language) = (Filters(request), Language(platform, scope));
        var response = new RetrieveAllEntitiesResponse();
        response.Results["EntityMetadata"] = platform.Catalog.Tables
            .OrderBy(t => t.LogicalName, StringComparer.Ordinal)
            .Select(t => SdkTable.Of(t, platform.Catalog, filters, language))
            .ToArray();
        response.Results["Timestamp"] = platform.MetadataHistory.Now().Stamp;
        return response;
    }
}

/// <summary>Describes a column.</summary>
internal sealed class RetrieveAttributeMessage : MetadataMessage
{
    public override string Name => "RetrieveAttribute";

    public override string? Table(OrganizationRequest request) => Optional<string>(request, "EntityLogicalName");

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var (table, column) = Find(platform, request);
        var response = new RetrieveAttributeResponse();
        response.Results["AttributeMetadata"] = SdkColumn.Of(table, column, Language(platform, scope));
        return response;
    }

    private (TableDefinition Table, ColumnDefinition Column) Find(Platform platform, OrganizationRequest request)
    {
        if (Text(request, "EntityLogicalName") is not { } tableName)
        {
            var id = MetadataId(request) ?? throw Unnamed("an EntityLogicalName and a LogicalName, or a MetadataId");
            return MetadataIds.Of(platform.Catalog).Column(id) ?? throw NotFound("a column", null, id);
        }

        var table = platform.Catalog.Table(tableName);
        if (Text(request, "LogicalName") is { } name)
        {
            return (table, table.Column(name));
        }

        if (MetadataId(request) is { } columnId)
        {
            return MetadataIds.Of(platform.Catalog).Column(columnId) is { } found && ReferenceEquals(found.Table, table) ? found : throw NotFound($"a column of {tableName}", null, columnId);
        }

        var number = request.Parameters.TryGetValue("ColumnNumber", out var value) && value is int given ? given : throw Unnamed("a LogicalName, a MetadataId or a ColumnNumber");
        return number > 0 && number <= table.Columns.Count
            ? (table, table.Columns[number - 1])
            : throw Fault.InvalidArgument($"'{tableName}' has no column of number {number}. Its columns are numbered from 1 to {table.Columns.Count}.");
    }
}

/// <summary>Describes an alternate key.</summary>
internal sealed class RetrieveEntityKeyMessage : MetadataMessage
{
    public override string Name => "RetrieveEntityKey";

    public override string? Table(OrganizationRequest request) => Optional<string>(request, "EntityLogicalName");

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var (table, key) = Find(platform, request);
        var response = new RetrieveEntityKeyResponse();
        response.Results["EntityKeyMetadata"] = SdkTable.Key(table, key, Language(platform, scope));
        return response;
    }

    private (TableDefinition Table, KeyDefinition Key) Find(Platform platform, OrganizationRequest request)
    {
        if (Text(request, "LogicalName") is { } name)
        {
            var table = platform.Catalog.Table(Required<string>(request, "EntityLogicalName"));
            return (table, table.Keys.FirstOrDefault(k => string.Equals(k.LogicalName, name, StringComparison.Ordinal)) ?? throw NotFound($"an alternate key of {table.LogicalName}", name, null));
        }

        var id = MetadataId(request) ?? throw Unnamed("an EntityLogicalName and a LogicalName, or a MetadataId");
        return MetadataIds.Of(platform.Catalog).Key(id) ?? throw NotFound("an alternate key", null, id);
    }
}

/// <summary>Describes a relationship.</summary>
internal sealed class RetrieveRelationshipMessage : MetadataMessage
{
    public override string Name => "RetrieveRelationship";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var id = MetadataId(request);
        var name = Text(request, "Name")
            ?? (id is null ? throw Unnamed("a Name (the schema name) or a MetadataId") : MetadataIds.Of(platform.Catalog).Relationship(id.Value) ?? throw NotFound("a relationship", null, id));
        var response = new RetrieveRelationshipResponse();
        response.Results["RelationshipMetadata"] = Find(platform.Catalog, name) ?? throw NotFound("a relationship", name, null);
        return response;
    }

    private static RelationshipMetadataBase? Find(MetadataCatalog catalog, string name)
    {
        if (catalog.ManyToMany.FirstOrDefault(r => string.Equals(r.SchemaName, name, StringComparison.OrdinalIgnoreCase)) is { } manyToMany)
        {
            return SdkRelationship.Of(manyToMany, catalog);
        }

        return catalog.Tables.SelectMany(t => t.ManyToOne).FirstOrDefault(r => string.Equals(r.SchemaName, name, StringComparison.OrdinalIgnoreCase)) is { } oneToMany
            ? SdkRelationship.Of(oneToMany, catalog)
            : null;
    }
}

/// <summary>Describes a global choice.</summary>
internal sealed class RetrieveOptionSetMessage : MetadataMessage
{
    public override string Name => "RetrieveOptionSet";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var (name, id) = (Text(request, "Name"), MetadataId(request));
        if (name is null && id is null)
        {
            throw Unnamed("a Name or a MetadataId");
        }

        var choice = name is not null
            ? platform.Catalog.Choices.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))
            : MetadataIds.Of(platform.Catalog).Choice(id!.Value);
        var response = new RetrieveOptionSetResponse();
        response.Results["OptionSetMetadata"] = SdkChoice.Of(choice ?? throw NotFound("a global choice", name, id), Language(platform, scope));
        return response;
    }
}

/// <summary>Describes all global choices.</summary>
internal sealed class RetrieveAllOptionSetsMessage : MetadataMessage
{
    public override string Name => "RetrieveAllOptionSets";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var language = Language(platform, scope);
        var response = new RetrieveAllOptionSetsResponse();
        response.Results["OptionSetMetadata"] = platform.Catalog.Choices
            .OrderBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => SdkChoice.Of(c, language))
            .ToArray<OptionSetMetadataBase>();
        return response;
    }
}
