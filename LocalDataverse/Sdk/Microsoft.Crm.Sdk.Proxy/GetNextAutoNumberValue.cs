using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class GetNextAutoNumberValueRequest : OrganizationRequest
{
    public GetNextAutoNumberValueRequest() : base("GetNextAutoNumberValue")
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
public sealed class GetNextAutoNumberValueResponse : OrganizationResponse
{
    public GetNextAutoNumberValueResponse()
    {
    }

    public long NextAutoNumberValue => Results.Read<long>("NextAutoNumberValue");
}
