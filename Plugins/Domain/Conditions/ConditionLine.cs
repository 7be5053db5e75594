using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.Conditions;

/// <summary>One test of a lead's column. It uses the operators of scoring, so that a rule means the same in both.</summary>
public sealed class ConditionLine
{
    private static readonly char[] Blanks = [' ', '\t', '\u00a0'];
    private static readonly string[] BandSeparators = [";", " and ", " et "];

    private readonly FitTest? test;
    private readonly FitCriterion? criterion;
    private readonly ConditionFault? fault;

    private ConditionLine(int number, string written, string column, FitCriterion? criterion)
    {
        Number = number;
        Written = written;
        Column = column;
        this.criterion = criterion;
        if (criterion is null)
        {
            fault = Fault(FaultCode.UnknownOperator, []);
            return;
        }

        try
        {
            test = FitTest.For(criterion);
        }
        catch (CriterionFlawException flaw)
        {
            fault = Fault(flaw.Code, flaw.Arguments);
        }
    }

    /// <summary>Its number in the text, from 1, blank lines counted.</summary>
    public int Number { get; }

    /// <summary>The line as written.</summary>
    public string Written { get; }

    /// <summary>The column it tests, in lower case.</summary>
    public string Column { get; }

    internal static ConditionLine Read(int number, string written)
    {
        var rest = new Words(written);
        var column = rest.Take(1).ToLowerInvariant();
        // The longest operator wins: “greater than 5” is not “greater” than “than 5”.
        for (var words = OperatorWords.Most; words > 0; words--)
        {
            if (rest.Peek(words) is { } name && OperatorWords.Find(name) is { } found)
            {
                rest.Take(words);
                return new ConditionLine(number, written, column, Criterion(column, found, rest.Left));
            }
        }

        return new ConditionLine(number, written, column, null);
    }

    internal bool IsMet(Func<string, FactValue> read, long now)
    {
        if (test is null)
            return false;
        var fact = read(Column);
        if (!fact.IsKnown)
            return test.IsMetByUnknown;
        try
        {
            return test.IsMet(fact, now);
        }
        catch (CriterionFlawException)
        {
            // The column has changed its type since the line was saved.
            return false;
        }
    }

    internal IEnumerable<ConditionFault> Check(IColumnCatalog columns) =>
        criterion is null || fault is not null
            ? [fault!]
            : CriterionCheck.Check(criterion, columns).Select(found => Fault(found.Code, found.Arguments));

    private static FitCriterion Criterion(string column, FitOperator found, string value)
    {
        var ends = found == FitOperator.Between
            ? Ends(value)
            : [value];
        return new FitCriterion
        {
            Id = Guid.Empty,
            Name = column,
            Group = CriterionGroup.Business,
            Column = column,
            Operator = found,
            Value = ends[0],
            UpperValue = ends.Length > 1 ? ends[1] : null,
        };
    }

    private static string[] Ends(string value)
    {
        foreach (var separator in BandSeparators)
        {
            if (value.IndexOf(separator, StringComparison.OrdinalIgnoreCase) is var at and >= 0)
                return [value.Substring(0, at), value.Substring(at + separator.Length)];
        }

        return [value];
    }

    private ConditionFault Fault(FaultCode code, IReadOnlyList<string> arguments) => new(Number, Written, code, arguments);

    /// <summary>A line, taken word by word.</summary>
    private sealed class Words(string text)
    {
        private int at;

        public string Left => text.Substring(at).Trim();

        public string? Peek(int count) => End(count) is { } end ? string.Join(" ", Split(text.Substring(at, end - at))) : null;

        public string Take(int count)
        {
            var end = End(count) ?? text.Length;
            var taken = text.Substring(at, end - at).Trim();
            at = end;
            return taken;
        }

        private static string[] Split(string words) => words.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);

        private int? End(int count)
        {
            var end = at;
            for (var word = 0; word < count; word++)
            {
                while (end < text.Length && IsBlank(end))
                    end++;
                if (end == text.Length)
                    return null;
                while (end < text.Length && !IsBlank(end))
                    end++;
            }

            return end;
        }

        private bool IsBlank(int index) => Array.IndexOf(Blanks, text[index]) >= 0;
    }
}
