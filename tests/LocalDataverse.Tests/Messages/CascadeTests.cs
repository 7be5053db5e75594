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
        org.Service.Update(new Entity("account", first) { ["parentaccountid"] = new EntityReference("account", second) });
        org.Service.Execute(new AssignRequest { Target = new EntityReference("account", first), Assignee = new EntityReference("systemuser", seller) });
        Assert.All(new[] { first, second }, id => Assert.Equal(seller, org.Read("account", id).GetAttributeValue<EntityReference>("ownerid").Id));
    }

    [Fact]
    public void Deleting_goes_once_round_a_circle_of_parents()
    {
        using var org = Cascading();
        var first = org.Service.Create(new Entity("account") { ["name"] = "first" });
        var second = org.Service.Create(new Entity("account") { ["name"] = "second", ["parentaccountid"] = new EntityReference("account", first) });
        org.Service.Update(new Entity("account", first) { ["parentaccountid"] = new EntityReference("account", second) });
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
        Assert.Equal(0, org.Count("teammembership"));
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

    private static Guid Seller(TestOrganization org) => org.Service.Create(new Entity("systemuser")
    {
        ["lastname"] = "Petit",
        ["domainname"] = "luc@localhost",
        ["businessunitid"] = new EntityReference("businessunit", org.Organization.Platform.System.BusinessUnitId),
    });
}
