using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Smarketing.Cli.Run.Feed;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>Reads a map file, and says everything that is wrong with it at once.</summary>
public sealed class ImportMapReader
{
    private readonly MapScope _scope;
    private readonly string _file;

    private ImportMapReader(string file)
    {
        _file = file;
        _scope = new MapScope(file);
    }

    /// <summary>Reads a map.</summary>
    /// <param name="file">The JSON file.</param>
    /// <param name="problems">What is wrong with it; empty when it can be used.</param>
    /// <returns>The map, or null with at least one problem.</returns>
    public static ImportMap? Read(string file, out IReadOnlyList<CsvProblem> problems)
    {
        var reader = new ImportMapReader(file);
        ImportMap? map = null;
        try
        {
            map = reader.Map(JsonPart.Parse(File.ReadAllBytes(file)));
        }
        catch (JsonException failure)
        {
            reader.Refuse(
                (int)(failure.LineNumber ?? 0) + 1,
                (int)(failure.BytePositionInLine ?? 0) + 1,
                "the map is not JSON: " + failure.Message.Split(" LineNumber:")[0],
                "mend it at this place; an editor that knows JSON shows it.");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            reader.Refuse(null, null, "there is no such map.", "check the path after --map.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            reader.Refuse(null, null, "the map cannot be read: " + failure.Message, "name a file you may read.");
        }

        problems = reader._scope.Problems;
        return problems.Count == 0 ? map : null;
    }

    private void Refuse(int? line, int? character, string reason, string remedy) =>
        _scope.Problems.Add(new CsvProblem(CsvProblemKind.Map, _file, line, character, null, reason, remedy));

    private ImportMap? Map(JsonPart root)
    {
        if (!_scope.Object(root, "$schema", "name", "asOf", "created", "key", "unknown", "data", "constants", "lead", "engagement", "outcome"))
        {
            return null;
        }

        var name = _scope.Text(_scope.Required(root, "name", "the source's name, part of every id"));
        var asOf = Instant(_scope.Required(root, "asOf", "the instant the file speaks of, such as \"2024-06-30T18:00:00Z\""));
        var created = Time(_scope.Required(root, "created", "when leads came in, such as { \"ageDays\": 60 }"));
        var unknown = new HashSet<string>(_scope.Words(MapScope.Member(root, "unknown")), StringComparer.OrdinalIgnoreCase) { string.Empty };
        var map = new ImportMap
        {
            File = _file,
            Name = name ?? "?",
            AsOf = asOf ?? default,
            Created = created ?? new TimeRule(),
            Key = _scope.Column(MapScope.Member(root, "key")),
            Unknown = unknown,
            DataFolder = Folder(MapScope.Member(root, "data")),
            Constants = Constants(MapScope.Member(root, "constants")),
            Lead = Lead(_scope.Required(root, "lead", "which columns become which lead columns")),
            Engagement = Items(MapScope.Member(root, "engagement")).Select(Engagement).OfType<EngagementRule>().ToList(),
            Outcome = Outcome(MapScope.Member(root, "outcome")),
            References = _scope.References,
        };
        foreach (var twice in map.Lead.Where(l => map.Constants.ContainsKey(l.Target)))
        {
            var at = MapScope.Member(MapScope.Member(root, "constants")!, twice.Target)!;
            _scope.Report(at, $"the lead column '{twice.Target}' has a constant and a column.", "keep one of the two.");
        }

        return map;
    }

    private DateTime? Instant(JsonPart? part)
    {
        if (_scope.Text(part) is not { } text)
        {
            return null;
        }

        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
        {
            return instant;
        }

        _scope.Report(part!, $"'{text}' is no date.", "write it as \"2024-06-30T18:00:00Z\".");
        return null;
    }

    private string? Folder(JsonPart? part)
    {
        if (_scope.Text(part) is not { } text)
        {
            return null;
        }

        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(_file))!, text));
        if (!Directory.Exists(folder))
        {
            _scope.Report(part!, $"there is no folder '{text}' beside the map.", "name a folder with data_schema.xml and data.xml, or leave it out for the starter model.");
        }

        return folder;
    }

    private Dictionary<string, ColumnValue> Constants(JsonPart? part)
    {
        var constants = new Dictionary<string, ColumnValue>(StringComparer.Ordinal);
        if (part is null || !_scope.Object(part))
        {
            return constants;
        }

        foreach (var (target, value) in part.Members)
        {
            // A bare text is text; anything else says its kind.
            var constant = value.Kind == JsonTokenType.String
                ? ColumnValue.Text(value.Text)
                : _scope.Object(value, "kind", "value")
                    && _scope.Word<ColumnKind>(_scope.Required(value, "kind", "what the lead column holds")) is { } kind
                    && _scope.Required(value, "value", "the value") is { } given
                        ? _scope.Value(given, kind)
                        : null;
            if (Target(target, value) && constant is { } known)
            {
                constants[target] = known;
            }
        }

        return constants;
    }

    private List<LeadColumnRule> Lead(JsonPart? part)
    {
        var rules = new List<LeadColumnRule>();
        if (part is null || !_scope.Object(part))
        {
            return rules;
        }

        foreach (var (target, value) in part.Members)
        {
            if (Target(target, value) && LeadColumn(target, value) is { } rule)
            {
                rules.Add(rule);
            }
        }

        return rules;
    }

    private LeadColumnRule? LeadColumn(string target, JsonPart part)
    {
        if (part.Kind == JsonTokenType.String)
        {
            return _scope.Column(part) is { } only ? new LeadColumnRule { Target = target, Columns = [only], Kind = ColumnKind.Text } : null;
        }

        if (!_scope.Object(part, "column", "kind", "values", "otherwise", "maxLength", "format"))
        {
            return null;
        }

        var columns = _scope.Texts(_scope.Required(part, "column", "the file's column")).Select(_scope.Column).OfType<ColumnReference>().ToList();
        var kind = MapScope.Member(part, "kind") is { } word ? _scope.Word<ColumnKind>(word) : ColumnKind.Text;
        if (kind is null || columns.Count == 0)
        {
            return null;
        }

        Dictionary<string, ColumnValue>? values = null;
        if (MapScope.Member(part, "values") is { } table && _scope.Object(table))
        {
            values = new(StringComparer.OrdinalIgnoreCase);
            foreach (var (text, value) in table.Members)
            {
                if (_scope.Value(value, kind.Value) is { } known)
                {
                    values[text.Trim()] = known;
                }
            }
        }
        else if (kind is ColumnKind.Choice)
        {
            _scope.Report(part, "a choice needs a table of values.", "add \"values\": { \"text in the file\": option value }.");
        }
        else if (kind is ColumnKind.Campaign)
        {
            _scope.Report(part, "campaigns cannot come from a file.", "leave the column out.");
        }

        return new LeadColumnRule
        {
            Target = target,
            Columns = columns,
            Kind = kind.Value,
            Values = values,
            Otherwise = MapScope.Member(part, "otherwise") is { } otherwise ? _scope.Value(otherwise, kind.Value) : null,
            MaxLength = (int?)_scope.Number(MapScope.Member(part, "maxLength"), 1, 1_048_576, whole: true),
            Formats = Formats(MapScope.Member(part, "format")),
        };
    }

    private EngagementRule? Engagement(JsonPart part)
    {
        if (!_scope.Object(part, "type", "channel", "content", "column", "values", "otherwise", "count", "when", "ageDays", "at"))
        {
            return null;
        }

        var time = Time(part, inside: true);
        var count = MapScope.Member(part, "count");
        var isCounted = count is not null && _scope.Object(count, "column", "per", "max");
        var rule = new EngagementRule
        {
            Age = time ?? new TimeRule(),
            CountColumn = isCounted ? _scope.Column(_scope.Required(count!, "column", "the column that says how many")) : null,
            Per = (isCounted ? _scope.Number(MapScope.Member(count!, "per"), 0.000001m, 1_000_000_000m) : null) ?? 1,
            Max = (int)((isCounted ? _scope.Number(_scope.Required(count!, "max", "the most events of a row"), 1, 1000, whole: true) : null) ?? 1),
            When = Items(MapScope.Member(part, "when")).Select(Condition).OfType<Condition>().ToList(),
        };
        if (MapScope.Member(part, "column") is not { } column)
        {
            return rule with { Kind = Kind(part) };
        }

        var values = new Dictionary<string, EngagementKind?>(StringComparer.OrdinalIgnoreCase);
        if (_scope.Required(part, "values", "what each text of the column means") is { } table && _scope.Object(table))
        {
            foreach (var (text, value) in table.Members)
            {
                values[text.Trim()] = value.Kind == JsonTokenType.Null || !_scope.Object(value, "type", "channel", "content") ? null : Kind(value);
            }
        }

        var otherwise = MapScope.Member(part, "otherwise");
        if (otherwise is not null && otherwise.Kind != JsonTokenType.Null)
        {
            _scope.Report(otherwise, "only null can be said here: texts that are not listed are no event.", "write null, or leave it out to refuse them.");
        }

        return rule with { ValueColumn = _scope.Column(column), Values = values, IgnoresOthers = otherwise is not null };
    }

    private EngagementKind? Kind(JsonPart part)
    {
        var type = _scope.Word<EngagementType>(_scope.Required(part, "type", "what was done"));
        var channel = _scope.Word<Channel>(_scope.Required(part, "channel", "where it was done"));
        var content = _scope.Text(MapScope.Member(part, "content"));
        return type is { } known && channel is { } where ? new EngagementKind(known, where, content) : null;
    }

    private Condition? Condition(JsonPart part)
    {
        if (!_scope.Object(part, "column", "atLeast", "atMost", "in"))
        {
            return null;
        }

        var column = _scope.Column(_scope.Required(part, "column", "the column to look at"));
        var words = MapScope.Member(part, "in");
        var condition = new Condition(
            column ?? new ColumnReference("?", part.Path, part.Line, part.Character),
            _scope.Number(MapScope.Member(part, "atLeast"), decimal.MinValue, decimal.MaxValue),
            _scope.Number(MapScope.Member(part, "atMost"), decimal.MinValue, decimal.MaxValue),
            words is null ? null : _scope.Words(words));
        if (part.Members.Count < 2)
        {
            _scope.Report(part, "the condition says nothing.", "add 'atLeast', 'atMost' or 'in'.");
        }

        return condition;
    }

    private OutcomeRule? Outcome(JsonPart? part)
    {
        if (part is null || !_scope.Object(part, "column", "won", "lost"))
        {
            return null;
        }

        var column = _scope.Column(_scope.Required(part, "column", "the column with the known outcome"));
        var won = _scope.Words(_scope.Required(part, "won", "the words for a customer"));
        var lost = _scope.Words(_scope.Required(part, "lost", "the words for none"));
        return column is null ? null : new OutcomeRule(column, won, lost);
    }

    private TimeRule? Time(JsonPart? part, bool inside = false)
    {
        if (part is null || (!inside && !_scope.Object(part, "ageDays", "at")))
        {
            return null;
        }

        if (MapScope.Member(part, "at") is { } at)
        {
            return _scope.Object(at, "column", "format")
                ? new TimeRule { Column = _scope.Column(_scope.Required(at, "column", "the column with the date")), Formats = Formats(MapScope.Member(at, "format")) }
                : null;
        }

        if (_scope.Required(part, "ageDays", "how many days before asOf; a number, or [from, to] to spread") is not { } age)
        {
            return null;
        }

        var ends = age.Kind == JsonTokenType.StartArray ? age.Items : [age];
        if (ends.Count is < 1 or > 2)
        {
            _scope.Report(age, "an age is one number or two.", "write 10, or [1, 30].");
            return null;
        }

        var from = _scope.Number(ends[0], 0, 36_500);
        var to = _scope.Number(ends[^1], 0, 36_500);
        if (from > to)
        {
            _scope.Report(age, "the age starts above its end.", "write the lower number first.");
        }

        return from is null || to is null ? null : new TimeRule { FromDays = (double)from.Value, ToDays = (double)to.Value };
    }

    private List<string> Formats(JsonPart? part) => _scope.Texts(part).Select(p => p.Text).ToList();

    private IReadOnlyList<JsonPart> Items(JsonPart? part)
    {
        if (part is null || part.Kind == JsonTokenType.StartArray)
        {
            return part?.Items ?? [];
        }

        _scope.Report(part, "a list belongs here.", "write [ … ].");
        return [];
    }

    private bool Target(string target, JsonPart at)
    {
        var isName = target.Length is > 0 and <= 100 && target.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_');
        if (!isName)
        {
            _scope.Report(at, $"'{target}' is no logical column name.", "write it in small letters, such as 'jobtitle'.");
        }
        else if (target.StartsWith("smk_", StringComparison.Ordinal))
        {
            _scope.Report(at, $"'{target}' is worked out by scoring and cannot be filled.", "map to a column of the standard table or of your own.");
            isName = false;
        }

        return isName;
    }
}
