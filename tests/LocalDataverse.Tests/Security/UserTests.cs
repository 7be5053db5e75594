using System;
using System.IO;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Security;

/// <summary>Users, teams and business units.</summary>
public sealed class UserTests
{
    private const int UserDisabled = unchecked((int)0x80040225);

    [Fact]
    public void A_disabled_user_is_refused_until_enabled()
    {
        using var org = new TestOrganization();
        var user = org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead"));
        var service = org.Organization.CreateService(user);
        org.Service.Update(new Entity("systemuser", user) { ["isdisabled"] = true });
        Assert.Equal(UserDisabled, TestOrganization.Fault(() => service.Execute(new WhoAmIRequest())).ErrorCode);
        Assert.Equal(UserDisabled, TestOrganization.Fault(() => org.Lead("Petit", ("ownerid", new EntityReference("systemuser", user)))).ErrorCode);
        org.Service.Update(new Entity("systemuser", user) { ["isdisabled"] = false });
        service.Create(new Entity("lead") { ["lastname"] = "Petit" });
    }

    [Fact]
    public void A_user_of_access_mode_Read_only_reads()
    {
        using var org = new TestOrganization();
        var user = org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead"));
        org.Service.Update(new Entity("systemuser", user) { ["accessmode"] = new OptionSetValue(2) });
        var service = org.Organization.CreateService(user);
        service.RetrieveMultiple(new QueryExpression("lead"));
        Assert.Contains("access mode is Read", TestOrganization.Fault(() => service.Create(new Entity("lead") { ["lastname"] = "Petit" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_application_user_has_the_rights_of_its_roles()
    {
        using var org = new TestOrganization();
        var user = org.Service.Create(new Entity("systemuser")
        {
            ["lastname"] = "Feed", ["domainname"] = "feed@localhost", ["applicationid"] = Guid.NewGuid(), ["accessmode"] = new OptionSetValue(4),
            ["businessunitid"] = new EntityReference("businessunit", org.Organization.RootUnit()),
        });
        org.Organization.GiveRoles("systemuser", user, org.Organization.CreateRole("feeds", ("prvCreateLead", PrivilegeDepth.Basic)));
        var service = org.Organization.CreateService(user);
        service.Create(new Entity("lead") { ["lastname"] = "Petit" });
        Assert.Contains("prvReadLead", TestOrganization.Fault(() => service.RetrieveMultiple(new QueryExpression("lead"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plug_in_cannot_act_for_a_user_who_is_not_there()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PostOperation, run => run.Factory.CreateOrganizationService(Guid.NewGuid()).Execute(new WhoAmIRequest()));
        Assert.Contains("Does Not Exist", TestOrganization.Fault(() => org.Lead()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Acting_for_another_user_needs_a_privilege()
    {
        using var org = new TestOrganization();
        var platform = org.Organization.Platform;
        var seller = org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead"));
        var program = org.Organization.CreateUser("program");
        Assert.Contains("prvActOnBehalfOfAnotherUser", TestOrganization.Fault(() => platform.Access.Impersonate(program, seller)).Message, StringComparison.Ordinal);
        org.Organization.GiveRoles("systemuser", program, org.Organization.CreateRole("delegate", ("prvActOnBehalfOfAnotherUser", PrivilegeDepth.Global)));
        var scope = platform.Access.Impersonate(program, seller);
        Assert.Equal((seller, program), (scope.UserId, scope.InitiatingUserId));
        Assert.Equal(org.Organization.AdministratorId, platform.Access.Impersonate(org.Organization.AdministratorId, seller).InitiatingUserId);
    }

    [Fact]
    public void A_business_unit_comes_with_a_team_of_all_its_users_and_takes_it_along()
    {
        using var org = new TestOrganization();
        var sales = org.Organization.CreateUnit("Sales");
        var team = DefaultTeam(org, sales);
        Assert.Equal("Sales", team.GetAttributeValue<string>("name"));
        Assert.Contains("are its users", TestOrganization.Fault(() => org.Service.Execute(new AddMembersTeamRequest { TeamId = team.Id, MemberIds = [org.Organization.AdministratorId] })).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be deleted", TestOrganization.Fault(() => org.Service.Delete("team", team.Id)).Message, StringComparison.Ordinal);
        org.Service.Delete("businessunit", sales);
        Assert.Equal(1, org.Count("team"));
    }

    [Fact]
    public void The_role_of_a_default_team_is_the_role_of_all_users_of_the_unit()
    {
        using var org = new TestOrganization();
        var sales = org.Organization.CreateUnit("Sales");
        org.Organization.GiveRoles("team", DefaultTeam(org, sales).Id, org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead"));
        org.Organization.CreateService(org.Organization.CreateUserIn(sales, "luc")).Create(new Entity("lead") { ["lastname"] = "Petit" });
        TestOrganization.Fault(() => org.Organization.CreateService(org.Organization.CreateUser("anne")).Create(new Entity("lead") { ["lastname"] = "Petit" }));
    }

    [Fact]
    public void Whoever_moves_to_another_unit_loses_the_roles_and_takes_the_rows_along()
    {
        using var org = new TestOrganization();
        var role = org.Organization.CreateRoleFor(PrivilegeDepth.Local, "Lead");
        var sales = org.Organization.CreateUnit("Sales");
        var user = org.Organization.CreateUser("luc", role);
        var lead = org.Organization.CreateService(user).Create(new Entity("lead") { ["lastname"] = "Petit" });
        var seller = org.Organization.CreateService(org.Organization.CreateUserIn(sales, "anne", role));
        Assert.Empty(seller.RetrieveMultiple(new QueryExpression("lead")).Entities);

        org.Service.Update(new Entity("systemuser", user) { ["businessunitid"] = new EntityReference("businessunit", sales) });
        Assert.Equal(sales, org.Read("lead", lead).GetAttributeValue<EntityReference>("owningbusinessunit").Id);
        Assert.Single(seller.RetrieveMultiple(new QueryExpression("lead")).Entities);
        Assert.Contains("roleCount=0", TestOrganization.Fault(() => org.Organization.CreateService(user).RetrieveMultiple(new QueryExpression("lead"))).Message, StringComparison.Ordinal);
        Assert.Equal(sales, ((WhoAmIResponse)org.Organization.CreateService(user).Execute(new WhoAmIRequest())).BusinessUnitId);
        Assert.Equal([DefaultTeam(org, sales).Id], org.Organization.Platform.Facts.User(user).Teams);
    }

    [Fact]
    public void A_team_owns_rows_for_its_members()
    {
        using var org = new TestOrganization();
        var role = org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead");
        var member = org.Organization.CreateUser("luc", role);
        var team = org.Organization.CreateTeam("Pair", org.Organization.RootUnit(), member);
        var owner = new EntityReference("team", team);
        Assert.Contains("Principal team", TestOrganization.Fault(() => org.Lead("Petit", ("ownerid", owner))).Message, StringComparison.Ordinal);
        org.Organization.GiveRoles("team", team, role);
        var lead = org.Lead("Petit", ("ownerid", owner));
        Assert.Equal(lead, org.Organization.CreateService(member).Retrieve("lead", lead, new ColumnSet(false)).Id);
        TestOrganization.Fault(() => org.Organization.CreateService(org.Organization.CreateUser("anne", role)).Retrieve("lead", lead, new ColumnSet(false)));
    }

    [Fact]
    public void An_access_team_owns_nothing_and_holds_no_roles()
    {
        using var org = new TestOrganization();
        var team = org.Service.Create(new Entity("team")
        {
            ["name"] = "Deal", ["teamtype"] = new OptionSetValue(1), ["administratorid"] = new EntityReference("systemuser", org.Organization.AdministratorId),
            ["businessunitid"] = new EntityReference("businessunit", org.Organization.RootUnit()),
        });
        Assert.Equal(unchecked((int)0x80048340), TestOrganization.Fault(() => org.Lead("Petit", ("ownerid", new EntityReference("team", team)))).ErrorCode);
        Assert.Contains("access team", TestOrganization.Fault(() => org.Organization.GiveRoles("team", team, org.Organization.CreateRole("any"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Adding_a_member_twice_adds_once()
    {
        using var org = new TestOrganization();
        var user = org.Organization.CreateUser("luc");
        var team = org.Organization.CreateTeam("Pair", org.Organization.RootUnit(), user, user);
        org.Service.Execute(new AddMembersTeamRequest { TeamId = team, MemberIds = [user] });
        Assert.Contains(team, org.Organization.Platform.Facts.User(user).Teams);
        Assert.Contains("prvWriteTeam", TestOrganization.Fault(() => org.Organization.CreateService(user).Execute(new RemoveMembersTeamRequest { TeamId = team, MemberIds = [user] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Roles_and_shares_survive_the_closing_of_a_file()
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".db");
        try
        {
            Guid user;
            using (var org = new TestOrganization(file))
            {
                user = org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead"));
                org.Lead("Petit", ("ownerid", new EntityReference("systemuser", user)));
                org.Lead("Martin");
            }

            using var again = new TestOrganization(file);
            Assert.Single(again.Organization.CreateService(user).RetrieveMultiple(new QueryExpression("lead")).Entities);
            Assert.Equal(2, again.Count("lead"));
            Assert.Equal(1, again.Count("team"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Entity DefaultTeam(TestOrganization org, Guid unit)
    {
        var query = new QueryExpression("team") { ColumnSet = new ColumnSet("name") };
        query.Criteria.AddCondition("businessunitid", ConditionOperator.Equal, unit);
        query.Criteria.AddCondition("isdefault", ConditionOperator.Equal, true);
        return org.Service.RetrieveMultiple(query).Entities.Single();
    }
}
