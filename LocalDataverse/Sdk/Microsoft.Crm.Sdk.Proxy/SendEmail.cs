using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class SendEmailRequest : OrganizationRequest
{
    public SendEmailRequest() : base("SendEmail")
    {
    }

    public Guid EmailId
    {
        get => Parameters.Read<Guid>("EmailId");
        set => Parameters["EmailId"] = value;
    }

    public bool IssueSend
    {
        get => Parameters.Read<bool>("IssueSend");
        set => Parameters["IssueSend"] = value;
    }

    public string TrackingToken
    {
        get => Parameters.Read<string>("TrackingToken");
        set => Parameters["TrackingToken"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class SendEmailResponse : OrganizationResponse
{
    public SendEmailResponse()
    {
    }

    public string Subject => Results.Read<string>("Subject");
}
