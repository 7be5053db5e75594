using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public sealed class RetrieveEntityRequest : OrganizationRequest
{
    public RetrieveEntityRequest() : base("RetrieveEntity")
    {
    }

    public EntityFilters EntityFilters
    {
        get => Parameters.Read<EntityFilters>("EntityFilters");
        set => Parameters["EntityFilters"] = value;
    }

    public string LogicalName
    {
        get => Parameters.Read<string>("LogicalName");
        set => Parameters["LogicalName"] = value;
    }

    public Guid MetadataId
    {
        get => Parameters.Read<Guid>("MetadataId");
        set => Parameters["MetadataId"] = value;
    }

    public bool RetrieveAsIfPublished
    {
        get => Parameters.Read<bool>("RetrieveAsIfPublished");
        set => Parameters["RetrieveAsIfPublished"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public sealed class RetrieveEntityResponse : OrganizationResponse
{
    public RetrieveEntityResponse()
    {
    }

    public EntityMetadata EntityMetadata => Results.Read<EntityMetadata>("EntityMetadata");
}
