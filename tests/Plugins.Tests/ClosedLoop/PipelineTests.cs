using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.ClosedLoop;

/// <summary>The pipeline follows what opportunities are estimated at, though every job runs twice here.</summary>
public sealed class PipelineTests(LoopHouse house) : IClassFixture<LoopHouse>
{
    [Fact]
    public void An_estimate_entered_later_is_no_second_opportunity()
    {
        var lead = house.LeadOf();
        var opportunity = house.Opportunity(lead);
        house.NextDay();
        Estimate(opportunity, 800);

        Assert.Equal([(1, 0m), (0, 800m)], Pipeline(lead));
        Assert.Equal(house.Clock.Now, house.OutcomesOf(lead)[^1].OccurredOn);
    }

    [Fact]
    public void An_estimate_that_shrinks_takes_the_difference_back()
    {
        var lead = house.LeadOf();
        var opportunity = house.Opportunity(lead, 800);
        house.NextDay();
        Estimate(opportunity, 1000);
        house.NextDay();
        Estimate(opportunity, 650.5m);

        Assert.Equal([(1, 800m), (0, 200m), (0, -349.5m)], Pipeline(lead));
    }

    [Fact]
    public void The_same_estimate_again_says_nothing()
    {
        var lead = house.LeadOf();
        var opportunity = house.Opportunity(lead, 800);
        house.NextDay();
        Estimate(opportunity, 800);

        Assert.Equal([(1, 800m)], Pipeline(lead));
    }

    [Fact]
    public void Estimates_entered_before_any_job_ran_are_one()
    {
        var lead = house.LeadOf();
        var opportunity = house.Opportunity(lead, 100);
        Estimate(opportunity, 200);
        Estimate(opportunity, 300);

        Assert.Equal(300m, Assert.Single(Pipeline(lead)).Amount);
    }

    [Fact]
    public void What_an_estimate_grew_by_is_earned_by_the_touches_before_the_opening()
    {
        Guid before = house.Campaign(), after = house.Campaign();
        var lead = house.LeadOf(before);
        house.Touch(lead, before);
        house.NextDay();
        var opportunity = house.Opportunity(lead, 100);
        house.NextDay();
        house.Touch(lead, after);
        house.NextDay();
        Estimate(opportunity, 250.01m);

        var shares = house.OutcomesOf(lead).SelectMany(outcome => house.SharesOf(outcome.Id));
        Assert.Equal([(before, 100m), (before, 150.01m)], shares.Select(share => (share.CampaignId!.Id, share.Last!.Value)));
        Assert.Equal(250.01m, house.Figures(before).Pipeline);
        Assert.Equal(1, house.Figures(before).Opportunities);
        Assert.Null(house.Figures(after).Pipeline);
    }

    [Fact]
    public void What_an_estimate_gave_it_takes_back_from_the_same_though_touches_are_gone()
    {
        Guid first = house.Campaign(), second = house.Campaign(), third = house.Campaign();
        var lead = house.LeadOf();
        house.Touch(lead, first);
        house.NextDay();
        house.Touch(lead, second);
        house.Touch(lead, third);
        house.NextDay();
        var opportunity = house.Opportunity(lead, 100);
        house.NextDay();
        foreach (var touch in house.Rows<Engagement>(Engagement.EntityLogicalName, Engagement.Columns.LeadId, lead))
            house.AsSystem.Delete(Engagement.EntityLogicalName, touch.Id);
        Estimate(opportunity, 50);
        house.NextDay();
        Estimate(opportunity, 0);
        house.NextDay();

        var shares = house.OutcomesOf(lead).SelectMany(outcome => house.SharesOf(outcome.Id)).ToArray();
        Assert.Equal(9, shares.Length);
        Assert.All(shares.GroupBy(share => share.CampaignId!.Id), own => Assert.Equal((0m, 0m, 0m), (own.Sum(s => s.Linear), own.Sum(s => s.UShaped), own.Sum(s => s.TimeDecay))));
    }

    [Fact]
    public void A_deleted_opportunity_takes_everything_back()
    {
        var campaign = house.Campaign();
        var lead = house.LeadOf(campaign);
        house.HandOff(lead);
        house.Touch(lead, campaign);
        house.NextDay();
        var opportunity = house.Opportunity(lead, 100);
        house.NextDay();
        Estimate(opportunity, 300);
        house.NextDay();
        house.Win(opportunity, 250);
        house.NextDay();

        house.Service.Delete("opportunity", opportunity);

        var figures = house.Figures(campaign);
        Assert.Equal((0, 0, 0m, 0m, 0m), (figures.Opportunities, figures.Customers, figures.Pipeline, figures.Revenue, figures.Margin));
        Assert.Equal(0, house.OutcomesOf(lead).Where(row => row.OpportunityId is not null || row.Kind != OutcomeKind.Accepted).Sum(row => row.Amount ?? 0));
    }

    [Fact]
    public void An_opportunity_said_later_to_come_of_a_lead_is_opened_when_it_was_created()
    {
        var lead = house.LeadOf();
        var opportunity = house.Opportunity(null, 500);
        var createdOn = house.Clock.Now;
        house.NextDay();
        Assert.Empty(house.OutcomesOf(lead));

        house.Service.Update(new Entity("opportunity", opportunity) { ["originatingleadid"] = new EntityReference("lead", lead) });

        var opened = Assert.Single(house.OutcomesOf(lead));
        Assert.Equal((OutcomeKind.OpportunityOpened, 500m, createdOn), (opened.Kind, opened.Amount, opened.OccurredOn));
    }

    [Fact]
    public void Days_to_close_are_counted_from_the_opening_whatever_was_estimated_since()
    {
        var campaign = house.Campaign();
        var lead = house.LeadOf(campaign);
        var opportunity = house.Opportunity(lead);
        house.NextDay();
        Estimate(opportunity, 10);
        house.NextDay();
        house.Win(opportunity, 10);
        house.RunJobs();

        var figures = (string)house.Service.Execute(new OrganizationRequest("smk_CampaignPerformance")
        {
            ["Target"] = new EntityReference("campaign", campaign),
        })["Figures"];

        Assert.Contains("\"medianDaysWon\":2", figures, StringComparison.Ordinal);
    }

    private void Estimate(Guid opportunity, decimal value) =>
        house.Service.Update(new Entity("opportunity", opportunity) { ["estimatedvalue"] = new Money(value) });

    private IReadOnlyList<(int Sign, decimal Amount)> Pipeline(Guid lead) =>
        [.. house.OutcomesOf(lead).Select(outcome => (outcome.Sign!.Value, outcome.Amount!.Value))];
}
