using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class AddListMembersListRequest : OrganizationRequest
{
    public AddListMembersListRequest() : base("AddListMembersList")
    {
    }

    public Guid ListId
    {
        get => Parameters.Read<Guid>("ListId");
        set => Parameters["ListId"] = value;
    }

    public Guid[] MemberIds
    {
        get => Parameters.Read<Guid[]>("MemberIds");
        set => Parameters["MemberIds"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class AddListMembersListResponse : OrganizationResponse
{
    public AddListMembersListResponse()
    {
    }
}
