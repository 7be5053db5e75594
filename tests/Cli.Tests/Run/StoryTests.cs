using System;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Smarketing.Tests.Cli.Run;

/// <summary>The agreement at work on the sample firm: what the report tells must hang together.</summary>
[Collection("Sample")]
public sealed class StoryTests(SampleRun run)
{
    private JsonElement Story => run.Result.Json.GetProperty("story");

    [Fact]
    public void The_agreement_is_in_force_with_both_signatures()
    {
        var agreement = Story.GetProperty("agreement");
        Assert.Equal("InForce", agreement.GetProperty("status").GetString());
        Assert.All(["marketingSignedOn", "salesSignedOn", "inForceOn"], name => Assert.NotEqual(JsonValueKind.Null, agreement.GetProperty(name).ValueKind));
    }

    [Fact]
    public void Every_ripe_lead_is_handed_off_and_has_an_owner()
    {
        var handoffs = Story.GetProperty("handoffs");
        Assert.InRange(SampleRunTests.Number(handoffs, "leads"), 30, 300);
        Assert.True(SampleRunTests.Number(handoffs, "total") >= SampleRunTests.Number(handoffs, "leads"));
        Assert.Equal(0, SampleRunTests.Number(handoffs, "unowned"));
        Assert.Equal(SampleRunTests.Number(handoffs, "total"), handoffs.GetProperty("byStatus").EnumerateObject().Sum(s => s.Value.GetInt32()));
    }

    [Fact]
    public void Some_promises_break_and_the_lead_goes_to_the_next_pair()
    {
        var handoffs = Story.GetProperty("handoffs");
        Assert.True(SampleRunTests.Number(handoffs, "breaches") > 0);
        Assert.True(handoffs.GetProperty("byStatus").GetProperty("ReRouted").GetInt32() > 0);
        Assert.True(SampleRunTests.Number(handoffs, "total") > SampleRunTests.Number(handoffs, "leads"));
    }

    [Fact]
    public void Some_are_rejected_and_each_says_why()
    {
        var handoffs = Story.GetProperty("handoffs");
        var rejected = handoffs.GetProperty("byStatus").GetProperty("Rejected").GetInt32();
        Assert.True(rejected > 0);
        Assert.Equal(rejected, handoffs.GetProperty("rejections").EnumerateObject().Sum(r => r.Value.GetInt32()));
    }

    [Fact]
    public void Leads_become_customers_and_campaigns_learn_of_it()
    {
        var campaigns = Story.GetProperty("campaigns").EnumerateArray().ToList();
        Assert.True(campaigns.Sum(c => SampleRunTests.Number(c, "customers")) > 0);
        Assert.True(campaigns.Sum(c => c.GetProperty("revenue").GetDecimal()) > 0);
        Assert.All(campaigns, c => Assert.True(
            SampleRunTests.Number(c, "leads") >= SampleRunTests.Number(c, "mqls") && SampleRunTests.Number(c, "mqls") >= 0
            && SampleRunTests.Number(c, "opportunities") >= SampleRunTests.Number(c, "customers")));
    }

    [Theory]
    [InlineData("pipeline")]
    [InlineData("revenue")]
    [InlineData("margin")]
    public void Every_model_shares_out_the_same_whole_to_the_cent(string measure)
    {
        var wholes = Story.GetProperty("attribution").EnumerateArray().Select(m => m.GetProperty(measure).GetDecimal()).ToArray();
        Assert.Equal(7, wholes.Length);
        Assert.True(wholes[0] > 0);
        Assert.All(wholes, whole => Assert.Equal(wholes[0], whole));
    }

    [Fact]
    public void Models_differ_in_what_they_give_to_whom()
    {
        var byModel = Story.GetProperty("attribution").EnumerateArray()
            .Select(m => string.Join(' ', m.GetProperty("campaigns").EnumerateArray().Select(c => c.GetProperty("revenue").GetDecimal()))).ToList();
        Assert.Equal(7, byModel.Distinct().Count());
    }

    [Fact]
    public void Criteria_show_what_became_of_leads_with_and_without_them()
    {
        var criteria = Story.GetProperty("criteria").EnumerateArray().ToList();
        Assert.NotEmpty(criteria);
        Assert.Contains(criteria, c => c.GetProperty("lift").ValueKind == JsonValueKind.Number);
        Assert.Single(criteria.Select(c => SampleRunTests.Number(c, "wonWith") + SampleRunTests.Number(c, "wonWithout")).Distinct());
    }

    [Fact]
    public void Return_is_the_attributed_margin_less_the_cost_over_the_cost()
    {
        var priced = Story.GetProperty("campaigns").EnumerateArray().Where(c => c.GetProperty("cost").GetDecimal() > 0).ToList();
        Assert.NotEmpty(priced);
        Assert.All(priced, c => Assert.Equal(
            Math.Round((c.GetProperty("margin").GetDecimal() - c.GetProperty("cost").GetDecimal()) / c.GetProperty("cost").GetDecimal(), 4), c.GetProperty("roi").GetDecimal()));
    }

    [Fact]
    public void Personas_and_content_learn_what_they_brought()
    {
        var personas = Story.GetProperty("personas").EnumerateArray().ToList();
        Assert.True(personas.Sum(p => SampleRunTests.Number(p, "customers")) > 0);
        Assert.All(personas, p => Assert.Equal(WinRate(SampleRunTests.Number(p, "customers"), SampleRunTests.Number(p, "lost")), p.GetProperty("winRate").GetDecimal()));
        var contents = Story.GetProperty("contents").EnumerateArray().ToList();
        Assert.NotEmpty(contents);
        Assert.All(contents, c => Assert.True(SampleRunTests.Number(c, "readers") >= SampleRunTests.Number(c, "customers")));
        var whole = Story.GetProperty("attribution")[0];
        Assert.InRange(contents.Sum(c => c.GetProperty("revenue").GetDecimal()), 1m, whole.GetProperty("revenue").GetDecimal());

        static decimal WinRate(decimal won, decimal lost) => Math.Round(won / (won + lost), 4);
    }

    [Fact]
    public void Objectives_know_their_pace_and_the_week_has_its_review()
    {
        Assert.All(Story.GetProperty("objectives").EnumerateArray(), o => Assert.NotEqual(JsonValueKind.Null, o.GetProperty("pace").ValueKind));
        var review = Story.GetProperty("review");
        Assert.Equal(new DateTime(2026, 6, 22, 0, 0, 0, DateTimeKind.Utc), review.GetProperty("week").GetDateTime().ToUniversalTime());
        Assert.Contains("2026-06-22", review.GetProperty("text").GetString());
    }
}
