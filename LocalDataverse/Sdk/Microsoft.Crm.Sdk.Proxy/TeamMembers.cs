using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class AddMembersTeamRequest : OrganizationRequest
{
    public AddMembersTeamRequest() : base("AddMembersTeam")
    {
    }

    public Guid[] MemberIds
    {
        get => Parameters.Read<Guid[]>("MemberIds");
        set => Parameters["MemberIds"] = value;
    }

    public Guid TeamId
    {
        get => Parameters.Read<Guid>("TeamId");
        set => Parameters["TeamId"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class AddMembersTeamResponse : OrganizationResponse
{
    public AddMembersTeamResponse()
    {
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class RemoveMembersTeamRequest : OrganizationRequest
{
    public RemoveMembersTeamRequest() : base("RemoveMembersTeam")
    {
    }

    public Guid[] MemberIds
    {
        get => Parameters.Read<Guid[]>("MemberIds");
        set => Parameters["MemberIds"] = value;
    }

    public Guid TeamId
    {
        get => Parameters.Read<Guid>("TeamId");
        set => Parameters["TeamId"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class RemoveMembersTeamResponse : OrganizationResponse
{
    public RemoveMembersTeamResponse()
    {
    }
}
