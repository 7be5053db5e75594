using System;
using System.Linq;
using Smarketing.Crm.Domain.Objectives;
using Smarketing.Tests.Plugins.Diagrams;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Objectives;

/// <summary>Every state asked about every event, and the diagram that documentation shows.</summary>
public sealed class ObjectiveMachineTests
{
    private static readonly (string Label, ObjectiveEvent Event)[] Events =
    [
        ("edited", ObjectiveEvent.Edited),
        ("started, SMART", ObjectiveEvent.Started),
        ("started, not SMART", ObjectiveEvent.StartedUnready),
        ("taken back", ObjectiveEvent.TakenBack),
        ("cancelled", ObjectiveEvent.Cancelled),
        ("over and met", ObjectiveEvent.EndedMet),
        ("over and not met", ObjectiveEvent.EndedUnmet),
    ];

    /// <summary>For each state, what comes of each event in the order of <see cref="Events"/>: a state, or why it is refused.</summary>
    public static TheoryData<ObjectiveState, object[]> Table()
    {
        const ObjectiveRefusal Runs = ObjectiveRefusal.Runs;
        const ObjectiveRefusal Closed = ObjectiveRefusal.IsClosed;
        return new()
        {
            {
                ObjectiveState.Draft,
                [
                    ObjectiveState.Draft, ObjectiveState.Running, ObjectiveRefusal.NotSmart, ObjectiveState.Draft, ObjectiveState.Cancelled,
                    ObjectiveRefusal.NeverRan, ObjectiveRefusal.NeverRan,
                ]
            },
            {
                ObjectiveState.Running,
                [
                    Runs, ObjectiveState.Running, ObjectiveRefusal.NotSmart, Runs, ObjectiveState.Cancelled, ObjectiveState.Reached,
                    ObjectiveState.Missed,
                ]
            },
            { ObjectiveState.Reached, [Closed, Closed, Closed, Closed, Closed, ObjectiveState.Reached, Closed] },
            { ObjectiveState.Missed, [Closed, Closed, Closed, Closed, Closed, Closed, ObjectiveState.Missed] },
            { ObjectiveState.Cancelled, [Closed, Closed, Closed, Closed, ObjectiveState.Cancelled, Closed, Closed] },
        };
    }

    [Fact]
    public void The_table_asks_every_state_about_every_event()
    {
        Assert.Equal(Enum.GetValues<ObjectiveEvent>(), Events.Select(item => item.Event));
        Assert.Equal(Enum.GetValues<ObjectiveState>(), Table().Select(row => row.Data.Item1));
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_event_has_one_answer(ObjectiveState state, object[] answers) => Assert.Equal(
        answers,
        Events.Select(item => ObjectiveMachine.Decide(state, item.Event)).Select(decision => (object?)decision.Refusal ?? decision.After));

    [Theory]
    [MemberData(nameof(Table))]
    public void What_is_refused_changes_nothing(ObjectiveState state, object[] answers)
    {
        Assert.Equal(Events.Length, answers.Length);
        Assert.All(
            Events.Select(item => ObjectiveMachine.Decide(state, item.Event)).Where(decision => decision.Refusal is not null),
            decision => Assert.Equal(state, decision.After));
    }

    [Fact]
    public void The_diagram_in_the_documentation_is_what_the_code_does() => WrittenFromCode.Holds(
        "docs/objective-states.md",
        "# The states of an objective\n\n"
        + "Written from the code (`Plugins/Domain/Objectives/ObjectiveMachine.cs`) by its test; what is not drawn changes nothing or is refused.\n"
        + "What is measured and how: [objectives.md](objectives.md).\n\n"
        + StateDiagram.Of(Enum.GetValues<ObjectiveState>(), Events, Next).BeginsAt(ObjectiveState.Draft, "drafted")
            .EndsAt(ObjectiveState.Reached).EndsAt(ObjectiveState.Missed).EndsAt(ObjectiveState.Cancelled).ToMarkdown());

    private static ObjectiveState? Next(ObjectiveState state, ObjectiveEvent happening)
    {
        var decision = ObjectiveMachine.Decide(state, happening);
        return decision.Refusal is null ? decision.After : null;
    }
}
