using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class WhoAmIRequest : OrganizationRequest
{
    public WhoAmIRequest() : base("WhoAmI")
    {
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class WhoAmIResponse : OrganizationResponse
{
    public WhoAmIResponse()
    {
    }

    public Guid BusinessUnitId => Results.Read<Guid>("BusinessUnitId");

    public Guid OrganizationId => Results.Read<Guid>("OrganizationId");

    public Guid UserId => Results.Read<Guid>("UserId");
}
