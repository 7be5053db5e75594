using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;
using Smarketing.Tests.LocalDataverse.Import;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Security;

/// <summary>Roles, what they hold, and who may give them.</summary>
public sealed class RoleTests
{
    private static readonly Relationship UserRoles = new("systemuserroles_association");

    [Fact]
    public void A_role_counts_from_when_it_is_given_until_it_is_taken_away()
    {
        using var org = new TestOrganization();
        var role = org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead");
        var user = org.Organization.CreateUser("luc");
        var service = org.Organization.CreateService(user);
        TestOrganization.Fault(() => service.RetrieveMultiple(new QueryExpression("lead")));
        org.Organization.GiveRoles("systemuser", user, role);
        service.RetrieveMultiple(new QueryExpression("lead"));
        org.Service.Disassociate("systemuser", user, UserRoles, [new EntityReference("role", role)]);
        TestOrganization.Fault(() => service.RetrieveMultiple(new QueryExpression("lead")));
    }

    [Fact]
    public void A_role_given_in_a_transaction_that_goes_back_was_never_given()
    {
        using var org = new TestOrganization();
        var role = org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead");
        var user = org.Organization.CreateUser("luc");
        var service = org.Organization.CreateService(user);
        TestOrganization.Fault(() => org.Service.Execute(new ExecuteTransactionRequest
        {
            Requests =
            [
                new AssociateRequest { Target = new EntityReference("systemuser", user), Relationship = UserRoles, RelatedEntities = [new EntityReference("role", role)] },
                new RetrieveUserPrivilegesRequest { UserId = user },
                new DeleteRequest { Target = new EntityReference("lead", Guid.NewGuid()) },
            ],
        }));
        TestOrganization.Fault(() => service.RetrieveMultiple(new QueryExpression("lead")));
    }

    [Fact]
    public void A_role_deleted_is_lost_by_all_who_had_it()
    {
        using var org = new TestOrganization();
        var role = org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead");
        var service = org.Organization.CreateService(org.Organization.CreateUser("luc", role));
        service.RetrieveMultiple(new QueryExpression("lead"));
        org.Service.Delete("role", role);
        TestOrganization.Fault(() => service.RetrieveMultiple(new QueryExpression("lead")));
        Assert.Equal(0, org.Count("roleprivileges"));
    }

    [Fact]
    public void A_role_of_a_solution_comes_with_its_privileges_and_can_be_given()
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().Zip());
        var service = org.Organization.CreateService(org.Organization.CreateUser("luc", org.Organization.RoleNamed("Mini Reader")));
        Assert.Empty(service.RetrieveMultiple(new QueryExpression("mini_thing")).Entities);
        Assert.Contains("prvCreatemini_Thing", TestOrganization.Fault(() => service.Create(new Entity("mini_thing"))).Message, StringComparison.Ordinal);
        org.Organization.ImportSolution(new MiniSolution().With("prvReadmini_Thing\" level=\"Basic", "prvCreatemini_Thing\" level=\"Basic").Zip());
        service.Create(new Entity("mini_thing"));
        Assert.Contains("prvReadmini_Thing", TestOrganization.Fault(() => service.RetrieveMultiple(new QueryExpression("mini_thing"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prvReadmini_Nothing\" level=\"Basic", "'prvReadmini_Nothing', which no table has")]
    [InlineData("prvReadmini_Thing\" level=\"Some", "at level 'Some'")]
    [InlineData("prvReadTerritory\" level=\"Basic", "It can be given at Global")]
    public void A_role_that_gives_what_there_is_not_is_refused_with_the_zip(string instead, string message)
    {
        using var org = new TestOrganization();
        var zip = new MiniSolution().With("prvReadmini_Thing\" level=\"Basic", instead).Zip();
        Assert.Contains(message, Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(zip)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_administrator_may_do_everything_with_tables_imported_later()
    {
        using var org = new TestOrganization();
        var admin = org.Organization.CreateService(org.Organization.CreateUser("anne", org.Organization.RoleNamed("System Administrator")));
        org.Organization.ImportSolution(new MiniSolution().Zip());
        var thing = admin.Create(new Entity("mini_thing"));
        admin.Delete("mini_thing", thing);
    }

    [Fact]
    public void Adding_widens_replacing_replaces_removing_removes()
    {
        using var org = new TestOrganization();
        var role = org.Organization.CreateRole("lab", ("prvReadLead", PrivilegeDepth.Basic), ("prvWriteLead", PrivilegeDepth.Local));
        var read = org.Organization.PrivilegeId("prvReadLead");
        org.Service.Execute(new AddPrivilegesRoleRequest { RoleId = role, Privileges = [new RolePrivilege(PrivilegeDepth.Deep, read, Guid.Empty)] });
        Assert.Equal(["prvReadLead Deep", "prvWriteLead Local"], Privileges(org, role));
        org.Service.Execute(new RemovePrivilegeRoleRequest { RoleId = role, PrivilegeId = org.Organization.PrivilegeId("prvWriteLead") });
        Assert.Equal(["prvReadLead Deep"], Privileges(org, role));
        org.Service.Execute(new ReplacePrivilegesRoleRequest { RoleId = role, Privileges = [new RolePrivilege((int)PrivilegeDepth.Global, org.Organization.PrivilegeId("prvDeleteLead"))] });
        Assert.Equal(["prvDeleteLead Global"], Privileges(org, role));
    }

    [Fact]
    public void The_administrators_role_has_everything_and_stays_so()
    {
        using var org = new TestOrganization();
        var role = org.Organization.RoleNamed("System Administrator");
        var all = ((RetrieveRolePrivilegesRoleResponse)org.Service.Execute(new RetrieveRolePrivilegesRoleRequest { RoleId = role })).RolePrivileges;
        Assert.Equal(org.Service.RetrieveMultiple(new QueryExpression("privilege")).Entities.Count, all.Length);
        Assert.Contains("cannot be changed", TestOrganization.Fault(() => org.Service.Execute(new RemovePrivilegeRoleRequest { RoleId = role, PrivilegeId = all[0].PrivilegeId })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_has_each_privilege_once_at_the_greatest_depth()
    {
        using var org = new TestOrganization();
        var user = org.Organization.CreateUser("luc",
            org.Organization.CreateRole("small", ("prvReadLead", PrivilegeDepth.Basic), ("prvWriteLead", PrivilegeDepth.Basic)),
            org.Organization.CreateRole("great", ("prvReadLead", PrivilegeDepth.Deep)));
        var privileges = ((RetrieveUserPrivilegesResponse)org.Service.Execute(new RetrieveUserPrivilegesRequest { UserId = user })).RolePrivileges;
        Assert.Equal(["prvReadLead Deep", "prvWriteLead Basic"], privileges.Select(p => $"{p.PrivilegeName} {p.Depth}"));
    }

    [Fact]
    public void Nobody_can_give_more_than_he_has()
    {
        using var org = new TestOrganization();
        var manages = org.Organization.CreateRole("manages roles",
            ("prvReadRole", PrivilegeDepth.Global), ("prvAssignRole", PrivilegeDepth.Global), ("prvWriteRole", PrivilegeDepth.Global), ("prvReadLead", PrivilegeDepth.Local));
        var less = org.Organization.CreateRole("less", ("prvReadLead", PrivilegeDepth.Local));
        var more = org.Organization.CreateRole("more", ("prvReadLead", PrivilegeDepth.Deep));
        var manager = org.Organization.CreateService(org.Organization.CreateUser("anne", manages));
        var user = org.Organization.CreateUser("luc");
        manager.Associate("systemuser", user, UserRoles, [new EntityReference("role", less)]);
        Assert.Contains("cannot give prvReadLead at depth Deep", TestOrganization.Fault(() => manager.Associate("systemuser", user, UserRoles, [new EntityReference("role", more)])).Message, StringComparison.Ordinal);
        Assert.Contains("System Administrator", TestOrganization.Fault(() => manager.Associate("systemuser", user, UserRoles, [new EntityReference("role", org.Organization.RoleNamed("System Administrator"))])).Message, StringComparison.Ordinal);
        Assert.Contains("cannot give prvDeleteLead", TestOrganization.Fault(() => manager.Execute(new AddPrivilegesRoleRequest { RoleId = less, Privileges = [new RolePrivilege(PrivilegeDepth.Basic, org.Organization.PrivilegeId("prvDeleteLead"), Guid.Empty)] })).Message, StringComparison.Ordinal);
        var stranger = org.Organization.CreateService(user);
        Assert.Contains("prvAssignRole", TestOrganization.Fault(() => stranger.Associate("systemuser", user, UserRoles, [new EntityReference("role", less)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Privileges_are_not_linked_without_a_depth()
    {
        using var org = new TestOrganization();
        var role = org.Organization.CreateRole("lab");
        var fault = TestOrganization.Fault(() => org.Service.Associate("role", role, new Relationship("roleprivileges_association"), [new EntityReference("privilege", org.Organization.PrivilegeId("prvReadLead"))]));
        Assert.Contains("Use AddPrivilegesRole", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_custom_api_can_ask_for_a_privilege()
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().With("<name>mini_Twice</name>", "<executeprivilegename>prvReadmini_Thing</executeprivilegename><name>mini_Twice</name>").Zip());
        var request = new OrganizationRequest("mini_Twice") { ["Number"] = 2 };
        var user = org.Organization.CreateUser("luc");
        Assert.Contains("prvReadmini_Thing", TestOrganization.Fault(() => org.Organization.CreateService(user).Execute(request)).Message, StringComparison.Ordinal);
        org.Organization.GiveRoles("systemuser", user, org.Organization.RoleNamed("Mini Reader"));
        org.Organization.CreateService(user).Execute(request);
    }

    [Fact]
    public void A_custom_api_that_asks_for_what_there_is_not_is_refused_with_the_zip()
    {
        using var org = new TestOrganization();
        var zip = new MiniSolution().With("<name>mini_Twice</name>", "<executeprivilegename>prvReadNothing</executeprivilegename><name>mini_Twice</name>").Zip();
        Assert.Contains("'prvReadNothing', which no table has", Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(zip)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Importing_needs_a_privilege()
    {
        using var org = new TestOrganization();
        var service = org.Organization.CreateService(org.Organization.CreateUser("luc"));
        Assert.Contains("prvImportCustomization", TestOrganization.Fault(() => service.Execute(new ImportSolutionRequest { CustomizationFile = new MiniSolution().Zip().ToArray() })).Message, StringComparison.Ordinal);
    }

    private static string[] Privileges(TestOrganization org, Guid role) =>
        [.. ((RetrieveRolePrivilegesRoleResponse)org.Service.Execute(new RetrieveRolePrivilegesRoleRequest { RoleId = role })).RolePrivileges.Select(p => $"{p.PrivilegeName} {p.Depth}")];
}
