using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class PublishXmlRequest : OrganizationRequest
{
    public PublishXmlRequest() : base("PublishXml")
    {
    }

    public string ParameterXml
    {
        get => Parameters.Read<string>("ParameterXml");
        set => Parameters["ParameterXml"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class PublishXmlResponse : OrganizationResponse
{
    public PublishXmlResponse()
    {
    }
}
