using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public sealed class RetrieveAllEntitiesRequest : OrganizationRequest
{
    public RetrieveAllEntitiesRequest() : base("RetrieveAllEntities")
    {
    }

    public EntityFilters EntityFilters
    {
        get => Parameters.Read<EntityFilters>("EntityFilters");
        set => Parameters["EntityFilters"] = value;
    }

    public bool RetrieveAsIfPublished
    {
        get => Parameters.Read<bool>("RetrieveAsIfPublished");
        set => Parameters["RetrieveAsIfPublished"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public sealed class RetrieveAllEntitiesResponse : OrganizationResponse
{
    public RetrieveAllEntitiesResponse()
    {
    }

    public EntityMetadata[] EntityMetadata => Results.Read<EntityMetadata[]>("EntityMetadata");

    public string Timestamp => Results.Read<string>("Timestamp");
}
