using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Security;

/// <summary>What roles let users do with single rows.</summary>
public sealed class RowAccessTests
{
    private const int PrivilegeDenied = unchecked((int)0x80040220);
    private const int AccessDenied = unchecked((int)0x80048306);

    [Fact]
    public void A_user_without_roles_knows_who_it_is_and_can_do_nothing_else()
    {
        using var org = new TestOrganization();
        var lead = org.Lead();
        var nobody = org.Organization.CreateUser("nobody");
        var service = org.Organization.CreateService(nobody);
        Assert.Equal(nobody, ((WhoAmIResponse)service.Execute(new WhoAmIRequest())).UserId);
        foreach (var attempt in new Action[]
        {
            () => service.Create(new Entity("lead") { ["lastname"] = "Petit" }),
            () => service.Retrieve("lead", lead, new ColumnSet("lastname")),
            () => service.RetrieveMultiple(new QueryExpression("lead")),
            () => service.Update(new Entity("lead", lead) { ["lastname"] = "Petit" }),
            () => service.Delete("lead", lead),
        })
        {
            Assert.Equal(PrivilegeDenied, TestOrganization.Fault(attempt).ErrorCode);
        }
    }

    [Fact]
    public void A_refusal_names_the_privilege_the_table_and_the_remedy()
    {
        using var org = new TestOrganization();
        var user = org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Account"));
        var fault = TestOrganization.Fault(() => org.Organization.CreateService(user).RetrieveMultiple(new QueryExpression("lead")));
        Assert.StartsWith($"Principal user (Id={user:D}, type=8, roleCount=1, privilegeCount=8,", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"is missing prvReadLead privilege (Id={org.Organization.PrivilegeId("prvReadLead"):D}) on OTC=4 for entity 'lead'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Give the user a role with prvReadLead, at depth Basic or more.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PrivilegeDepth.Basic, true, false, false, false)]
    [InlineData(PrivilegeDepth.Local, true, true, false, false)]
    [InlineData(PrivilegeDepth.Deep, true, true, true, false)]
    [InlineData(PrivilegeDepth.Global, true, true, true, true)]
    public void Reading_and_writing_go_as_far_as_the_depth(PrivilegeDepth depth, bool own, bool sameUnit, bool below, bool elsewhere)
    {
        using var org = new TestOrganization();
        var sales = org.Organization.CreateUnit("Sales");
        var north = org.Organization.CreateUnit("North", sales);
        var role = org.Organization.CreateRoleFor(depth, "Lead");
        var user = org.Organization.CreateUserIn(sales, "luc", role);
        var rows = new (Guid Lead, bool Allowed)[]
        {
            (LeadOf(org, user), own),
            (LeadOf(org, org.Organization.CreateUserIn(sales, "anne", role)), sameUnit),
            (LeadOf(org, org.Organization.CreateUserIn(north, "jean", role)), below),
            (LeadOf(org, org.Organization.CreateUser("zoé", role)), elsewhere),
        };
        var service = org.Organization.CreateService(user);
        foreach (var (lead, allowed) in rows)
        {
            Check(allowed, () => service.Retrieve("lead", lead, new ColumnSet("lastname")));
            Check(allowed, () => service.Update(new Entity("lead", lead) { ["lastname"] = "Petit" }));
        }

        Assert.Equal(rows.Count(r => r.Allowed), service.RetrieveMultiple(new QueryExpression("lead")).Entities.Count);
        foreach (var (lead, allowed) in rows)
        {
            Check(allowed, () => service.Delete("lead", lead));
        }
    }

    [Fact]
    public void A_row_that_is_not_there_is_told_before_whom_it_does_not_belong_to()
    {
        using var org = new TestOrganization();
        var service = org.Organization.CreateService(org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead")));
        Assert.Contains("Does Not Exist", TestOrganization.Fault(() => service.Delete("lead", Guid.NewGuid())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_the_organization_need_Global()
    {
        using var org = new TestOrganization();
        var reader = org.Organization.CreateRole("reader", ("prvReadTerritory", PrivilegeDepth.Global));
        var service = org.Organization.CreateService(org.Organization.CreateUser("luc", reader));
        org.Service.Create(new Entity("territory") { ["name"] = "North" });
        Assert.Single(service.RetrieveMultiple(new QueryExpression("territory")).Entities);
        Assert.Contains("It can be given at Global", TestOrganization.Fault(() => org.Organization.CreateRole("small", ("prvReadTerritory", PrivilegeDepth.Basic))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void To_make_a_row_for_a_colleague_is_to_make_and_to_assign()
    {
        using var org = new TestOrganization();
        var reads = org.Organization.CreateRole("reads", ("prvReadLead", PrivilegeDepth.Basic));
        var makes = org.Organization.CreateRole("makes", ("prvCreateLead", PrivilegeDepth.Local));
        var assigns = org.Organization.CreateRole("assigns", ("prvAssignLead", PrivilegeDepth.Local));
        var colleague = org.Organization.CreateUser("anne", reads);
        var user = org.Organization.CreateUser("luc", reads, makes);
        var service = org.Organization.CreateService(user);
        var lead = new Entity("lead") { ["lastname"] = "Petit", ["ownerid"] = new EntityReference("systemuser", colleague) };
        Assert.Contains("prvAssignLead", TestOrganization.Fault(() => service.Create(lead)).Message, StringComparison.Ordinal);
        org.Organization.GiveRoles("systemuser", user, assigns);
        Assert.Equal(colleague, org.Read("lead", service.Create(lead)).GetAttributeValue<EntityReference>("ownerid").Id);
    }

    [Fact]
    public void Nobody_can_make_a_row_beyond_the_depth_of_Create()
    {
        using var org = new TestOrganization();
        var role = org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead");
        var colleague = org.Organization.CreateUser("anne", role);
        var service = org.Organization.CreateService(org.Organization.CreateUser("luc", role));
        var fault = TestOrganization.Fault(() => service.Create(new Entity("lead") { ["lastname"] = "Petit", ["ownerid"] = new EntityReference("systemuser", colleague) }));
        Assert.Equal(AccessDenied, fault.ErrorCode);
        Assert.Contains("does not have CreateAccess right(s)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_gets_a_row_must_be_able_to_read_it()
    {
        using var org = new TestOrganization();
        var stranger = org.Organization.CreateUser("nobody");
        var lead = org.Lead();
        var fault = TestOrganization.Fault(() => org.Service.Execute(new AssignRequest { Target = new EntityReference("lead", lead), Assignee = new EntityReference("systemuser", stranger) }));
        Assert.Equal(PrivilegeDenied, fault.ErrorCode);
        Assert.StartsWith($"Read Privilege Check For Owner failed with exception: Principal user (Id={stranger:D}", fault.Message, StringComparison.Ordinal);
        Assert.Equal(org.Organization.AdministratorId, org.Read("lead", lead).GetAttributeValue<EntityReference>("ownerid").Id);
    }

    [Fact]
    public void Assigning_needs_no_Write_and_writing_no_Assign()
    {
        using var org = new TestOrganization();
        var reads = org.Organization.CreateRole("reads", ("prvReadLead", PrivilegeDepth.Basic), ("prvCreateLead", PrivilegeDepth.Basic));
        var colleague = org.Organization.CreateUser("anne", reads);
        var assigner = org.Organization.CreateService(org.Organization.CreateUser("luc", reads, org.Organization.CreateRole("assigns", ("prvAssignLead", PrivilegeDepth.Basic))));
        var writer = org.Organization.CreateService(org.Organization.CreateUser("jean", reads, org.Organization.CreateRole("writes", ("prvWriteLead", PrivilegeDepth.Basic))));
        var first = assigner.Create(new Entity("lead") { ["lastname"] = "Petit" });
        var second = writer.Create(new Entity("lead") { ["lastname"] = "Petit" });
        var owner = new EntityReference("systemuser", colleague);
        Assert.Contains("prvWriteLead", TestOrganization.Fault(() => assigner.Update(new Entity("lead", first) { ["lastname"] = "Martin" })).Message, StringComparison.Ordinal);
        Assert.Contains("prvAssignLead", TestOrganization.Fault(() => writer.Update(new Entity("lead", second) { ["ownerid"] = owner })).Message, StringComparison.Ordinal);
        assigner.Update(new Entity("lead", first) { ["ownerid"] = owner });
        writer.Update(new Entity("lead", second) { ["lastname"] = "Martin" });
    }

    [Fact]
    public void A_lookup_needs_Append_here_and_AppendTo_there()
    {
        using var org = new TestOrganization();
        var account = org.Service.Create(new Entity("account") { ["name"] = "Durand SA" });
        var user = org.Organization.CreateUser("luc", org.Organization.CreateRole("makes", ("prvReadLead", PrivilegeDepth.Basic), ("prvCreateLead", PrivilegeDepth.Basic)));
        var service = org.Organization.CreateService(user);
        var lead = new Entity("lead") { ["lastname"] = "Petit", ["parentaccountid"] = new EntityReference("account", account) };
        Assert.Contains("prvAppendLead", TestOrganization.Fault(() => service.Create(lead)).Message, StringComparison.Ordinal);
        org.Organization.GiveRoles("systemuser", user, org.Organization.CreateRole("appends", ("prvAppendLead", PrivilegeDepth.Basic)));
        Assert.Contains("prvAppendToAccount", TestOrganization.Fault(() => service.Create(lead)).Message, StringComparison.Ordinal);
        org.Organization.GiveRoles("systemuser", user, org.Organization.CreateRole("own accounts", ("prvAppendToAccount", PrivilegeDepth.Basic)));
        Assert.Contains("does not have AppendToAccess", TestOrganization.Fault(() => service.Create(lead)).Message, StringComparison.Ordinal);
        org.Organization.GiveRoles("systemuser", user, org.Organization.CreateRole("all accounts", ("prvAppendToAccount", PrivilegeDepth.Global)));
        service.Create(lead);
    }

    [Fact]
    public void A_lookup_that_a_step_sets_is_asked_for_as_well()
    {
        using var org = new TestOrganization();
        var account = org.Service.Create(new Entity("account") { ["name"] = "Durand SA" });
        org.On("Create", "lead", Stage.PreOperation, run => run.Target["parentaccountid"] = new EntityReference("account", account));
        var service = org.Organization.CreateService(org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Global, "Lead")));
        Assert.Contains("prvAppendToAccount", TestOrganization.Fault(() => service.Create(new Entity("lead") { ["lastname"] = "Petit" })).Message, StringComparison.Ordinal);
        org.Lead();
    }

    [Fact]
    public void Pre_validation_comes_before_the_question_and_pre_operation_after_it()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PreValidation, _ => org.Log.Add("pre-validation"));
        org.On("Create", "lead", Stage.PreOperation, _ => org.Log.Add("pre-operation"));
        var service = org.Organization.CreateService(org.Organization.CreateUser("nobody"));
        TestOrganization.Fault(() => service.Create(new Entity("lead") { ["lastname"] = "Petit" }));
        Assert.Equal(["pre-validation"], org.Log);
    }

    [Fact]
    public void A_plug_in_has_the_rights_of_the_user_it_asks_for()
    {
        using var org = new TestOrganization();
        var asSystem = false;
        org.On("Create", "lead", Stage.PostOperation, run =>
            run.Factory.CreateOrganizationService(asSystem ? null : run.Context.UserId).Create(new Entity("account") { ["name"] = "Durand SA" }));
        var service = org.Organization.CreateService(org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead")));
        Assert.Contains("prvCreateAccount", TestOrganization.Fault(() => service.Create(new Entity("lead") { ["lastname"] = "Petit" })).Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (org.Count("lead"), org.Count("account")));
        asSystem = true;
        service.Create(new Entity("lead") { ["lastname"] = "Petit" });
        Assert.Equal((1, 1), (org.Count("lead"), org.Count("account")));
    }

    [Fact]
    public void An_asynchronous_step_runs_as_the_user_who_set_it_off()
    {
        using var org = new TestOrganization();
        org.On("Create", "lead", Stage.PostOperation, run => run.Service.Create(new Entity("account") { ["name"] = "Durand SA" }), isAsync: true);
        var service = org.Organization.CreateService(org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead")));
        service.Create(new Entity("lead") { ["lastname"] = "Petit" });
        org.Organization.RunAsyncJobs();
        Assert.Contains("prvCreateAccount", Assert.Single(org.Organization.FailedJobs).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Deleting_a_row_asks_for_what_goes_with_it()
    {
        using var org = new TestOrganization();
        var user = org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Global, "Lead"),
            org.Organization.CreateRole("makes tasks", ("prvCreateActivity", PrivilegeDepth.Basic), ("prvReadActivity", PrivilegeDepth.Basic), ("prvAppendActivity", PrivilegeDepth.Basic)));
        var service = org.Organization.CreateService(user);
        var lead = service.Create(new Entity("lead") { ["lastname"] = "Petit" });
        service.Create(new Entity("task") { ["subject"] = "call", ["regardingobjectid"] = new EntityReference("lead", lead) });
        Assert.Contains("prvDeleteActivity", TestOrganization.Fault(() => service.Delete("lead", lead)).Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (org.Count("lead"), org.Count("task")));
    }

    [Fact]
    public void Bulk_messages_and_upserts_ask_row_by_row()
    {
        using var org = new TestOrganization();
        var service = org.Organization.CreateService(org.Organization.CreateUser("luc", org.Organization.CreateRole("makes", ("prvCreateLead", PrivilegeDepth.Basic), ("prvReadLead", PrivilegeDepth.Basic))));
        var rows = new EntityCollection([new Entity("lead") { ["lastname"] = "Petit" }, new Entity("lead") { ["lastname"] = "Martin" }]) { EntityName = "lead" };
        var ids = ((CreateMultipleResponse)service.Execute(new CreateMultipleRequest { Targets = rows })).Ids;
        Assert.Equal(2, ids.Length);
        var changes = new EntityCollection([.. ids.Select(i => new Entity("lead", i) { ["lastname"] = "Durand" })]) { EntityName = "lead" };
        Assert.Contains("prvWriteLead", TestOrganization.Fault(() => service.Execute(new UpdateMultipleRequest { Targets = changes })).Message, StringComparison.Ordinal);
        Assert.Contains("prvWriteLead", TestOrganization.Fault(() => service.Execute(new UpsertRequest { Target = new Entity("lead", ids[0]) { ["lastname"] = "Durand" } })).Message, StringComparison.Ordinal);
    }

    private static Guid LeadOf(TestOrganization org, Guid owner) => org.Lead("Martin", ("ownerid", new EntityReference("systemuser", owner)));

    private static void Check(bool allowed, Action attempt)
    {
        if (allowed)
        {
            attempt();
        }
        else
        {
            Assert.Equal(AccessDenied, TestOrganization.Fault(attempt).ErrorCode);
        }
    }
}
