using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class GetAutoNumberSeedRequest : OrganizationRequest
{
    public GetAutoNumberSeedRequest() : base("GetAutoNumberSeed")
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
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class GetAutoNumberSeedResponse : OrganizationResponse
{
    public GetAutoNumberSeedResponse()
    {
    }

    public long AutoNumberSeedValue => Results.Read<long>("AutoNumberSeedValue");
}
