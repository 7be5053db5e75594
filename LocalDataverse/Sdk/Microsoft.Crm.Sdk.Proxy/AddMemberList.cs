using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class AddMemberListRequest : OrganizationRequest
{
    public AddMemberListRequest() : base("AddMemberList")
    {
    }

    public Guid EntityId
    {
        get => Parameters.Read<Guid>("EntityId");
        set => Parameters["EntityId"] = value;
    }

    public Guid ListId
    {
        get => Parameters.Read<Guid>("ListId");
        set => Parameters["ListId"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class AddMemberListResponse : OrganizationResponse
{
    public AddMemberListResponse()
    {
    }

    public Guid Id => Results.Read<Guid>("Id");
}
