using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Smarketing.Tests.Plugins.Diagrams;

/// <summary>
/// A state machine drawn as a Mermaid diagram from what its code does: every state is asked about every event, and what comes of it is an
/// arrow. <c>StateDiagram.Of(states, events, (state, happening) => machine.After(state, happening))</c>.
/// </summary>
public sealed class StateDiagram
{
    private readonly List<(string From, string To, string Label)> arrows = [];

    private StateDiagram()
    {
    }

    /// <summary>Asks every state about every event.</summary>
    /// <param name="states">The states, in the order they are drawn.</param>
    /// <param name="events">The events with their labels.</param>
    /// <param name="next">The state after an event; the same state draws no arrow, nor does <c>null</c>: the event is refused.</param>
    public static StateDiagram Of<TState, TEvent>(
        IEnumerable<TState> states, IEnumerable<(string Label, TEvent Event)> events, Func<TState, TEvent, TState?> next)
        where TState : struct, Enum
    {
        var diagram = new StateDiagram();
        var asked = events.ToArray();
        foreach (var state in states)
        {
            foreach (var (label, happening) in asked)
            {
                if (next(state, happening) is { } after && !EqualityComparer<TState>.Default.Equals(after, state))
                    diagram.Add(state.ToString(), after.ToString(), label);
            }
        }

        return diagram;
    }

    /// <summary>An arrow into the first state.</summary>
    public StateDiagram BeginsAt<TState>(TState state, string label = "") where TState : struct, Enum
    {
        arrows.Insert(0, ("[*]", state.ToString(), label));
        return this;
    }

    /// <summary>An arrow out of a last state.</summary>
    public StateDiagram EndsAt<TState>(TState state) where TState : struct, Enum => Add(state.ToString(), "[*]", string.Empty);

    /// <summary>The diagram as Markdown shows it.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        foreach (var arrow in arrows.GroupBy(arrow => (arrow.From, arrow.To)))
        {
            var label = string.Join(" / ", arrow.Select(item => item.Label).Where(item => item.Length > 0).Distinct(StringComparer.Ordinal));
            text.Append("    ").Append(arrow.Key.From).Append(" --> ").Append(arrow.Key.To);
            if (label.Length > 0)
                text.Append(": ").Append(label);
            text.Append('\n');
        }

        return text.Append("```\n").ToString();
    }

    private StateDiagram Add(string from, string to, string label)
    {
        arrows.Add((from, to, label));
        return this;
    }
}
