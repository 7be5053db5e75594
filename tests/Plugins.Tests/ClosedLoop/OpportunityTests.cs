using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.ClosedLoop;

/// <summary>Opportunities opened, won, lost and opened again: amounts, and who earned them.</summary>
public sealed class OpportunityTests(LoopHouse house) : IClassFixture<LoopHouse>
{
    [Fact]
    public void An_opportunity_opened_carries_its_estimate()
    {
        var lead = house.LeadOf();
        var opportunity = house.Opportunity(lead, 1234.5m);

        var outcome = Assert.Single(house.OutcomesOf(lead));
        Assert.Equal((OutcomeKind.OpportunityOpened, 1234.5m), (outcome.Kind, outcome.Amount));
        Assert.Equal(opportunity, outcome.OpportunityId?.Id);
    }

    [Fact]
    public void An_opportunity_won_carries_revenue_and_the_margin_agreed()
    {
        var lead = house.LeadOf();
        house.HandOff(lead);
        var opportunity = house.Opportunity(lead);
        house.NextDay();
        house.Win(opportunity, 999.99m);

        var won = house.OutcomesOf(lead)[^1];
        Assert.Equal((OutcomeKind.Won, 999.99m, 400m), (won.Kind, won.Amount, won.Margin));
        Assert.Equal(house.Clock.Now, won.OccurredOn);
    }

    [Fact]
    public void The_margin_of_an_opportunity_goes_before_the_one_agreed()
    {
        var lead = house.LeadOf();
        house.HandOff(lead);
        var opportunity = house.Opportunity(lead, margin: -5m);
        house.NextDay();
        house.Win(opportunity, 1000);

        Assert.Equal(-5m, house.OutcomesOf(lead)[^1].Margin);
    }

    [Fact]
    public void An_opportunity_lost_tells_why_and_has_no_amount()
    {
        var lead = house.LeadOf();
        var opportunity = house.Opportunity(lead, 500);
        house.NextDay();
        house.Lose(opportunity);

        var lost = house.OutcomesOf(lead)[^1];
        Assert.Equal((OutcomeKind.Lost, null), (lost.Kind, lost.Amount));
        Assert.Equal("Canceled", lost.Reason);
    }

    [Fact]
    public void Opened_again_it_is_taken_back_and_never_deleted()
    {
        var (lead, campaign) = LeadWithOneTouch();
        var opportunity = house.Opportunity(lead);
        house.NextDay();
        house.Win(opportunity, 1000);
        house.NextDay();
        house.Reopen(opportunity);

        var outcomes = house.OutcomesOf(lead).Where(outcome => outcome.Kind == OutcomeKind.Won).ToArray();
        Assert.Equal([1, -1], outcomes.Select(outcome => outcome.Sign));
        Assert.Equal([1000m, -1000m], outcomes.Select(outcome => outcome.Amount));
        Assert.Equal(outcomes[0].Id, outcomes[1].ReversesId?.Id);
        Assert.Equal(0, outcomes.SelectMany(outcome => house.SharesOf(outcome.Id)).Sum(share => share.Linear));
        Assert.Equal(4, outcomes.SelectMany(outcome => house.SharesOf(outcome.Id)).Count());
        Assert.Equal(0m, house.Figures(campaign).Revenue);
    }

    [Fact]
    public void Won_reopened_and_won_again_counts_once()
    {
        var (lead, campaign) = LeadWithOneTouch();
        var opportunity = house.Opportunity(lead);
        house.NextDay();
        house.Win(opportunity, 1000);
        house.NextDay();
        house.Reopen(opportunity);
        house.NextDay();
        house.Win(opportunity, 800);

        var won = house.OutcomesOf(lead).Where(outcome => outcome.Kind == OutcomeKind.Won).ToArray();
        Assert.Equal(1, won.Sum(outcome => outcome.Sign));
        Assert.Equal(800m, won.Sum(outcome => outcome.Amount));
        Assert.Equal(800m, house.Figures(campaign).Revenue);
    }

    [Fact]
    public void Won_and_reopened_before_any_job_ran_comes_to_nothing()
    {
        var (lead, campaign) = LeadWithOneTouch();
        var opportunity = house.Opportunity(lead);
        house.NextDay();
        house.Win(opportunity, 1000);
        house.Clock.Pass(TimeSpan.FromMinutes(1));
        house.Reopen(opportunity);

        Assert.Equal(0, house.OutcomesOf(lead).Where(outcome => outcome.Kind == OutcomeKind.Won).Sum(outcome => outcome.Sign));
        Assert.Equal(0m, house.Figures(campaign).Revenue);
    }

    [Fact]
    public void Campaigns_and_content_share_by_every_model()
    {
        Guid first = house.Campaign(), second = house.Campaign();
        var paper = house.Content("paper " + first, second);
        var lead = house.LeadOf(first);
        house.Touch(lead, first);
        house.NextDay();
        house.Touch(lead, content: "paper " + first);
        house.NextDay();
        house.Touch(lead, second);
        house.Touch(lead);
        house.NextDay();
        var opportunity = house.Opportunity(lead, 100);
        house.NextDay();
        house.Touch(lead, first);
        house.NextDay();
        house.Win(opportunity, 900);
        house.RunJobs();

        var pipeline = house.SharesOf(house.OutcomesOf(lead)[0].Id).ToArray();
        Assert.Equal([(first, 33.34m), (second, 33.33m), (second, 33.33m)], Shares(pipeline, share => share.Linear));
        var won = house.SharesOf(house.OutcomesOf(lead)[1].Id).Where(share => share.Measure == Measure.Revenue).ToArray();
        Assert.Equal([(first, 450m), (second, 225m), (second, 225m)], Shares(won, share => share.Linear));
        Assert.Equal([(first, 900m), (second, 0m), (second, 0m)], Shares(won, share => share.Last));
        Assert.Equal([(first, 720m), (second, 90m), (second, 90m)], Shares(won, share => share.UShaped));
        Assert.Equal(225m, Assert.Single(won, share => share.ContentId?.Id == paper).Linear);
        Assert.All(new Func<Attribution, decimal?>[] { s => s.First, s => s.WShaped, s => s.FullPath, s => s.TimeDecay }, model => Assert.Equal(900m, won.Sum(model)));
    }

    [Fact]
    public void Without_touches_or_amount_nothing_is_attributed()
    {
        var lead = house.LeadOf(house.Campaign());
        var opportunity = house.Opportunity(lead, 100);
        house.NextDay();
        house.Win(opportunity, 100);

        Assert.Empty(house.OutcomesOf(lead).SelectMany(outcome => house.SharesOf(outcome.Id)));
    }

    private (Guid Lead, Guid Campaign) LeadWithOneTouch()
    {
        var campaign = house.Campaign();
        var lead = house.LeadOf(campaign);
        house.HandOff(lead);
        house.Touch(lead, campaign);
        return (lead, campaign);
    }

    private static (Guid, decimal?)[] Shares(Attribution[] rows, Func<Attribution, decimal?> model) =>
        [.. rows.Select(row => (row.CampaignId!.Id, model(row))).OrderByDescending(row => row.Item2).ThenBy(row => row.Item2)];
}
