using System;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.ClosedLoop;

/// <summary>A campaign's figures, by the sweep and on demand.</summary>
public sealed class CampaignTests(LoopHouse house) : IClassFixture<LoopHouse>
{
    [Fact]
    public void Erasing_leads_changes_no_figure()
    {
        var campaign = house.Campaign(cost: 100);
        var lead = house.LeadOf(campaign);
        house.LeadOf(campaign);
        house.AsSystem.Update(new Lead { Id = lead, Cycle = 1, ScoreRequestedOn = house.Clock.Now });
        house.Answer(house.HandOff(lead), HandoffStatus.Accepted);
        house.NextDay();
        var before = house.Figures(campaign);

        house.Service.Delete("lead", lead);

        var after = house.Figures(campaign);
        Assert.Equal(
            (before.Leads, before.Mqls, before.Sqls, before.AcceptedLeads, before.CostPerLead), (after.Leads, after.Mqls, after.Sqls, after.AcceptedLeads, after.CostPerLead));
        Assert.Equal((2, 1, 50m), (after.Leads, after.Sqls, after.CostPerLead));
    }

    [Fact]
    public void A_campaign_is_told_what_became_of_its_leads()
    {
        var campaign = house.Campaign(cost: 300);
        Guid won = house.LeadOf(campaign), rejected = house.LeadOf(campaign);
        house.LeadOf(campaign);
        house.LeadOf(house.Campaign());
        house.Touch(won, campaign);
        var handoff = house.HandOff(won);
        house.Answer(house.HandOff(rejected), HandoffStatus.Rejected, RejectReason.NotAFit);
        house.NextDay();
        house.Answer(handoff, HandoffStatus.Accepted);
        var opportunity = house.Opportunity(won, 1000);
        house.NextDay();
        house.Win(opportunity, 1500);

        var figures = house.Figures(campaign);

        Assert.Equal((3, 2, 1, 1, 1, 1), (figures.Leads, figures.Sqls, figures.AcceptedLeads, figures.RejectedLeads, figures.Opportunities, figures.Customers));
        Assert.Equal((1000m, 1500m, 600m), (figures.Pipeline, figures.Revenue, figures.Margin));
        Assert.Equal((100m, 1m), (figures.CostPerLead, figures.Roi));
        Assert.Equal("""{"NotAFit":1}""", figures.Rejections);
        Assert.Equal(house.Clock.Now, figures.FiguredOn);
        Assert.Null(figures.DirtyOn);
    }

    [Fact]
    public void A_campaign_without_cost_has_no_return_and_without_leads_no_cost_of_one()
    {
        var free = house.Campaign();
        house.LeadOf(free);
        var empty = house.Campaign(cost: 100);
        Compute(empty);

        Assert.Null(house.Figures(free).Roi);
        Assert.Equal(0m, house.Figures(free).CostPerLead);
        Assert.Null(house.Figures(empty).CostPerLead);
        Assert.Equal(-1m, house.Figures(empty).Roi);
    }

    [Fact]
    public void A_lead_that_changes_its_campaign_changes_both()
    {
        Guid before = house.Campaign(), after = house.Campaign();
        var lead = house.LeadOf(before);
        Assert.Equal(1, house.Figures(before).Leads);
        house.Update(lead, ("campaignid", new EntityReference("campaign", after)));

        Assert.Equal((0, 1), (house.Figures(before).Leads, house.Figures(after).Leads));
    }

    [Fact]
    public void A_cost_that_changes_changes_the_return()
    {
        var campaign = house.Campaign(cost: 100);
        house.LeadOf(campaign);
        Assert.Equal(100m, house.Figures(campaign).CostPerLead);
        house.Service.Update(new Entity("campaign", campaign) { ["othercost"] = new Money(80m) });

        Assert.Equal(80m, house.Figures(campaign).CostPerLead);
    }

    [Fact]
    public void The_sweep_keeps_to_its_budget_and_goes_on_where_it_was()
    {
        using var fresh = new LoopHouse();
        for (var i = 0; i < 3; i++)
            fresh.LeadOf(fresh.Campaign());
        fresh.RunJobs();

        Assert.Equal([2, 1, 0], new[] { fresh.Sweep("campaigns", 2), fresh.Sweep("campaigns", 2), fresh.Sweep("campaigns", 2) });
    }

    [Fact]
    public void Figures_on_demand_are_computed_now_by_the_model_asked_for()
    {
        Guid first = house.Campaign(), last = house.Campaign();
        var lead = house.LeadOf(first);
        house.Touch(lead, first);
        house.NextDay();
        house.Touch(lead, last);
        var opportunity = house.Opportunity(lead);
        house.NextDay();
        house.NextDay();
        house.Win(opportunity, 100);
        house.RunJobs();

        Assert.Equal(100, Attributed(Compute(first, AttributionModel.FirstTouch)));
        Assert.Equal(0, Attributed(Compute(first, AttributionModel.LastTouch)));
        Assert.Equal(50, Attributed(Compute(first)));
        Assert.Equal(50, house.Row<Campaign>("campaign", first).Revenue);
        var sourced = Compute(first).GetProperty("sourced");
        Assert.Equal((1, 2), (sourced.GetProperty("winRate").GetDecimal(), sourced.GetProperty("medianDaysWon").GetDecimal()));
        Assert.False(Compute(last).GetProperty("sourced").TryGetProperty("winRate", out _));
    }

    [Fact]
    public void A_model_that_does_not_exist_is_refused()
    {
        var refusal = CrmHouse.RefusalOf(() => Compute(house.Campaign(), (AttributionModel)7));

        Assert.Contains("727000000", refusal, StringComparison.Ordinal);
    }

    private JsonElement Compute(Guid campaign, AttributionModel? model = null)
    {
        var request = new OrganizationRequest("smk_CampaignPerformance") { ["Target"] = new EntityReference("campaign", campaign) };
        if (model is { } asked)
            request["Model"] = (int)asked;
        return JsonDocument.Parse((string)house.Service.Execute(request)["Figures"]).RootElement;
    }

    private static decimal Attributed(JsonElement figures) => figures.GetProperty("attributed").GetProperty("revenue").GetDecimal();
}
