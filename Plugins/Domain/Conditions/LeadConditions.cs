using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.Conditions;

/// <summary>
/// What a lead must be, one test a line: <c>column operator value(s)</c>, as in <c>address1_country in FR; BE</c>. All lines must hold;
/// no line holds for every lead. A line that cannot be run is never met: better no match than a wrong one.
/// </summary>
public sealed class LeadConditions
{
    private readonly ConditionLine[] lines;

    private LeadConditions(ConditionLine[] lines) => this.lines = lines;

    /// <summary>Conditions that hold for every lead.</summary>
    public static LeadConditions Always { get; } = new([]);

    /// <summary>The tests, in the order written; blank lines and notes (lines that begin with #) are left out.</summary>
    public IReadOnlyList<ConditionLine> Lines => lines;

    /// <summary>The columns the tests look at, in lower case, each once.</summary>
    public IReadOnlyList<string> Columns =>
        lines.Select(line => line.Column).Where(column => column.Length > 0).Distinct(StringComparer.Ordinal).ToArray();

    /// <summary>Reads a text; never fails: <see cref="Check"/> tells what is wrong with it.</summary>
    public static LeadConditions Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Always;
        var found = new List<ConditionLine>();
        var written = text!.Replace("\r\n", "\n").Split('\n', '\r');
        for (var i = 0; i < written.Length; i++)
        {
            var line = written[i].Trim();
            if (line.Length > 0 && line[0] != '#')
                found.Add(ConditionLine.Read(i + 1, line));
        }

        return found.Count == 0 ? Always : new LeadConditions([.. found]);
    }

    /// <summary>Everything wrong with a text, line by line; nothing when it may be saved.</summary>
    /// <param name="text">The conditions as written.</param>
    /// <param name="columns">The columns a test may ask for.</param>
    public static IReadOnlyList<ConditionFault> Check(string? text, IColumnCatalog columns) =>
        Read(text).lines.SelectMany(line => line.Check(columns)).ToArray();

    /// <summary>Whether every line holds.</summary>
    /// <param name="read">Gives the fact in a column of the lead.</param>
    /// <param name="now">The moment asked about, UTC.</param>
    public bool Hold(Func<string, FactValue> read, DateTime now) => FirstUnmet(read, now) is null;

    /// <summary>The first line that does not hold, to tell people why; <c>null</c> when all do.</summary>
    /// <param name="read">Gives the fact in a column of the lead.</param>
    /// <param name="now">The moment asked about, UTC.</param>
    public ConditionLine? FirstUnmet(Func<string, FactValue> read, DateTime now)
    {
        var seconds = UnixTime.FromUtc(now);
        return Array.Find(lines, line => !line.IsMet(read, seconds));
    }
}
