using System;
using System.Linq;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Sweep;

/// <summary>Figures of objectives come from outcomes alone, hour by hour; both sides are told when one is behind.</summary>
public sealed class ObjectiveSweepTests : IDisposable
{
    // In Paris March begins on 28 February at 23:00 UTC and ends on 31 March at 22:00 UTC.
    private static readonly DateTime Begins = new(2026, 2, 28, 23, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Ends = new(2026, 3, 31, 22, 0, 0, DateTimeKind.Utc);

    private readonly CrmHouse house = new();
    private readonly Guid agreement;

    public ObjectiveSweepTests() => agreement = house.Make.Agreement(null);

    public void Dispose() => house.Dispose();

    [Fact]
    public void Customers_are_what_was_won_in_the_period_of_the_agreements_zone()
    {
        var objective = house.Objective(agreement);
        foreach (var moment in new[] { Begins.AddSeconds(-1), Begins, Ends.AddSeconds(-1), Ends })
            house.Outcome(OutcomeKind.Won, moment);
        house.Outcome(OutcomeKind.Lost, Begins);

        house.Sweep("objectives");

        Assert.Equal(2, Row(objective).Actual);
    }

    [Fact]
    public void What_was_reopened_is_taken_off()
    {
        var customers = house.Objective(agreement);
        var revenue = house.Objective(agreement, objective => (objective.Metric, objective.Target) = (Metric.Revenue, 1000m));
        var margin = house.Objective(agreement, objective => (objective.Metric, objective.Target) = (Metric.Margin, 1000m));
        Won(700, 210);
        Won(500, 100.50m);
        Won(-500, -100.50m, -1);

        house.Sweep("objectives");

        Assert.Equal([1, 700, 210], new[] { customers, revenue, margin }.Select(id => Row(id).Actual!.Value));
    }

    [Fact]
    public void New_opportunities_are_those_opened()
    {
        var objective = house.Objective(agreement, row => row.Metric = Metric.NewOpportunities);
        house.Outcome(OutcomeKind.OpportunityOpened, Begins, row => row.Amount = 900);

        house.Sweep("objectives");

        Assert.Equal(1, Row(objective).Actual);
    }

    [Fact]
    public void The_signing_rate_is_won_of_won_or_lost()
    {
        var objective = house.Objective(agreement, row => (row.Metric, row.Target) = (Metric.SigningRate, 60m));
        house.Outcome(OutcomeKind.Won, Begins);
        house.Outcome(OutcomeKind.Won, Begins);
        house.Outcome(OutcomeKind.Lost, Begins);

        house.Sweep("objectives");

        Assert.Equal(66.67m, Row(objective).Actual);
    }

    [Fact]
    public void The_meeting_rate_counts_each_hand_off_once()
    {
        var objective = house.Objective(agreement, row => (row.Metric, row.Target) = (Metric.MeetingRate, 60m));
        var first = Handoff("1");
        var second = Handoff("2");
        foreach (var handoff in new[] { first, second })
            house.Outcome(OutcomeKind.Accepted, Begins, row => row.HandoffId = GoalProducer.Ref(HandoffTable, handoff));
        house.Outcome(OutcomeKind.MeetingHeld, Begins, row => row.HandoffId = GoalProducer.Ref(HandoffTable, first));
        house.Outcome(OutcomeKind.MeetingHeld, Begins, row => row.HandoffId = GoalProducer.Ref(HandoffTable, first));
        var acceptedBefore = Handoff("3");
        house.Outcome(OutcomeKind.Accepted, Begins.AddSeconds(-1), row => row.HandoffId = GoalProducer.Ref(HandoffTable, acceptedBefore));
        house.Outcome(OutcomeKind.MeetingHeld, Begins, row => row.HandoffId = GoalProducer.Ref(HandoffTable, acceptedBefore));

        house.Sweep("objectives");

        Assert.Equal(50, Row(objective).Actual);
    }

    [Fact]
    public void A_rate_of_nothing_is_left_empty()
    {
        var objective = house.Objective(agreement, row => (row.Metric, row.Target) = (Metric.SigningRate, 60m));

        house.Sweep("objectives");

        Assert.Null(Row(objective).Actual);
        Assert.Equal(Pace.OnTrack, Row(objective).Pace);
    }

    [Fact]
    public void Pace_and_forecast_are_written()
    {
        var objective = house.Objective(agreement, row => row.Target = 31);
        house.Outcome(OutcomeKind.Won, Begins);

        house.Sweep("objectives");

        var row = Row(objective);
        Assert.Equal((1m, 15.5m, Pace.OnTrack), (row.Expected, row.Forecast, row.Pace));
        Assert.Equal(house.Clock.Now, row.FiguredOn);
    }

    [Fact]
    public void New_outcomes_are_looked_at_once_an_hour()
    {
        var objective = house.Objective(agreement);
        Assert.Equal(1, house.Sweep("objectives"));
        house.Outcome(OutcomeKind.Won, house.Clock.Now);

        house.Clock.Pass(TimeSpan.FromMinutes(60) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, house.Sweep("objectives"));
        house.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1, house.Sweep("objectives"));
        Assert.Equal(1, Row(objective).Actual);
    }

    [Fact]
    public void Where_nothing_it_counts_happened_it_is_written_once_a_day()
    {
        house.Objective(agreement);
        Assert.Equal(1, house.Sweep("objectives"));
        house.Outcome(OutcomeKind.Lost, house.Clock.Now);

        // In Paris midnight is at 23:00 UTC, and it is 09:30.
        house.Clock.Pass(TimeSpan.FromHours(13.5) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, house.Sweep("objectives"));
        house.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1, house.Sweep("objectives"));
        house.Clock.Pass(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, house.Sweep("objectives"));
    }

    [Fact]
    public void A_sweep_in_which_nothing_happened_costs_three_reads_and_no_write()
    {
        for (var i = 0; i < 5; i++)
            house.Objective(agreement);
        house.Sweep("objectives");
        house.Clock.Pass(TimeSpan.FromHours(2));
        house.Organization.Requests.Reset();

        house.Sweep("objectives");

        var asked = house.Organization.Requests.Snapshot().Where(request => request.Origin == RequestOrigin.SyncPlugin).ToArray();
        Assert.All(asked, request => Assert.Equal("RetrieveMultiple", request.Message));
        Assert.Equal(3, asked.Sum(request => request.Count));
    }

    [Fact]
    public void Objectives_of_one_period_share_what_it_adds_up_to()
    {
        for (var i = 0; i < 5; i++)
            house.Objective(agreement);
        house.Organization.Requests.Reset();

        house.Sweep("objectives");

        Assert.Equal(2, house.Organization.Requests.Snapshot()
            .Where(request => request.Origin == RequestOrigin.SyncPlugin && request.Table == Outcome.EntityLogicalName).Sum(request => request.Count));
    }

    [Fact]
    public void Drafts_and_cancelled_ones_are_left_alone()
    {
        house.Objective(agreement, row => row.StatusCode = null);
        house.Service.Update(new Objective
        {
            Id = house.Objective(agreement), StateCode = ObjectiveState.Inactive, StatusCode = ObjectiveStatus.Cancelled,
        });

        Assert.Equal(0, house.Sweep("objectives"));
    }

    [Theory]
    [InlineData(9, ObjectiveStatus.Missed, Pace.Missed)]
    [InlineData(10, ObjectiveStatus.Reached, Pace.Reached)]
    public void It_ends_when_its_last_day_has_passed(int won, ObjectiveStatus status, Pace pace)
    {
        var objective = house.Objective(agreement);
        for (var i = 0; i < won; i++)
            house.Outcome(OutcomeKind.Won, Ends.AddHours(-1));

        house.Clock.Pass(Ends - house.Clock.Now - TimeSpan.FromHours(1));
        house.Sweep("objectives");
        Assert.Equal(ObjectiveStatus.Running, Row(objective).StatusCode);
        house.Clock.Pass(TimeSpan.FromHours(1));
        house.Sweep("objectives");

        Assert.Equal((status, pace), (Row(objective).StatusCode, Row(objective).Pace));
        Assert.Equal(0, house.Sweep("objectives"));
    }

    [Fact]
    public void Being_behind_is_told_once_a_week()
    {
        Begun();

        house.Sweep("objectives");
        house.Clock.Pass(TimeSpan.FromHours(1));
        house.Sweep("objectives");
        var alert = Assert.Single(house.Alerts(AlertKind.ObjectiveBehind));
        Assert.Contains("0 reached, 10 expected by now", alert.Message, StringComparison.Ordinal);
        Assert.Equal(Side.Both, alert.Side);

        house.Clock.Pass(TimeSpan.FromDays(7));
        house.Sweep("objectives");

        var alerts = house.Alerts(AlertKind.ObjectiveBehind);
        Assert.Equal([true, false], alerts.Select(item => item.HealedOn is not null));
    }

    [Fact]
    public void The_alert_heals_when_it_catches_up_and_comes_back_when_it_falls_behind_again()
    {
        Begun();
        house.Sweep("objectives");
        for (var i = 0; i < 9; i++)
            house.Outcome(OutcomeKind.Won, house.Clock.Now);

        house.Clock.Pass(TimeSpan.FromHours(1));
        house.Sweep("objectives");
        Assert.Equal(house.Clock.Now, Assert.Single(house.Alerts(AlertKind.ObjectiveBehind)).HealedOn);

        house.Clock.Pass(TimeSpan.FromDays(1));
        house.Sweep("objectives");
        house.Clock.Pass(TimeSpan.FromDays(1));
        house.Sweep("objectives");
        Assert.Null(Assert.Single(house.Alerts(AlertKind.ObjectiveBehind)).HealedOn);
    }

    [Fact]
    public void The_alert_heals_when_the_objective_is_cancelled()
    {
        var objective = Begun();
        house.Sweep("objectives");
        house.Service.Update(new Objective { Id = objective, StateCode = ObjectiveState.Inactive, StatusCode = ObjectiveStatus.Cancelled });

        Assert.Equal(1, house.Sweep("objectives"));

        Assert.NotNull(Assert.Single(house.Alerts(AlertKind.ObjectiveBehind)).HealedOn);
        Assert.Equal(0, house.Sweep("objectives"));
    }

    [Fact]
    public void A_sweep_does_no_more_than_it_may()
    {
        house.Objective(agreement);
        house.Objective(agreement);

        Assert.Equal(1, house.Sweep("objectives", limit: 1));
        Assert.Equal(1, house.Sweep("objectives", limit: 1));
        Assert.Equal(0, house.Sweep("objectives", limit: 1));
    }

    private const string HandoffTable = Crm.Dataverse.Tables.Handoff.EntityLogicalName;

    // Ten of its thirty-one days have passed, and one customer is expected each day.
    private Guid Begun() => house.Objective(agreement, row =>
        (row.From, row.Until, row.Target) = (new DateTime(2026, 2, 20), new DateTime(2026, 3, 22), 31m));

    private Guid Handoff(string key) => house.Service.Create(new Handoff { Name = key, Key = key, Attempt = 1 });

    private void Won(decimal amount, decimal margin, int sign = 1) =>
        house.Outcome(OutcomeKind.Won, Begins, row => (row.Amount, row.Margin, row.Sign) = (amount, margin, sign));

    private Objective Row(Guid id) => house.Row<Objective>(Objective.EntityLogicalName, id);
}
