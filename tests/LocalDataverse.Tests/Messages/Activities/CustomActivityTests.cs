using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.Tests.LocalDataverse.Messages.Sales;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;
using static Smarketing.Tests.LocalDataverse.Messages.Activities.ActivityHarness;

namespace Smarketing.Tests.LocalDataverse.Messages.Activities;

public class CustomActivityTests
{
    [Fact]
    public void An_activity_table_added_later_is_seen_with_the_others()
    {
        using var org = new TestOrganization();
        org.Make("task", ("subject", "standard"));
        Assert.Equal(1, org.Count("activitypointer"));
        AddVisit(org);
        var lead = org.Lead("A");
        var id = org.Make("mini_visit", ("subject", "Visit"), ("regardingobjectid", new EntityReference("lead", lead)), ("to", Parties(Party("lead", lead))));
        var pointer = org.Read("activitypointer", id);
        Assert.Equal(("mini_visit", "Visit", lead), (pointer.GetAttributeValue<string>("activitytypecode"), pointer.GetAttributeValue<string>("subject"), pointer.Ref("regardingobjectid")!.Value));
        Assert.Equal("lead", pointer.GetAttributeValue<EntityReference>("regardingobjectid").LogicalName);
        Assert.Equal([lead.ToString()], org.Read("mini_visit", id).Who("to"));
        Assert.Equal(2, org.Count("activitypointer"));
    }

    [Fact]
    public void One_that_is_taken_away_again_is_seen_no_more()
    {
        using var org = new TestOrganization();
        AddVisit(org);
        org.Make("mini_visit", ("subject", "Visit"));
        org.Make("task", ("subject", "standard"));
        Assert.Equal(2, org.Count("activitypointer"));
        org.Organization.Platform.Store.DropTable("mini_visit");
        org.Organization.Platform.Catalog.Remove("mini_visit");
        Assert.Equal(1, org.Count("activitypointer"));
    }

    // Its lookup has one target only, so that the table it leads to is nowhere written.
    private static void AddVisit(TestOrganization org)
    {
        var catalog = org.Organization.Platform.Catalog;
        var call = catalog.Table("phonecall");
        catalog.Add(call with
        {
            LogicalName = "mini_visit",
            SchemaName = "mini_Visit",
            IsCustom = true,
            ManyToOne = [],
            Columns = [.. call.Columns.Where(c => c.LogicalName != "category").Select(c => c.LogicalName == "regardingobjectid" ? c with { Targets = ["lead"] } : c)],
        });
    }
}
