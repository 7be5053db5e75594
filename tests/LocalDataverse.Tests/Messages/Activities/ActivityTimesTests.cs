using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Messages.Sales;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages.Activities;

public class ActivityTimesTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    public void An_activity_that_is_over_says_when(int state, int status)
    {
        using var org = new TestOrganization();
        var id = org.Make("phonecall", ("subject", "x"));
        org.Clock.Now = TestOrganization.Start.AddHours(2);
        org.Service.Update(new Entity("phonecall", id) { ["statecode"] = new OptionSetValue(state) });
        var call = org.Read("phonecall", id);
        Assert.Equal((state, status, TestOrganization.Start.AddHours(2)), (call.State(), call.Status(), call.GetAttributeValue<DateTime>("actualend")));
    }

    [Fact]
    public void An_end_that_is_known_stays()
    {
        using var org = new TestOrganization();
        var end = TestOrganization.Start.AddDays(-1);
        var before = org.Make("task", ("subject", "x"), ("actualend", end));
        var along = org.Make("task", ("subject", "y"));
        Complete(org, "task", before);
        Complete(org, "task", along, ("actualend", end));
        Assert.Equal((end, end), (org.Read("task", before).GetAttributeValue<DateTime>("actualend"), org.Read("task", along).GetAttributeValue<DateTime>("actualend")));
    }

    [Fact]
    public void The_duration_follows_from_start_and_end_unless_somebody_gave_it()
    {
        using var org = new TestOrganization();
        var start = TestOrganization.Start.AddMinutes(-25);
        var computed = org.Make("phonecall", ("subject", "x"), ("actualstart", start));
        var given = org.Make("phonecall", ("subject", "y"), ("actualstart", start), ("actualdurationminutes", 3));
        var unknown = org.Make("phonecall", ("subject", "z"));
        foreach (var id in new[] { computed, given, unknown })
        {
            Complete(org, "phonecall", id);
        }

        Assert.Equal((25, 3, null), (Minutes(org, computed), Minutes(org, given), Minutes(org, unknown)));
    }

    [Fact]
    public void Opened_again_it_has_not_ended()
    {
        using var org = new TestOrganization();
        var id = org.Make("phonecall", ("subject", "x"));
        Complete(org, "phonecall", id);
        org.Service.Execute(new SetStateRequest { EntityMoniker = new EntityReference("phonecall", id), State = new OptionSetValue(0), Status = new OptionSetValue(-1) });
        Assert.False(org.Read("phonecall", id).Contains("actualend"));
    }

    [Fact]
    public void A_change_of_the_status_alone_ends_nothing()
    {
        using var org = new TestOrganization();
        var id = org.Make("task", ("subject", "x"));
        org.Service.Update(new Entity("task", id) { ["statuscode"] = new OptionSetValue(3) });
        Assert.False(org.Read("task", id).Contains("actualend"));
    }

    [Fact]
    public void The_planned_duration_follows_from_the_plan()
    {
        using var org = new TestOrganization();
        var start = TestOrganization.Start.AddDays(1);
        var id = org.Make("appointment", ("subject", "x"), ("scheduledstart", start), ("scheduledend", start.AddMinutes(45)));
        Assert.Equal(45, org.Read("appointment", id).GetAttributeValue<int>("scheduleddurationminutes"));
        org.Service.Update(new Entity("appointment", id) { ["scheduledend"] = start.AddMinutes(60) });
        Assert.Equal(60, org.Read("appointment", id).GetAttributeValue<int>("scheduleddurationminutes"));
    }

    [Theory]
    [InlineData("phonecall", 1)]
    [InlineData("appointment", 1)]
    [InlineData("email", 1)]
    [InlineData("task", 1)]
    public void A_step_on_the_completion_knows_what_it_was_about_from_its_images(string table, int state)
    {
        using var org = new TestOrganization();
        var lead = org.Lead();
        var id = org.Make(table, ("subject", "x"), ("regardingobjectid", new EntityReference("lead", lead)));
        var images = new[] { new ImageDefinition("before", true, false, ["statecode"]), new ImageDefinition("after", false, true, ["regardingobjectid", "actualend", "statecode", "ownerid"]) };
        foreach (var isAsync in new[] { false, true })
        {
            org.On("Update", table, Stage.PostOperation, run =>
            {
                var after = run.Context.PostEntityImages["after"];
                org.Log.Add($"{run.Context.Mode} {run.Context.PreEntityImages["before"].State()} to {after.State()} {after.Ref("regardingobjectid") == lead} {after.GetAttributeValue<DateTime>("actualend") == TestOrganization.Start} {after.Contains("ownerid")}");
            }, isAsync: isAsync, filtering: ["statecode"], images: images);
        }

        org.Service.Update(new Entity(table, id) { ["subject"] = "not yet" });
        org.Service.Update(new Entity(table, id) { ["statecode"] = new OptionSetValue(state) });
        org.Organization.RunAsyncJobs();
        Assert.Equal(["0 0 to 1 True True True", "1 0 to 1 True True True"], org.Log);
    }

    private static int? Minutes(TestOrganization org, Guid call) => org.Read("phonecall", call).GetAttributeValue<int?>("actualdurationminutes");

    private static void Complete(TestOrganization org, string table, Guid id, params (string Column, object Value)[] more)
    {
        var row = new Entity(table, id) { ["statecode"] = new OptionSetValue(1) };
        foreach (var (column, value) in more)
        {
            row[column] = value;
        }

        org.Service.Update(row);
    }
}
