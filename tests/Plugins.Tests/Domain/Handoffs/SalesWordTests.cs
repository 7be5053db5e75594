using System;
using System.Linq;
using System.Text;
using Smarketing.Crm.Domain.Handoffs;
using Smarketing.Crm.Domain.Scoring;
using Smarketing.Tests.Plugins.Diagrams;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Handoffs;

/// <summary>Where a lead stands by word of sales: every state of its hand-off, of its opportunity and of itself; and the table that documentation shows.</summary>
public sealed class SalesWordTests
{
    private static readonly DateTime Answered = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Disposed = Answered.AddDays(1);

    private static readonly HandoffState?[] Handoffs = [null, .. Enum.GetValues<HandoffState>().Cast<HandoffState?>()];
    private static readonly OpportunityState?[] Opportunities = [null, OpportunityState.Open, OpportunityState.Won, OpportunityState.Lost];

    // One letter for each state of the hand-off, in order: none, waiting, accepted, in opportunity, closed, rejected, re-routed, withdrawn.
    // - nothing said, A accepted, O opportunity, C customer, N nurture, D disqualified.
    [Theory]
    [InlineData(LeadState.Open, null, "--AONN--")]
    [InlineData(LeadState.Open, OpportunityState.Open, "--AOON--")]
    [InlineData(LeadState.Open, OpportunityState.Won, "--ACCN--")]
    [InlineData(LeadState.Open, OpportunityState.Lost, "--ANNN--")]
    [InlineData(LeadState.Qualified, null, "--AOAN--")]
    [InlineData(LeadState.Qualified, OpportunityState.Open, "O-AOOOOO")]
    [InlineData(LeadState.Qualified, OpportunityState.Won, "C-ACCCCC")]
    [InlineData(LeadState.Qualified, OpportunityState.Lost, "N-ANNNNN")]
    [InlineData(LeadState.Disqualified, null, "DDDDDDDD")]
    [InlineData(LeadState.Disqualified, OpportunityState.Open, "DDDDDDDD")]
    [InlineData(LeadState.Disqualified, OpportunityState.Won, "DDDDDDDD")]
    [InlineData(LeadState.Disqualified, OpportunityState.Lost, "DDDDDDDD")]
    public void The_lead_stands_where_sales_says(LeadState lead, OpportunityState? opportunity, string stages) =>
        Assert.Equal(stages, string.Concat(Handoffs.Select(handoff => Letter(Word(handoff, opportunity, lead).Stage))));

    [Fact]
    public void Only_a_waiting_hand_off_latches_and_only_of_a_lead_that_may_still_be_worked()
    {
        foreach (var handoff in Handoffs)
        {
            foreach (var lead in Enum.GetValues<LeadState>())
                Assert.Equal(handoff == HandoffState.Waiting && lead != LeadState.Disqualified, Word(handoff, null, lead).HandoffOpen);
        }
    }

    [Fact]
    public void A_lead_comes_back_only_on_facts_newer_than_what_gave_it_back()
    {
        Assert.Equal(Answered, Word(HandoffState.Rejected, null, LeadState.Open).RejectedOn);
        Assert.Equal(Disposed, Word(HandoffState.Closed, null, LeadState.Open).RejectedOn);
        // A loss says no moment: the lead keeps the one at which it hears of it.
        Assert.Null(Word(HandoffState.Closed, OpportunityState.Lost, LeadState.Qualified).RejectedOn);
        Assert.Null(Word(HandoffState.Accepted, null, LeadState.Open).RejectedOn);
        Assert.Null(Word(HandoffState.Closed, OpportunityState.Won, LeadState.Qualified).RejectedOn);
    }

    [Fact]
    public void The_table_in_the_documentation_is_what_the_code_does()
    {
        var text = new StringBuilder(
            "# Where a lead stands by word of sales\n\n"
            + "Written from the code (`Plugins/Domain/Handoffs/SalesWord.cs`) by its test. Up to SQL the gate of the agreement decides\n"
            + "([scoring.md](scoring.md)); from the hand-off on sales does, by what it does with the hand-off of the lead's cycle and its\n"
            + "opportunity ([handoffs.md](handoffs.md)). “–” means that sales says nothing: the gate goes on deciding, except while a hand-off waits,\n"
            + "which latches the stage.\n\n| lead | opportunity | " + string.Join(" | ", Handoffs.Select(state => state?.ToString() ?? "no hand-off")) + " |\n|---|---|"
            + string.Concat(Handoffs.Select(_ => "---|")) + "\n");
        foreach (var lead in Enum.GetValues<LeadState>())
        {
            foreach (var opportunity in Opportunities)
            {
                text.Append("| ").Append(lead).Append(" | ").Append(opportunity?.ToString() ?? "none").Append(" | ")
                    .AppendJoin(" | ", Handoffs.Select(handoff => Word(handoff, opportunity, lead).Stage?.ToString() ?? "–")).Append(" |\n");
            }
        }

        WrittenFromCode.Holds("docs/lead-stages.md", text.ToString());
    }

    private static SalesWord Word(HandoffState? handoff, OpportunityState? opportunity, LeadState lead) =>
        SalesWord.Of(handoff, opportunity, lead, Answered, Disposed);

    private static char Letter(Stage? stage) => stage is { } known ? known.ToString()[0] : '-';
}
