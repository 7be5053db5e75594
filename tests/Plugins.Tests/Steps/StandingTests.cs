using System;
using System.Linq;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>A lead's stage follows the clock, whenever somebody happens to look.</summary>
public sealed class StandingTests : IDisposable
{
    private readonly CrmHouse house = new();
    private readonly Guid lead;

    public StandingTests()
    {
        house.Make.AgreementInForce(house.Make.Model());
        lead = house.Make.Lead(("jobtitle", "Director"), ("emailaddress1", "a@b.fr"));
        foreach (var _ in Enumerable.Range(0, 5))
            house.Make.Event(lead, EngagementType.PageVisit);
        house.RunJobs();
    }

    // 25 points of engagement with a half-life of 30 days fall below 15 (threshold 20 less margin 5) in the 23rd day.
    private DateTime FallsBelow => house.Clock.Now.AddDays(30 * Math.Log2(25d / 15d));

    public void Dispose() => house.Dispose();

    [Fact]
    public void It_says_when_time_alone_will_change_it() =>
        Assert.True(house.Lead(lead).RescoreOn > house.Clock.Now);

    [Fact]
    public void It_keeps_its_stage_one_second_before_the_moment_it_foretold_and_loses_grade_or_stage_then()
    {
        var before = house.Lead(lead);
        house.Clock.Pass(before.RescoreOn!.Value - house.Clock.Now - TimeSpan.FromSeconds(1));
        Ask();
        Assert.Equal(before.Grade, house.Lead(lead).Grade);
        Assert.Equal(before.Stage, house.Lead(lead).Stage);

        house.Clock.Pass(TimeSpan.FromSeconds(1));
        Ask();

        Assert.NotEqual((before.Grade, before.Stage), (house.Lead(lead).Grade, house.Lead(lead).Stage));
    }

    [Fact]
    public void It_holds_its_stage_while_below_for_less_than_the_days_agreed()
    {
        house.Clock.Pass(FallsBelow - house.Clock.Now + TimeSpan.FromDays(6.9));

        Ask();

        Assert.Equal(Stage.MQL, house.Lead(lead).Stage);
        Assert.NotNull(house.Lead(lead).BelowSince);
    }

    [Fact]
    public void It_loses_its_stage_after_the_days_agreed_although_nobody_looked_in_between()
    {
        house.Clock.Pass(FallsBelow - house.Clock.Now + TimeSpan.FromDays(7.1));

        Ask();

        Assert.Equal(Stage.Lead, house.Lead(lead).Stage);
    }

    [Fact]
    public void It_comes_to_the_same_when_somebody_looked_every_day()
    {
        foreach (var _ in Enumerable.Range(0, 40))
        {
            house.Clock.Pass(TimeSpan.FromDays(1));
            Ask();
        }

        var watched = house.Lead(lead);
        using var other = new StandingTests();
        other.house.Clock.Pass(TimeSpan.FromDays(40));
        other.Ask();
        var alone = other.house.Lead(other.lead);
        Assert.Equal(watched.Stage, alone.Stage);
        Assert.Equal(watched.StageSince, alone.StageSince);
        Assert.Equal(watched.EngagementScore, alone.EngagementScore);
    }

    [Theory]
    [InlineData(16.9, Stage.MQL)]
    [InlineData(17.1, Stage.Lead)]
    public void It_remembers_what_counted_when_it_was_last_looked_at(double days, Stage expected)
    {
        using var other = new CrmHouse();
        var model = other.Make.EmptyModel();
        other.Make.Fit(model, "Company", c => c.Points = 60);
        other.Make.Engagement(model, "Visit", c => c.WindowDays = 10, points: 30);
        other.Make.AgreementInForce(model, agreement => agreement.HandRaiseDays = 1);
        var id = other.Make.Lead(("companyname", "Exemple SA"));
        other.Make.Event(id, EngagementType.PageVisit);
        other.RunJobs();

        // It counts for 10 days, then 7 days are agreed on; by the end it has been out of every window for days.
        other.Clock.Pass(TimeSpan.FromDays(days));
        other.Update(id, (Lead.Columns.ScoreRequestedOn, other.Clock.Now));

        Assert.Equal(expected, other.Lead(id).Stage);
    }

    [Fact]
    public void It_is_never_scored_for_a_moment_before_its_last_score()
    {
        var last = house.Lead(lead).ScoredOn;
        house.Clock.Pass(TimeSpan.FromMinutes(-1));

        house.Update(lead, ("jobtitle", "Intern"));

        Assert.Equal(last, house.Lead(lead).ScoredOn);
        Assert.Equal(20m, house.Lead(lead).FitScore);
    }

    private void Ask() => house.Update(lead, (Lead.Columns.ScoreRequestedOn, house.Clock.Now));
}
