using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Handoffs;
using Smarketing.Crm.Domain.Scoring;
using Smarketing.Tests.Plugins.Diagrams;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Handoffs;

/// <summary>Every state asked about every event, what sales' word makes of the lead, and the diagram that documentation shows.</summary>
public sealed class HandoffMachineTests
{
    private const HandoffState Waiting = HandoffState.Waiting;
    private const HandoffState Accepted = HandoffState.Accepted;
    private const HandoffState InOpportunity = HandoffState.InOpportunity;
    private const HandoffState Closed = HandoffState.Closed;
    private const HandoffState Rejected = HandoffState.Rejected;
    private const HandoffState ReRouted = HandoffState.ReRouted;
    private const HandoffState Withdrawn = HandoffState.Withdrawn;

    private static readonly (string Label, HandoffEvent Event)[] Events =
    [
        ("accepted", new HandoffEvent.Accepted(true)),
        ("rejected with a reason", new HandoffEvent.Rejected(true, RejectReason.NotNow)),
        ("not answered in time", new HandoffEvent.ReRouted()),
        ("opportunity opened", new HandoffEvent.Opened()),
        ("qualified without opportunity", new HandoffEvent.QualifiedOnly()),
        ("lead disqualified", new HandoffEvent.Disqualified()),
        ("lead recycled", new HandoffEvent.Recycled()),
        ("lead merged or erased", new HandoffEvent.LeadGone()),
        ("won", new HandoffEvent.Won()),
        ("lost", new HandoffEvent.Lost()),
        ("opportunity reopened", new HandoffEvent.Reopened()),
        ("opportunity opened later", new HandoffEvent.OpenedLater()),
    ];

    // In the order of the events above; what is not listed stays where it is.
    private static readonly Dictionary<HandoffState, HandoffState[]> Table = new()
    {
        [Waiting] = [Accepted, Rejected, ReRouted, InOpportunity, Closed, Withdrawn, Waiting, Withdrawn, Waiting, Waiting, Waiting, Waiting],
        [Accepted] = [Accepted, Accepted, Accepted, InOpportunity, Closed, Closed, Closed, Withdrawn, Accepted, Accepted, Accepted, Accepted],
        [InOpportunity] =
            [InOpportunity, InOpportunity, InOpportunity, InOpportunity, InOpportunity, InOpportunity, InOpportunity, Withdrawn, Closed, Closed, InOpportunity, InOpportunity],
        [Closed] = [Closed, Closed, Closed, Closed, Closed, Closed, Closed, Closed, Closed, Closed, InOpportunity, InOpportunity],
        [Rejected] = [.. Enumerable.Repeat(Rejected, Events.Length)],
        [ReRouted] = [.. Enumerable.Repeat(ReRouted, Events.Length)],
        [Withdrawn] = [.. Enumerable.Repeat(Withdrawn, Events.Length)],
    };

    public static TheoryData<HandoffState> States() => new(Enum.GetValues<HandoffState>());

    [Theory]
    [MemberData(nameof(States))]
    public void Every_state_takes_every_event_as_the_table_says(HandoffState state)
    {
        for (var i = 0; i < Events.Length; i++)
        {
            var decision = HandoffMachine.Decide(state, Events[i].Event);
            Assert.Equal((Events[i].Label, Table[state][i]), (Events[i].Label, decision.After));
            Assert.Equal(i < 2 && state != Waiting ? HandoffRefusal.NotWaiting : null, decision.Refusal);
        }
    }

    [Fact]
    public void Every_kind_of_event_is_in_the_table() => Assert.Equal(
        typeof(HandoffEvent).GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal),
        Events.Select(item => item.Event.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void What_came_to_pass_once_comes_to_the_same_when_told_twice()
    {
        foreach (var state in Enum.GetValues<HandoffState>())
        {
            foreach (var (label, happening) in Events.Skip(2))
            {
                var once = HandoffMachine.Decide(state, happening).After;
                Assert.Equal((label, once), (label, HandoffMachine.Decide(once, happening).After));
            }
        }
    }

    [Fact]
    public void Nobody_answers_for_a_stranger()
    {
        Assert.Equal(HandoffRefusal.NotYours, HandoffMachine.Decide(Waiting, new HandoffEvent.Accepted(false)).Refusal);
        Assert.Equal(HandoffRefusal.NotYours, HandoffMachine.Decide(Waiting, new HandoffEvent.Rejected(false, RejectReason.NotAFit)).Refusal);
    }

    [Fact]
    public void A_rejection_says_why() =>
        Assert.Equal(HandoffRefusal.NoReason, HandoffMachine.Decide(Waiting, new HandoffEvent.Rejected(true, null)).Refusal);

    [Theory]
    [InlineData(0, Waiting, Stage.Accepted)]
    [InlineData(1, Waiting, Stage.Nurture)]
    [InlineData(2, Waiting, null)]
    [InlineData(3, Accepted, Stage.Opportunity)]
    [InlineData(4, Accepted, Stage.Accepted)]
    [InlineData(5, Accepted, Stage.Disqualified)]
    [InlineData(6, Accepted, Stage.Nurture)]
    [InlineData(7, Accepted, null)]
    [InlineData(8, InOpportunity, Stage.Customer)]
    [InlineData(9, InOpportunity, Stage.Nurture)]
    [InlineData(10, Closed, Stage.Opportunity)]
    [InlineData(11, Closed, Stage.Opportunity)]
    public void The_lead_follows(int happening, HandoffState state, Stage? stage) =>
        Assert.Equal(stage, HandoffMachine.Decide(state, Events[happening].Event).LeadStage);

    [Fact]
    public void The_diagram_in_the_documentation_is_what_the_code_does() => WrittenFromCode.Holds(
        "docs/handoff-states.md",
        "# The states of a hand-off\n\n"
        + "Written from the code (`Plugins/Domain/Handoffs/HandoffMachine.cs`) by its test; what is not drawn changes nothing or is refused.\n"
        + "What each state means and who does what: [handoffs.md](handoffs.md). Escalation is a mark and no state.\n\n"
        + StateDiagram.Of(Enum.GetValues<HandoffState>(), Events, (state, happening) =>
            HandoffMachine.Decide(state, happening) is { Refusal: null } decision ? decision.After : null)
            .BeginsAt(Waiting, "handed off").EndsAt(Closed).EndsAt(Rejected).EndsAt(ReRouted).EndsAt(Withdrawn).ToMarkdown());
}
