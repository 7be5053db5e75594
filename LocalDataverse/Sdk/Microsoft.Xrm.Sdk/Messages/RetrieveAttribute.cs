using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public sealed class RetrieveAttributeRequest : OrganizationRequest
{
    public RetrieveAttributeRequest() : base("RetrieveAttribute")
    {
    }

    public int ColumnNumber
    {
        get => Parameters.Read<int>("ColumnNumber");
        set => Parameters["ColumnNumber"] = value;
    }

    public string EntityLogicalName
    {
        get => Parameters.Read<string>("EntityLogicalName");
        set => Parameters["EntityLogicalName"] = value;
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
public sealed class RetrieveAttributeResponse : OrganizationResponse
{
    public RetrieveAttributeResponse()
    {
    }

    public AttributeMetadata AttributeMetadata => Results.Read<AttributeMetadata>("AttributeMetadata");
}
