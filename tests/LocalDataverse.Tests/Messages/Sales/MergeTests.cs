using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages.Sales;

public class MergeTests
{
    [Fact]
    public void The_master_takes_the_columns_chosen_and_the_subordinate_is_closed_and_points_to_it()
    {
        using var org = new TestOrganization();
        var (master, other) = (org.Lead("Martin", ("telephone1", "1")), org.Lead("Martin", ("telephone1", "2"), ("jobtitle", "Owner")));
        Merge(org, "lead", master, other, r => r.UpdateContent = new Entity("lead") { ["telephone1"] = "2" });
        Assert.Equal(("2", null, 0), (org.Read("lead", master).GetAttributeValue<string>("telephone1"), org.Read("lead", master).GetAttributeValue<string>("jobtitle"), org.Read("lead", master).State()));
        var closed = org.Read("lead", other);
        Assert.Equal((2, true, master), (closed.State(), closed.GetAttributeValue<bool>("merged"), closed.Ref("masterid")!.Value));
    }

    [Theory]
    [InlineData("account", "name")]
    [InlineData("contact", "lastname")]
    public void Accounts_and_contacts_merge_as_well_and_become_inactive(string table, string name)
    {
        using var org = new TestOrganization();
        var (master, other) = (org.Make(table, (name, "A")), org.Make(table, (name, "B")));
        Merge(org, table, master, other);
        Assert.Equal((1, master), (org.Read(table, other).State(), org.Read(table, other).Ref("masterid")!.Value));
    }

    [Fact]
    public void What_belongs_to_the_subordinate_belongs_to_the_master_afterwards()
    {
        using var org = new TestOrganization();
        var (master, other) = (org.Make("account", ("name", "A")), org.Make("account", ("name", "B")));
        var reference = new EntityReference("account", other);
        var contact = org.Make("contact", ("lastname", "C"), ("parentcustomerid", reference));
        var deal = org.Opportunity(("customerid", reference), ("parentaccountid", reference));
        var call = org.Make("phonecall", ("subject", "Hello"), ("regardingobjectid", reference));
        Merge(org, "account", master, other);
        Assert.Equal(master, org.Read("contact", contact).Ref("parentcustomerid"));
        Assert.Equal((master, master), (org.Read("opportunity", deal).Ref("customerid")!.Value, org.Read("opportunity", deal).Ref("parentaccountid")!.Value));
        Assert.Equal(master, org.Read("activitypointer", call).Ref("regardingobjectid"));
        Assert.Equal(master, org.Where("activityparty", "activityid", call).Single(p => p.GetAttributeValue<OptionSetValue>("participationtypemask").Value == 8).Ref("partyid"));
    }

    [Fact]
    public void Whoever_shared_the_subordinate_shares_the_master_with_the_same_rights()
    {
        using var org = new TestOrganization();
        var (master, other) = (org.Lead("A"), org.Lead("B"));
        var user = org.Organization.CreateUser("anne", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead"));
        org.Service.Execute(new GrantAccessRequest
        {
            Target = new EntityReference("lead", other),
            PrincipalAccess = new PrincipalAccess { Principal = new EntityReference("systemuser", user), AccessMask = AccessRights.ReadAccess | AccessRights.WriteAccess },
        });
        Merge(org, "lead", master, other);
        var shared = Assert.Single(((RetrieveSharedPrincipalsAndAccessResponse)org.Service.Execute(
            new RetrieveSharedPrincipalsAndAccessRequest { Target = new EntityReference("lead", master) })).PrincipalAccesses);
        Assert.Equal((user, AccessRights.ReadAccess | AccessRights.WriteAccess), (shared.Principal.Id, shared.AccessMask));
    }

    [Fact]
    public void A_response_to_a_campaign_and_a_part_in_a_call_move_too()
    {
        using var org = new TestOrganization();
        var (master, other) = (org.Lead("A"), org.Lead("B"));
        var call = org.Make("phonecall", ("subject", "Hello"), ("to", new EntityCollection([new Entity("activityparty") { ["partyid"] = new EntityReference("lead", other) }])));
        Merge(org, "lead", master, other);
        Assert.Equal(master, Assert.Single(org.Read("phonecall", call).GetAttributeValue<EntityCollection>("to").Entities).Ref("partyid"));
    }

    [Fact]
    public void Links_move_once()
    {
        using var org = new TestOrganization();
        var (master, other) = (org.Lead("A"), org.Lead("B"));
        var (both, one) = (org.Make("account", ("name", "both")), org.Make("account", ("name", "one")));
        foreach (var (lead, accounts) in new[] { (master, new[] { both }), (other, [both, one]) })
        {
            org.Service.Associate("lead", lead, new Relationship("accountleads_association"), [.. accounts.Select(a => new EntityReference("account", a))]);
        }

        Merge(org, "lead", master, other);
        Assert.Equal([both, one], org.Where("accountleads", "leadid", master).Select(l => l.GetAttributeValue<Guid>("accountid")).OrderBy(a => a == one));
        Assert.Empty(org.Where("accountleads", "leadid", other));
    }

    [Fact]
    public void Steps_of_Merge_run_around_those_of_the_two_rows()
    {
        using var org = new TestOrganization();
        var (master, other) = (org.Lead("A"), org.Lead("B"));
        org.On("Merge", "lead", Stage.PreOperation, run => org.Log.Add($"20 {run.Context.PrimaryEntityId == master} {(Guid)run.Context.InputParameters["SubordinateId"] == other}"));
        org.On("Merge", "lead", Stage.PostOperation, _ => org.Log.Add("40"));
        org.On("Update", "lead", Stage.PostOperation, run => org.Log.Add($"{(run.Context.PrimaryEntityId == master ? "master" : "subordinate")} {run.Context.Depth} {run.Context.Around().MessageName}"));
        Merge(org, "lead", master, other, r => r.UpdateContent = new Entity("lead") { ["telephone1"] = "2" });
        Assert.Equal(["20 True True", "master 2 Merge", "subordinate 2 Merge", "40"], org.Log);
    }

    [Fact]
    public void A_row_cannot_be_merged_with_itself()
    {
        using var org = new TestOrganization();
        var id = org.Lead();
        Assert.Equal(unchecked((int)0x80045305), TestOrganization.Fault(() => Merge(org, "lead", id, id)).ErrorCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Neither_row_may_be_closed(bool masterIsClosed)
    {
        using var org = new TestOrganization();
        var (open, closed) = (org.Lead("A"), org.Lead("B"));
        org.Service.Update(new Entity("lead", closed) { ["statecode"] = new OptionSetValue(2) });
        Assert.Equal(unchecked((int)0x80045304), TestOrganization.Fault(() => Merge(org, "lead", masterIsClosed ? closed : open, masterIsClosed ? open : closed)).ErrorCode);
        Assert.Equal(0, org.Read("lead", open).State());
    }

    [Fact]
    public void Different_parents_are_refused_only_when_the_check_is_asked_for()
    {
        using var org = new TestOrganization();
        var (first, second) = (org.Make("account", ("name", "first")), org.Make("account", ("name", "second")));
        var master = org.Make("contact", ("lastname", "A"), ("parentcustomerid", new EntityReference("account", first)));
        var other = org.Make("contact", ("lastname", "B"), ("parentcustomerid", new EntityReference("account", second)));
        Assert.Equal(unchecked((int)0x80045316), TestOrganization.Fault(() => Merge(org, "contact", master, other, r => r.PerformParentingChecks = true)).ErrorCode);
        Merge(org, "contact", master, other);
        Assert.Equal(first, org.Read("contact", master).Ref("parentcustomerid"));
    }

    [Fact]
    public void A_parent_that_would_be_lost_is_refused_when_the_check_is_asked_for()
    {
        using var org = new TestOrganization();
        var parent = org.Make("account", ("name", "parent"));
        var (master, other) = (org.Make("contact", ("lastname", "A")), org.Make("contact", ("lastname", "B"), ("parentcustomerid", new EntityReference("account", parent))));
        Assert.Equal(unchecked((int)0x80045317), TestOrganization.Fault(() => Merge(org, "contact", master, other, r => r.PerformParentingChecks = true)).ErrorCode);
    }

    [Fact]
    public void A_master_below_its_subordinate_would_become_its_own_parent()
    {
        using var org = new TestOrganization();
        var other = org.Make("account", ("name", "parent"));
        var master = org.Make("account", ("name", "child"), ("parentaccountid", new EntityReference("account", other)));
        Assert.Equal(unchecked((int)0x80045300), TestOrganization.Fault(() => Merge(org, "account", master, other)).ErrorCode);
        Assert.Equal(0, org.Read("account", other).State());
    }

    [Fact]
    public void Other_tables_and_content_of_another_table_are_refused()
    {
        using var org = new TestOrganization();
        var (a, b) = (org.Make("task", ("subject", "a")), org.Make("task", ("subject", "b")));
        Assert.Equal(unchecked((int)0x80040800), TestOrganization.Fault(() => Merge(org, "task", a, b)).ErrorCode);
        Assert.Contains("UpdateContent", TestOrganization.Fault(() => Merge(org, "lead", org.Lead(), org.Lead(), r => r.UpdateContent = new Entity("task"))).Message, StringComparison.Ordinal);
        Assert.Contains("Does Not Exist", TestOrganization.Fault(() => Merge(org, "lead", org.Lead(), Guid.NewGuid())).Message, StringComparison.Ordinal);
    }

    private static void Merge(TestOrganization org, string table, Guid master, Guid subordinate, Action<MergeRequest>? more = null)
    {
        var request = new MergeRequest { Target = new EntityReference(table, master), SubordinateId = subordinate };
        more?.Invoke(request);
        org.Service.Execute(request);
    }
}
