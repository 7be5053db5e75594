using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Adds users to a team: Associate over teammembership_association, whose steps run, for those who are not in it yet.</summary>
internal sealed class AddMembersTeamMessage : Message
{
    public override string Name => "AddMembersTeam";

    public override string? Table(OrganizationRequest request) => "team";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var team = Required<Guid>(request, "TeamId");
        var members = platform.Facts.Linked("teammembership", "teamid", team, "systemuserid").ToHashSet();
        var added = new EntityReferenceCollection();
        foreach (var user in Required<Guid[]>(request, "MemberIds"))
        {
            platform.Facts.User(user);
            if (members.Add(user))
            {
                added.Add(new EntityReference("systemuser", user));
            }
        }

        platform.Links.Membership(team, scope.UserId);
        TeamMembers.Send(platform, scope, new AssociateRequest
        {
            Target = new EntityReference("team", team),
            Relationship = new Relationship(TeamMembers.Relationship),
            RelatedEntities = added,
        });
        return new AddMembersTeamResponse();
    }
}

/// <summary>Takes users out of a team: Disassociate over teammembership_association, whose steps run.</summary>
internal sealed class RemoveMembersTeamMessage : Message
{
    public override string Name => "RemoveMembersTeam";

    public override string? Table(OrganizationRequest request) => "team";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var removed = new EntityReferenceCollection();
        foreach (var user in Required<Guid[]>(request, "MemberIds"))
        {
            removed.Add(new EntityReference("systemuser", user));
        }

        TeamMembers.Send(platform, scope, new DisassociateRequest
        {
            Target = new EntityReference("team", Required<Guid>(request, "TeamId")),
            Relationship = new Relationship(TeamMembers.Relationship),
            RelatedEntities = removed,
        });
        return new RemoveMembersTeamResponse();
    }
}

/// <summary>What both have in common.</summary>
internal static class TeamMembers
{
    public const string Relationship = "teammembership_association";

    public static void Send(Platform platform, RequestScope scope, OrganizationRequest request) =>
        platform.Messages.Find(request.RequestName).Execute(platform, request, scope);
}
