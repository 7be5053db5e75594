using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Smarketing.Cli.Run.Feed;
using Smarketing.Cli.Solutions;

using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>Turns rows into leads as a map says. A cell that does not fit makes the row bad, never the run.</summary>
public sealed class RowMapper
{
    // Nothing looser: 03/04/2026 is a day in March or in April, and only a format in the map can say which.
    private static readonly string[] Iso =
        ["yyyy-MM-dd", .. from separator in new[] { "'T'", "' '" } from time in new[] { "HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF" } select $"yyyy-MM-dd{separator}{time}K"];

    private readonly ImportMap _map;
    private readonly string _file;
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);

    private RowMapper(ImportMap map, CsvFile file)
    {
        _map = map;
        _file = file.Name;
        for (var i = 0; i < file.Header.Count; i++)
        {
            _columns.TryAdd(file.Header[i], i);
        }
    }

    /// <summary>Joins a map and a file; every column the map speaks of has to be there.</summary>
    public static RowMapper? Create(ImportMap map, CsvFile file, out IReadOnlyList<CsvProblem> problems)
    {
        var mapper = new RowMapper(map, file);
        problems = map.References
            .Where(r => !mapper._columns.ContainsKey(r.Name))
            .Select(r => new CsvProblem(
                CsvProblemKind.Map,
                map.File,
                r.Line,
                r.Character,
                r.Path,
                $"the column '{r.Name}' is not in {file.Name}{MapScope.DidYouMean(r.Name, file.Header)}.",
                "name one of its columns: " + MapScope.List(file.Header) + "."))
            .ToList();
        return problems.Count == 0 ? mapper : null;
    }

    /// <summary>The lead of a row, or what is wrong with the row.</summary>
    public LeadInput Map(CsvLine row)
    {
        if (row.Problem is { } broken)
        {
            return new LeadInput(null, broken);
        }

        try
        {
            return new LeadInput(Lead(row), null);
        }
        catch (CellException failure)
        {
            return new LeadInput(null, failure.Problem);
        }
    }

    private LeadRecord Lead(CsvLine row)
    {
        var key = _map.Key is { } column
            ? Cell(row, column) ?? throw Fault(row, column, "the key is not known.", "give every row its own key, or map another key column.")
            : "line " + row.Line.ToString(CultureInfo.InvariantCulture);
        var createdOn = Time(row, _map.Created, key, 0, 0, 1);
        if (createdOn > _map.AsOf)
        {
            throw Fault(row, _map.Created.Column!, "the lead comes in after the map's asOf.", "correct the date, or set a later asOf.");
        }

        var columns = new Dictionary<string, ColumnValue>(_map.Constants, StringComparer.Ordinal);
        foreach (var rule in _map.Lead)
        {
            if (Value(row, rule) is { } value)
            {
                columns[rule.Target] = value;
            }
        }

        return new LeadRecord
        {
            Key = key,
            Id = StableId.Of($"lead:{_map.Name}:{key}"),
            CreatedOn = createdOn,
            Columns = columns,
            Engagements = Engagements(row, key),
            Converted = Outcome(row),
            File = _file,
            Line = row.Line,
        };
    }

    private ColumnValue? Value(CsvLine row, LeadColumnRule rule)
    {
        (ColumnReference Column, string Text)? unlisted = null;
        foreach (var column in rule.Columns)
        {
            if (Cell(row, column) is not { } text)
            {
                continue;
            }

            if (rule.Values is null)
            {
                return Plain(row, column, text, rule);
            }

            if (rule.Values.TryGetValue(text, out var value))
            {
                return value;
            }

            unlisted ??= (column, text);
        }

        return unlisted is not { } open ? null
            : rule.Otherwise ?? throw Fault(row, open.Column, $"'{Short(open.Text)}' is not in the map's table of values for '{rule.Target}'.", "add it to the table, or an 'otherwise'.");
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private ColumnValue Plain(CsvLine row, ColumnReference column, string text, LeadColumnRule rule)
    {
        switch (rule.Kind)
        {
            case ColumnKind.Integer:
                return Number(row, column, text) is var whole && whole == decimal.Truncate(whole) && Math.Abs(whole) <= int.MaxValue
                    ? ColumnValue.Integer((int)whole)
                    : throw Fault(row, column, $"'{Short(text)}' is no whole number in range.", "write a whole number such as 250.");
            case ColumnKind.Decimal:
                return ColumnValue.Decimal(Number(row, column, text));
            case ColumnKind.Money:
                return ColumnValue.Money(Number(row, column, text));
            case ColumnKind.Boolean:
                return text.ToUpperInvariant() switch
                {
                    "YES" or "TRUE" or "1" or "OUI" or "VRAI" => ColumnValue.Boolean(true),
                    "NO" or "FALSE" or "0" or "NON" or "FAUX" => ColumnValue.Boolean(false),
                    _ => throw Fault(row, column, $"'{Short(text)}' is neither yes nor no.", "write yes or no, or give the map a table of values."),
                };
            case ColumnKind.Date:
                return ColumnValue.Date(Date(row, column, text, rule.Formats));
            default:
                return ColumnValue.Text(rule.MaxLength is { } most && text.Length > most ? text[..most] : text);
        }
    }

    private List<EngagementRecord> Engagements(CsvLine row, string key)
    {
        var events = new List<EngagementRecord>();
        for (var r = 0; r < _map.Engagement.Count; r++)
        {
            var rule = _map.Engagement[r];
            if (!rule.When.All(c => Holds(row, c)) || Kind(row, rule) is not { } kind)
            {
                continue;
            }

            var count = Count(row, rule);
            for (var n = 0; n < count; n++)
            {
                var occurredOn = Time(row, rule.Age, key, r + 1, n, count);
                events.Add(new EngagementRecord($"{_map.Name}:{key}:{r}:{n}", occurredOn, occurredOn < _map.AsOf ? occurredOn : _map.AsOf, kind.Type, kind.Channel, kind.Content, null));
            }
        }

        return events;
    }

    private EngagementKind? Kind(CsvLine row, EngagementRule rule)
    {
        if (rule.ValueColumn is not { } column)
        {
            return rule.Kind;
        }

        if (Cell(row, column) is not { } text || rule.Values.TryGetValue(text, out var kind) && kind is null)
        {
            return null;
        }

        return rule.Values.TryGetValue(text, out kind) || rule.IgnoresOthers
            ? kind
            : throw Fault(row, column, $"'{Short(text)}' is not in the map's table of events.", "add it to the table (null for no event), or \"otherwise\": null.");
    }

    private int Count(CsvLine row, EngagementRule rule)
    {
        if (rule.CountColumn is not { } column)
        {
            return 1;
        }

        if (Cell(row, column) is not { } text)
        {
            return 0;
        }

        var number = Number(row, column, text);
        return number < 0
            ? throw Fault(row, column, $"'{Short(text)}' is below zero.", "a count is 0 or more.")
            : (int)Math.Min(rule.Max, decimal.Floor(number / rule.Per));
    }

    private bool Holds(CsvLine row, Condition condition)
    {
        if (Cell(row, condition.Column) is not { } text)
        {
            return false;
        }

        if (condition.In is not null && !condition.In.Contains(text))
        {
            return false;
        }

        if (condition.AtLeast is null && condition.AtMost is null)
        {
            return true;
        }

        var number = Number(row, condition.Column, text);
        return (condition.AtLeast is not { } least || number >= least) && (condition.AtMost is not { } most || number <= most);
    }

    private bool? Outcome(CsvLine row)
    {
        if (_map.Outcome is not { } rule || Cell(row, rule.Column) is not { } text)
        {
            return null;
        }

        return rule.Won.Contains(text) ? true
            : rule.Lost.Contains(text) ? false
            : throw Fault(row, rule.Column, $"'{Short(text)}' is neither a won nor a lost outcome.", "add it to 'won' or 'lost' in the map, or to 'unknown'.");
    }

    private DateTime Time(CsvLine row, TimeRule rule, string key, int salt, int n, int count)
    {
        if (rule.Column is { } column)
        {
            return Cell(row, column) is { } text
                ? Date(row, column, text, rule.Formats)
                : throw Fault(row, column, "the date is not known.", "fill it in, or map an age in days instead.");
        }

        // The nth of several events falls into the nth part of the span, so that they do not crowd by chance.
        var share = (n + StableHash.Fraction(key, salt, n)) / count;
        var age = rule.FromDays + ((rule.ToDays - rule.FromDays) * share);
        return _map.AsOf.AddSeconds(-Math.Round(age * 86_400));
    }

    private DateTime Date(CsvLine row, ColumnReference column, string text, IReadOnlyList<string> formats)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        DateTime date;
        var isDate = formats.Count > 0
            ? DateTime.TryParseExact(text, formats.ToArray(), CultureInfo.InvariantCulture, Utc, out date)
            : DateTime.TryParseExact(text, Iso, CultureInfo.InvariantCulture, Utc, out date);
        if (isDate && date.Year is < 1900 or >= 9000)
        {
            throw Fault(row, column, $"'{Short(text)}' lies outside the years 1900 to 8999.", "correct the date.");
        }

        return isDate
            ? date
            : throw Fault(row, column, $"'{Short(text)}' is no date.", formats.Count > 0 ? "write it as " + string.Join(" or ", formats) + "." : "write it as 2024-06-30, or give the map a format.");
    }

    private decimal Number(CsvLine row, ColumnReference column, string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Fault(row, column, $"the text '{Short(text)}' stands where a number belongs.", "write a number such as 12 or 3.5.");

    /// <summary>The cell, trimmed; null when it says that nothing is known.</summary>
    private string? Cell(CsvLine row, ColumnReference column)
    {
        var text = row.Fields[_columns[column.Name]].Trim();
        return _map.Unknown.Contains(text) ? null : text;
    }

    private CellException Fault(CsvLine row, ColumnReference column, string reason, string remedy) =>
        new(new CsvProblem(CsvProblemKind.Row, _file, row.Line, _columns[column.Name] + 1, column.Name, reason, remedy));

    // Bad cells are rare and stop a row half-way through: one throw inside this class keeps the rules readable.
    private sealed class CellException(CsvProblem problem) : Exception
    {
        public CsvProblem Problem { get; } = problem;
    }
}
