using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;

namespace Microsoft.Xrm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public sealed class RetrieveMetadataChangesRequest : OrganizationRequest
{
    public RetrieveMetadataChangesRequest() : base("RetrieveMetadataChanges")
    {
    }

    public string ClientVersionStamp
    {
        get => Parameters.Read<string>("ClientVersionStamp");
        set => Parameters["ClientVersionStamp"] = value;
    }

    public DeletedMetadataFilters DeletedMetadataFilters
    {
        get => Parameters.Read<DeletedMetadataFilters>("DeletedMetadataFilters");
        set => Parameters["DeletedMetadataFilters"] = value;
    }

    public EntityQueryExpression Query
    {
        get => Parameters.Read<EntityQueryExpression>("Query");
        set => Parameters["Query"] = value;
    }

    public bool RetrieveAllSettings
    {
        get => Parameters.Read<bool>("RetrieveAllSettings");
        set => Parameters["RetrieveAllSettings"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public sealed class RetrieveMetadataChangesResponse : OrganizationResponse
{
    public RetrieveMetadataChangesResponse()
    {
    }

    public DeletedMetadataCollection DeletedMetadata => Results.Read<DeletedMetadataCollection>("DeletedMetadata");

    public EntityMetadataCollection EntityMetadata => Results.Read<EntityMetadataCollection>("EntityMetadata");

    public string ServerVersionStamp => Results.Read<string>("ServerVersionStamp");
}
