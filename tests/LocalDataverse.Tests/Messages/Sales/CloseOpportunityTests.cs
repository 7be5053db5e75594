using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages.Sales;

public class CloseOpportunityTests
{
    [Fact]
    public void Winning_makes_a_completed_close_and_takes_its_revenue_and_date()
    {
        using var org = new TestOrganization();
        var id = org.Opportunity(("estimatedvalue", new Money(900m)));
        org.Win(id, 1000m, more: c => c["actualend"] = new DateTime(2026, 2, 27, 10, 0, 0, DateTimeKind.Utc));
        var opportunity = org.Read("opportunity", id);
        Assert.Equal((1, 3, 1000m, new DateTime(2026, 2, 27)), (opportunity.State(), opportunity.Status(), Value(opportunity, "actualvalue"), opportunity.GetAttributeValue<DateTime>("actualclosedate")));
        var close = Assert.Single(org.Where("opportunityclose", "opportunityid", id));
        Assert.Equal((1, 2, 1000m, id), (close.State(), close.Status(), Value(close, "actualrevenue"), close.Ref("regardingobjectid")!.Value));
        Assert.Equal((1, 3), (close.GetAttributeValue<OptionSetValue>("opportunitystatecode").Value, close.GetAttributeValue<OptionSetValue>("opportunitystatuscode").Value));
    }

    [Fact]
    public void Without_a_revenue_a_won_deal_is_worth_the_estimate_and_a_lost_one_nothing()
    {
        using var org = new TestOrganization();
        var (won, lost) = (org.Opportunity(("estimatedvalue", new Money(900m))), org.Opportunity(("estimatedvalue", new Money(900m))));
        org.Win(won);
        org.Lose(lost);
        Assert.Equal((900m, 0m), (Value(org.Read("opportunity", won), "actualvalue"), Value(org.Read("opportunity", lost), "actualvalue")));
    }

    [Fact]
    public void Without_a_date_it_is_closed_today_where_the_caller_lives()
    {
        // Half past eleven at night in London is tomorrow in Paris.
        using var org = new TestOrganization(now: new DateTime(2026, 3, 2, 23, 30, 0, DateTimeKind.Utc));
        var id = org.Opportunity();
        org.Lose(id);
        Assert.Equal(new DateTime(2026, 3, 3), org.Read("opportunity", id).GetAttributeValue<DateTime>("actualclosedate"));
    }

    [Theory]
    [InlineData(-1, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    public void Losing_takes_the_reason_or_the_default_one(int given, int expected)
    {
        using var org = new TestOrganization();
        var id = org.Opportunity();
        org.Lose(id, status: given);
        Assert.Equal((2, expected), (org.Read("opportunity", id).State(), org.Read("opportunity", id).Status()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(99)]
    public void A_status_that_is_none_of_Won_is_refused_and_nothing_is_closed(int status)
    {
        using var org = new TestOrganization();
        var id = org.Opportunity();
        var fault = TestOrganization.Fault(() => org.Win(id, status: status));
        Assert.Equal(unchecked((int)0x80048408), fault.ErrorCode);
        Assert.Contains($"{status} is not a valid status code for state code OpportunityState.Won", fault.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (org.Read("opportunity", id).State(), org.Count("opportunityclose")));
    }

    [Fact]
    public void A_closed_opportunity_is_closed_only_once()
    {
        using var org = new TestOrganization();
        var id = org.Opportunity();
        org.Win(id);
        var fault = TestOrganization.Fault(() => org.Lose(id));
        Assert.Equal(unchecked((int)0x80040515), fault.ErrorCode);
        Assert.StartsWith("The opportunity is already closed.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, org.Count("opportunityclose"));
    }

    [Fact]
    public void A_close_without_opportunity_or_of_none_is_refused()
    {
        using var org = new TestOrganization();
        var fault = TestOrganization.Fault(() => org.Service.Execute(new WinOpportunityRequest { OpportunityClose = new Entity("opportunityclose"), Status = new OptionSetValue(-1) }));
        Assert.Equal(unchecked((int)0x80043B15), fault.ErrorCode);
        Assert.Contains("Does Not Exist", TestOrganization.Fault(() => org.Win(Guid.NewGuid())).Message, StringComparison.Ordinal);
        Assert.Contains("'task'", TestOrganization.Fault(() => org.Service.Execute(new LoseOpportunityRequest { OpportunityClose = new Entity("task"), Status = new OptionSetValue(-1) })).Message, StringComparison.Ordinal);
        Assert.Contains("'Status'", TestOrganization.Fault(() => org.Service.Execute(new WinOpportunityRequest { OpportunityClose = new Entity("opportunityclose") })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Win")]
    [InlineData("Lose")]
    public void Steps_are_registered_on_Win_and_Lose_and_run_around_those_of_the_rows(string message)
    {
        using var org = new TestOrganization();
        var id = org.Opportunity();
        foreach (var stage in new[] { Stage.PreValidation, Stage.PreOperation, Stage.PostOperation })
        {
            org.On(message, "opportunity", stage, run => org.Log.Add(
                $"{(int)stage} {run.Context.PrimaryEntityId == id} {((Entity)run.Context.InputParameters["OpportunityClose"]).Ref("opportunityid") == id} {((OptionSetValue)run.Context.InputParameters["Status"]).Value}"));
        }

        org.On("Create", "opportunityclose", Stage.PreOperation, run => org.Log.Add($"close {run.Context.Depth} {run.Context.Around().MessageName}"));
        org.On("Update", "opportunity", Stage.PostOperation, run => org.Log.Add($"state {run.Context.Depth} {run.Context.Around().MessageName} {run.Target.State()}"), filtering: ["statecode"]);
        if (message == "Win")
        {
            org.Win(id);
        }
        else
        {
            org.Lose(id);
        }

        Assert.Equal(["10 True True -1", "20 True True -1", $"close 2 {message}", $"state 2 {message} {(message == "Win" ? 1 : 2)}", "40 True True -1"], org.Log);
    }

    [Fact]
    public void An_asynchronous_step_sees_the_close_after_the_transaction()
    {
        using var org = new TestOrganization();
        var id = org.Opportunity(("estimatedvalue", new Money(5m)));
        org.On("Win", "opportunity", Stage.PostOperation, run => org.Log.Add(
            $"{((Entity)run.Context.InputParameters["OpportunityClose"]).GetAttributeValue<Money>("actualrevenue").Value} {run.Service.Retrieve("opportunity", id, new("statecode")).State()}"), isAsync: true);
        org.Win(id, 7.5m);
        Assert.Empty(org.Log);
        org.Organization.RunAsyncJobs();
        Assert.Equal(["7.5 1"], org.Log);
    }

    [Fact]
    public void A_step_that_refuses_undoes_the_close()
    {
        using var org = new TestOrganization();
        org.On("Win", "opportunity", Stage.PostOperation, _ => throw new InvalidPluginExecutionException("not yet"));
        var id = org.Opportunity();
        Assert.Equal("not yet", TestOrganization.Fault(() => org.Win(id)).Message);
        Assert.Equal((0, 0, 0), (org.Read("opportunity", id).State(), org.Count("opportunityclose"), org.Count("activitypointer")));
    }

    [Theory]
    [InlineData(1, "Won", "WinOpportunity")]
    [InlineData(2, "Lost", "LoseOpportunity")]
    public void An_Update_cannot_close_an_opportunity(int state, string name, string message)
    {
        using var org = new TestOrganization();
        var id = org.Opportunity();
        var fault = TestOrganization.Fault(() => org.Service.Update(new Entity("opportunity", id) { ["statecode"] = new OptionSetValue(state) }));
        Assert.Equal(unchecked((int)0x80100005), fault.ErrorCode);
        Assert.Equal($"This message can not be used to set the state of opportunity to {name}. In order to set state of opportunity to {name}, use the {message} message instead.", fault.Message);
        Assert.Equal(0, org.Read("opportunity", id).State());
    }

    [Fact]
    public void Neither_can_a_step_of_Win_itself()
    {
        using var org = new TestOrganization();
        org.On("Win", "opportunity", Stage.PreOperation, run => run.Service.Update(new Entity("opportunity", run.Context.PrimaryEntityId) { ["statecode"] = new OptionSetValue(1) }));
        var id = org.Opportunity();
        Assert.Equal(unchecked((int)0x80100005), TestOrganization.Fault(() => org.Win(id)).ErrorCode);
    }

    [Fact]
    public void Opened_again_it_forgets_how_it_was_closed_and_its_close_is_canceled()
    {
        using var org = new TestOrganization();
        var id = org.Opportunity();
        org.On("Update", "opportunity", Stage.PostOperation, run => org.Log.Add($"{run.Context.PreEntityImages["before"].State()} to {run.Target.State()}"),
            filtering: ["statecode"], images: [new ImageDefinition("before", true, false, ["statecode"])]);
        org.Win(id, 10m);
        org.Reopen(id);
        var opportunity = org.Read("opportunity", id);
        Assert.Equal((0, 1, false, false), (opportunity.State(), opportunity.Status(), opportunity.Contains("actualvalue"), opportunity.Contains("actualclosedate")));
        Assert.Equal((2, 3), (Assert.Single(org.Where("opportunityclose", "opportunityid", id)).State(), Assert.Single(org.Where("opportunityclose", "opportunityid", id)).Status()));
        Assert.Equal(["0 to 1", "1 to 0"], org.Log);
    }

    [Fact]
    public void It_may_be_closed_the_other_way_after_that_and_keeps_both_closes()
    {
        using var org = new TestOrganization();
        var id = org.Opportunity();
        org.Win(id, 10m);
        org.Service.Execute(new SetStateRequest { EntityMoniker = new EntityReference("opportunity", id), State = new OptionSetValue(0), Status = new OptionSetValue(2) });
        Assert.Equal(2, org.Read("opportunity", id).Status());
        org.Lose(id);
        Assert.Equal([1, 2], org.Where("opportunityclose", "opportunityid", id).Select(c => c.State()).Order());
        Assert.Equal(2, org.Read("opportunity", id).State());
    }

    private static decimal Value(Entity row, string column) => row.GetAttributeValue<Money>(column).Value;
}
