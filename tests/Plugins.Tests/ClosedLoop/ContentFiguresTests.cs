using System;
using System.Linq;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.ClosedLoop;

/// <summary>What content brought: readers from engagement, opportunities and customers from the shares it earned.</summary>
public sealed class ContentFiguresTests(LoopHouse house) : IClassFixture<LoopHouse>
{
    private readonly string key = "content " + Guid.NewGuid().ToString("N");

    [Fact]
    public void A_lead_that_reads_twice_is_one_reader()
    {
        var content = house.Content(key);
        Guid often = house.LeadOf(), once = house.LeadOf();
        house.Touch(often, null, key);
        house.Touch(often, null, key);
        house.Touch(once, null, key.ToUpperInvariant());
        house.Touch(house.LeadOf(), null, key + " of another name");
        house.Touch(house.LeadOf());

        Assert.Equal(2, house.FiguresOfContent(content).Readers);
        house.Touch(often, null, key);
        Assert.Equal(2, house.FiguresOfContent(content).Readers);
        house.Touch(house.LeadOf(), null, key);
        Assert.Equal(3, house.FiguresOfContent(content).Readers);
    }

    [Fact]
    public void What_was_read_before_the_content_was_written_down_counts_and_follows_its_key()
    {
        house.Touch(house.LeadOf(), null, key);
        var content = house.Content(key);
        Assert.Equal(1, house.FiguresOfContent(content).Readers);

        house.Service.Update(new Content { Id = content, Key = key + " renamed" });
        Assert.Equal(0, house.FiguresOfContent(content).Readers);
    }

    [Fact]
    public void Content_is_told_what_it_earned_by_the_agreed_model_and_when_that_was_computed()
    {
        Guid content = house.Content(key), other = house.Content(key + " 2");
        var lead = Buyer(key, key + " 2");
        var opportunity = house.Opportunity(lead, 1000);
        house.NextDay();
        house.Win(opportunity, 1500);

        var figures = house.FiguresOfContent(content);

        Assert.Equal((1, 1, 1), (figures.Readers, figures.Opportunities, figures.Customers));
        Assert.Equal((500m, 750m), (figures.Pipeline, figures.Revenue));
        Assert.Equal((null, house.Clock.Now), (figures.DirtyOn, figures.FiguredOn));
        Assert.Equal(750m, house.FiguresOfContent(other).Revenue);
    }

    [Fact]
    public void A_customer_who_met_it_in_two_campaigns_is_one_customer()
    {
        var content = house.Content(key);
        var lead = house.LeadOf();
        house.Touch(lead, house.Campaign(), key);
        house.Touch(lead, house.Campaign(), key);
        var opportunity = house.Opportunity(lead, 1000);
        house.NextDay();
        house.Win(opportunity, 1500);

        var figures = house.FiguresOfContent(content);

        Assert.Equal((1, 1, 1, 1500m), (figures.Readers, figures.Opportunities, figures.Customers, figures.Revenue));
    }

    [Fact]
    public void A_deal_opened_again_is_no_customer_and_one_won_anew_is()
    {
        var content = house.Content(key);
        var opportunity = house.Opportunity(Buyer(key), 1000);
        house.NextDay();
        house.Win(opportunity, 1500);
        Assert.Equal((1, 1500m), Won(content));
        house.NextDay();
        house.Reopen(opportunity);
        Assert.Equal((0, 0m), Won(content));
        house.NextDay();
        house.Win(opportunity, 900);
        Assert.Equal((1, 900m), Won(content));
        Assert.Equal(1, house.FiguresOfContent(content).Opportunities);
    }

    [Fact]
    public void A_lead_that_is_erased_reads_no_more_but_what_it_bought_stays()
    {
        var content = house.Content(key);
        var lead = Buyer(key);
        var opportunity = house.Opportunity(lead, 1000);
        house.NextDay();
        house.Win(opportunity, 1500);
        Assert.Equal(1, house.FiguresOfContent(content).Readers);
        house.Service.Delete("lead", lead);
        house.Touch(house.LeadOf(), null, key);
        house.Touch(house.LeadOf(), null, key);

        var figures = house.FiguresOfContent(content);

        Assert.Equal((2, 1, 1, 1500m), (figures.Readers, figures.Opportunities, figures.Customers, figures.Revenue));
    }

    [Fact]
    public void The_sweep_keeps_to_its_budget_goes_on_where_it_was_and_leaves_alone_what_is_up_to_date()
    {
        using var fresh = new LoopHouse();
        for (var i = 0; i < 3; i++)
            fresh.Content("content " + i);
        Assert.Equal([2, 1, 0], new[] { fresh.Sweep("contents", 2), fresh.Sweep("contents", 2), fresh.Sweep("contents", 2) });

        fresh.Touch(fresh.LeadOf(), null, "content 1");
        fresh.RunJobs();
        fresh.Clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal([1, 0], new[] { fresh.Sweep("contents"), fresh.Sweep("contents") });
        Assert.Equal("content 1", Assert.Single(fresh.Rows<Content>(Content.EntityLogicalName), row => row.FiguredOn == fresh.Clock.Now).Key);
    }

    private (int? Customers, decimal? Revenue) Won(Guid content)
    {
        var figures = house.FiguresOfContent(content);
        return (figures.Customers, figures.Revenue);
    }

    private Guid Buyer(params string[] contents)
    {
        var lead = house.LeadOf();
        foreach (var content in contents)
            house.Touch(lead, null, content);
        return lead;
    }
}
