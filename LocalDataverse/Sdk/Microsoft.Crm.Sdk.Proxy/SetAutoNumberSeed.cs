using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class SetAutoNumberSeedRequest : OrganizationRequest
{
    public SetAutoNumberSeedRequest() : base("SetAutoNumberSeed")
    {
    }

    public string AttributeName
    {
        get => Parameters.Read<string>("AttributeName");
        set => Parameters["AttributeName"] = value;
    }

    public string EntityName
    {
        get => Parameters.Read<string>("EntityName");
        set => Parameters["EntityName"] = value;
    }

    public long Value
    {
        get => Parameters.Read<long>("Value");
        set => Parameters["Value"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class SetAutoNumberSeedResponse : OrganizationResponse
{
    public SetAutoNumberSeedResponse()
    {
    }
}
