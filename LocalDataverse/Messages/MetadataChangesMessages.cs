using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata.Changes;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Gives the metadata a query asks for, or what of it changed since a version stamp.</summary>
internal sealed class RetrieveMetadataChangesMessage : MetadataMessage
{
    public override string Name => "RetrieveMetadataChanges";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        if (request.Parameters.TryGetValue("RetrieveAllSettings", out var settings) && settings is true)
        {
            throw Fault.NotSupported("RetrieveAllSettings", "Leave it out: tables have no settings here.");
        }

        var now = platform.MetadataHistory.Now();
        var stamp = Text(request, "ClientVersionStamp");
        var difference = stamp is null ? null : new MetadataDifference(
            platform.MetadataHistory.Find(stamp) ?? throw Fault.Of(
                ErrorCodes.ExpiredVersionStamp,
                "Version stamp associated with the client has expired. Please perform a full sync: ask without ClientVersionStamp, and keep the ServerVersionStamp of the answer."),
            now.Print);
        var entities = new EntityMetadataCollection();
        entities.AddRange(new MetadataQuery(Optional<EntityQueryExpression>(request, "Query"), platform.Catalog, difference, Language(platform, scope)).Run());
        var response = new RetrieveMetadataChangesResponse();
        response.Results["EntityMetadata"] = entities;
        response.Results["ServerVersionStamp"] = now.Stamp;
        if (difference is not null && request.Parameters.TryGetValue("DeletedMetadataFilters", out var value) && value is DeletedMetadataFilters kinds && (int)kinds != 0)
        {
            response.Results["DeletedMetadata"] = difference.Deleted(kinds);
        }

        return response;
    }
}

/// <summary>Gives the stamp of the present state of the metadata.</summary>
internal sealed class RetrieveTimestampMessage : MetadataMessage
{
    public override string Name => "RetrieveTimestamp";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var response = new RetrieveTimestampResponse();
        response.Results["Timestamp"] = platform.MetadataHistory.Now().Stamp;
        return response;
    }
}
