using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Security;

/// <summary>Rights on single rows, given to users and teams.</summary>
public sealed class SharingTests : IDisposable
{
    private readonly TestOrganization _org = new();
    private readonly Guid _role;
    private readonly Guid _luc;
    private readonly Guid _anne;
    private readonly Guid _lead;

    public SharingTests()
    {
        _role = _org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead", "Activity", "Account");
        _luc = _org.Organization.CreateUser("luc", _role);
        _anne = _org.Organization.CreateUser("anne", _role);
        _lead = As(_luc).Create(new Entity("lead") { ["lastname"] = "Petit" });
    }

    public void Dispose() => _org.Dispose();

    [Fact]
    public void A_share_opens_what_it_names_and_nothing_else()
    {
        Assert.False(Can(_anne, _lead));
        Share(_luc, _lead, _anne, AccessRights.ReadAccess);
        Assert.True(Can(_anne, _lead));
        Assert.Contains("does not have WriteAccess", TestOrganization.Fault(() => As(_anne).Update(new Entity("lead", _lead) { ["lastname"] = "x" })).Message, StringComparison.Ordinal);
        Share(_luc, _lead, _anne, AccessRights.WriteAccess);
        As(_anne).Update(new Entity("lead", _lead) { ["lastname"] = "Martin" });
        Assert.Equal(AccessRights.ReadAccess | AccessRights.WriteAccess, Rights(_anne, _lead));
    }

    [Fact]
    public void Modifying_replaces_and_revoking_ends()
    {
        Share(_luc, _lead, _anne, AccessRights.ReadAccess | AccessRights.WriteAccess);
        As(_luc).Execute(new ModifyAccessRequest { Target = Row(_lead), PrincipalAccess = Access(_anne, AccessRights.ReadAccess) });
        Assert.Equal(AccessRights.ReadAccess, Rights(_anne, _lead));
        As(_luc).Execute(new RevokeAccessRequest { Target = Row(_lead), Revokee = new EntityReference("systemuser", _anne) });
        Assert.Equal(AccessRights.None, Rights(_anne, _lead));
        Assert.False(Can(_anne, _lead));
        Assert.Equal(0, _org.Count("principalobjectaccess"));
    }

    [Fact]
    public void Whoever_shares_needs_the_right_to_share_and_what_it_gives()
    {
        Assert.Contains("does not have ShareAccess", TestOrganization.Fault(() => Share(_anne, _lead, _anne, AccessRights.ReadAccess)).Message, StringComparison.Ordinal);
        Share(_luc, _lead, _anne, AccessRights.ReadAccess | AccessRights.ShareAccess);
        var third = _org.Organization.CreateUser("jean", _role);
        Share(_anne, _lead, third, AccessRights.ReadAccess);
        Assert.Contains("does not have WriteAccess", TestOrganization.Fault(() => Share(_anne, _lead, third, AccessRights.WriteAccess)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_receives_needs_the_privilege_itself()
    {
        var stranger = _org.Organization.CreateUser("nobody");
        Assert.Contains($"Principal user (Id={stranger:D}", TestOrganization.Fault(() => Share(_luc, _lead, stranger, AccessRights.ReadAccess)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_with_a_team_counts_for_its_members_as_long_as_they_are_in_it()
    {
        var team = _org.Organization.CreateTeam("Pair", _org.Organization.RootUnit(), _anne);
        As(_luc).Execute(new GrantAccessRequest { Target = Row(_lead), PrincipalAccess = new PrincipalAccess { Principal = new EntityReference("team", team), AccessMask = AccessRights.ReadAccess } });
        Assert.True(Can(_anne, _lead));
        Assert.Single(As(_anne).RetrieveMultiple(new QueryExpression("lead")).Entities);
        _org.Service.Execute(new RemoveMembersTeamRequest { TeamId = team, MemberIds = [_anne] });
        Assert.False(Can(_anne, _lead));
        Assert.Empty(As(_anne).RetrieveMultiple(new QueryExpression("lead")).Entities);
    }

    [Fact]
    public void It_is_told_with_whom_a_row_is_shared()
    {
        Share(_luc, _lead, _anne, AccessRights.ReadAccess | AccessRights.AppendToAccess);
        var shares = ((RetrieveSharedPrincipalsAndAccessResponse)As(_luc).Execute(new RetrieveSharedPrincipalsAndAccessRequest { Target = Row(_lead) })).PrincipalAccesses;
        var share = Assert.Single(shares);
        Assert.Equal((_anne, AccessRights.ReadAccess | AccessRights.AppendToAccess), (share.Principal.Id, share.AccessMask));
    }

    [Fact]
    public void Rows_below_are_shared_along_and_taken_back_along()
    {
        var task = Task(_luc);
        Share(_luc, _lead, _anne, AccessRights.ReadAccess);
        Assert.True(Can(_anne, task, "task"));
        As(_luc).Execute(new RevokeAccessRequest { Target = Row(_lead), Revokee = new EntityReference("systemuser", _anne) });
        Assert.False(Can(_anne, task, "task"));
    }

    [Fact]
    public void What_comes_below_a_shared_row_inherits_the_share_and_loses_it_when_it_moves()
    {
        Share(_luc, _lead, _anne, AccessRights.ReadAccess);
        var task = Task(_luc);
        Assert.True(Can(_anne, task, "task"));
        var other = As(_luc).Create(new Entity("lead") { ["lastname"] = "Martin" });
        As(_luc).Update(new Entity("task", task) { ["regardingobjectid"] = Row(other) });
        Assert.False(Can(_anne, task, "task"));
    }

    [Fact]
    public void The_owner_of_the_row_above_may_do_everything_with_what_comes_below()
    {
        var task = _org.Service.Create(new Entity("task") { ["subject"] = "call", ["regardingobjectid"] = Row(_lead) });
        Assert.Equal(_org.Organization.AdministratorId, _org.Read("task", task).GetAttributeValue<EntityReference>("ownerid").Id);
        Assert.True(Can(_luc, task, "task"));
        Assert.False(Can(_anne, task, "task"));
        As(_luc).Delete("task", task);
    }

    [Fact]
    public void The_shares_go_with_the_row()
    {
        Share(_luc, _lead, _anne, AccessRights.ReadAccess);
        As(_luc).Delete("lead", _lead);
        Assert.Equal(0, _org.Count("principalobjectaccess"));
    }

    [Fact]
    public void A_share_that_is_rolled_back_opens_nothing()
    {
        var service = As(_luc);
        TestOrganization.Fault(() => service.Execute(new Microsoft.Xrm.Sdk.Messages.ExecuteTransactionRequest
        {
            Requests =
            [
                new GrantAccessRequest { Target = Row(_lead), PrincipalAccess = Access(_anne, AccessRights.ReadAccess) },
                new Microsoft.Xrm.Sdk.Messages.DeleteRequest { Target = Row(Guid.NewGuid()) },
            ],
        }));
        Assert.False(Can(_anne, _lead));
    }

    [Fact]
    public void Rows_nobody_owns_cannot_be_shared() =>
        Assert.Contains("only rows that users or teams own", TestOrganization.Fault(() => _org.Service.Execute(new GrantAccessRequest
        {
            Target = new EntityReference("organization", _org.Organization.OrganizationId),
            PrincipalAccess = Access(_anne, AccessRights.ReadAccess),
        })).Message, StringComparison.Ordinal);

    private IOrganizationService As(Guid user) => _org.Organization.CreateService(user);

    private Guid Task(Guid user) => As(user).Create(new Entity("task") { ["subject"] = "call", ["regardingobjectid"] = Row(_lead) });

    private void Share(Guid by, Guid lead, Guid with, AccessRights rights) =>
        As(by).Execute(new GrantAccessRequest { Target = Row(lead), PrincipalAccess = Access(with, rights) });

    private AccessRights Rights(Guid user, Guid lead) =>
        ((RetrievePrincipalAccessResponse)_org.Service.Execute(new RetrievePrincipalAccessRequest { Target = Row(lead), Principal = new EntityReference("systemuser", user) })).AccessRights;

    private bool Can(Guid user, Guid row, string table = "lead")
    {
        var query = new QueryExpression(table);
        query.Criteria.AddCondition(table == "lead" ? "leadid" : "activityid", ConditionOperator.Equal, row);
        var found = As(user).RetrieveMultiple(query).Entities.Count == 1;
        if (found)
        {
            As(user).Retrieve(table, row, new ColumnSet(false));
        }
        else
        {
            TestOrganization.Fault(() => As(user).Retrieve(table, row, new ColumnSet(false)));
        }

        return found;
    }

    private static PrincipalAccess Access(Guid user, AccessRights rights) => new() { Principal = new EntityReference("systemuser", user), AccessMask = rights };

    private static EntityReference Row(Guid lead) => new("lead", lead);
}
