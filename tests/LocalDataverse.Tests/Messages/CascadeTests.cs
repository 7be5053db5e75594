using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Import;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages;

/// <summary>Cascades over rows that point to one another in circles and over several ways.</summary>
public class CascadeTests
{
    [Fact]
    public void Assigning_goes_once_round_a_circle_of_parents()
    {
        using var org = new TestOrganization();
        var seller = Seller(org);
        var first = org.Service.Create(new Entity("account") { ["name"] = "first" });
        var second = org.Service.Create(new Entity("account") { ["name"] = "second", ["parentaccountid"] = new EntityReference("account", first) });
        Close(org, first, second);
        org.Service.Execute(new AssignRequest { Target = new EntityReference("account", first), Assignee = new EntityReference("systemuser", seller) });
        Assert.All(new[] { first, second }, id => Assert.Equal(seller, org.Read("account", id).GetAttributeValue<EntityReference>("ownerid").Id));
    }

    [Fact]
    public void Deleting_goes_once_round_a_circle_of_parents()
    {
        using var org = Cascading();
        var first = org.Service.Create(new Entity("account") { ["name"] = "first" });
        var second = org.Service.Create(new Entity("account") { ["name"] = "second", ["parentaccountid"] = new EntityReference("account", first) });
        Close(org, first, second);
        org.On("Delete", "account", Stage.PostOperation, _ => org.Log.Add("deleted"));
        org.Service.Delete("account", first);
        Assert.Equal((0, 2), (org.Count("account"), org.Log.Count));
    }

    [Fact]
    public void A_child_that_went_with_its_sibling_is_not_deleted_twice()
    {
        using var org = new TestOrganization();
        var lead = org.Lead();
        foreach (var subject in new[] { "one", "two" })
        {
            org.Service.Create(new Entity("task") { ["subject"] = subject, ["regardingobjectid"] = new EntityReference("lead", lead) });
        }

        Cascade(org, "task", "regardingobjectid");
        org.On("Delete", "task", Stage.PostOperation, run =>
        {
            foreach (var other in run.Service.RetrieveMultiple(new QueryExpression("task")).Entities)
            {
                run.Service.Delete("task", other.Id);
            }
        });
        org.Service.Delete("lead", lead);
        Assert.Equal((0, 0), (org.Count("task"), org.Count("lead")));
    }

    [Fact]
    public void Deleting_a_row_takes_its_links_away()
    {
        using var org = new TestOrganization();
        var team = org.Service.Create(new Entity("team") { ["name"] = "Pair", ["businessunitid"] = new EntityReference("businessunit", org.Organization.Platform.System.BusinessUnitId) });
        org.Service.Associate("team", team, new Relationship("teammembership_association"), [new EntityReference("systemuser", org.Organization.AdministratorId)]);
        org.Service.Delete("team", team);
        Assert.Equal(1, org.Count("teammembership")); // the administrator is in the default team
    }

    // The service refuses circles; rows that were brought in otherwise may lie in one.
    private static void Close(TestOrganization org, Guid first, Guid second) =>
        org.Organization.Platform.Store.Update(new Entity("account", first) { ["parentaccountid"] = new EntityReference("account", second) });

    [Theory]
    [InlineData(CascadeAction.Cascade, "own closed other")]
    [InlineData(CascadeAction.Active, "own other")]
    [InlineData(CascadeAction.UserOwned, "own closed")]
    [InlineData(CascadeAction.NoCascade, "")]
    internal void Assigning_takes_along_the_children_the_relationship_says(CascadeAction action, string taken)
    {
        using var org = new TestOrganization();
        var seller = Seller(org);
        var (lead, children) = Family(org, seller);
        Say(org, r => r with { Assign = action });
        var buyer = org.Organization.CreateUser("roux", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead", "Activity"));
        org.Service.Execute(new AssignRequest { Target = new EntityReference("lead", lead), Assignee = new EntityReference("systemuser", buyer) });
        Assert.Equal(taken, string.Join(' ', children.Where(c => org.Read("task", c.Id).GetAttributeValue<EntityReference>("ownerid").Id == buyer).Select(c => c.Name)));
    }

    [Theory]
    [InlineData(CascadeAction.Cascade, "")]
    [InlineData(CascadeAction.Active, "closed")]
    [InlineData(CascadeAction.UserOwned, "other")]
    [InlineData(CascadeAction.RemoveLink, "own closed other")]
    internal void Deleting_takes_along_the_children_the_relationship_says(CascadeAction action, string left)
    {
        using var org = new TestOrganization();
        var (lead, children) = Family(org, Seller(org));
        Say(org, r => r with { Delete = action });
        org.Service.Delete("lead", lead);
        Assert.Equal(left, string.Join(' ', children.Where(c => org.Organization.Platform.Store.Exists("task", c.Id)).Select(c => c.Name)));
    }

    [Fact]
    public void A_restricted_row_stays_with_the_words_of_the_platform()
    {
        using var org = new TestOrganization();
        var (lead, _) = Family(org, Seller(org));
        Say(org, r => r with { Delete = CascadeAction.Restrict });
        var fault = TestOrganization.Fault(() => org.Service.Delete("lead", lead));
        Assert.Equal(unchecked((int)0x80040227), fault.ErrorCode);
        Assert.StartsWith("The object you tried to delete is associated with another object and cannot be deleted.", fault.Message, StringComparison.Ordinal);
    }

    // A lead with a task of its owner, a closed one, and one of somebody else.
    private static (Guid Lead, (string Name, Guid Id)[] Children) Family(TestOrganization org, Guid seller)
    {
        var lead = org.Lead();
        Guid Task(string subject) => org.Service.Create(new Entity("task") { ["subject"] = subject, ["regardingobjectid"] = new EntityReference("lead", lead) });
        var children = new[] { "own", "closed", "other" }.Select(name => (name, Task(name))).ToArray();
        org.Service.Update(new Entity("task", children[1].Item2) { ["statecode"] = new OptionSetValue(1) });
        org.Service.Update(new Entity("task", children[2].Item2) { ["ownerid"] = new EntityReference("systemuser", seller) });
        return (lead, children);
    }

    private static void Say(TestOrganization org, Func<RelationshipDefinition, RelationshipDefinition> change)
    {
        var definition = org.Organization.Platform.Catalog.Table("task");
        org.Organization.Platform.Catalog.Merge(definition with
        {
            ManyToOne = [.. definition.ManyToOne.Select(r => r.ReferencingColumn == "regardingobjectid" && r.ReferencedTable == "lead" ? change(r) : r)],
        });
    }

    private static TestOrganization Cascading()
    {
        var org = new TestOrganization();
        Cascade(org, "account", "parentaccountid");
        return org;
    }

    private static void Cascade(TestOrganization org, string table, string column)
    {
        var definition = org.Organization.Platform.Catalog.Table(table);
        org.Organization.Platform.Catalog.Merge(definition with
        {
            ManyToOne = [.. definition.ManyToOne.Select(r => r.ReferencingColumn == column ? r with { Delete = CascadeAction.Cascade } : r)],
        });
    }

    private static Guid Seller(TestOrganization org) =>
        org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Account", "Lead", "Activity"));
}
