using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Smarketing.Cli.Run.Feed;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>Reads how lead columns are filled.</summary>
internal sealed class LeadColumnReader(MapScope scope)
{
    public Dictionary<string, ColumnValue> Constants(JsonPart? part)
    {
        var constants = new Dictionary<string, ColumnValue>(StringComparer.Ordinal);
        if (part is null || !scope.Object(part))
        {
            return constants;
        }

        foreach (var (target, value) in part.Members)
        {
            // A bare text is text; anything else says its kind.
            var constant = value.Kind == JsonTokenType.String
                ? ColumnValue.Text(value.Text)
                : scope.Object(value, "kind", "value")
                    && scope.Word<ColumnKind>(scope.Required(value, "kind", "what the lead column holds")) is { } kind
                    && scope.Required(value, "value", "the value") is { } given
                        ? scope.Value(given, kind)
                        : null;
            if (Target(target, value) && constant is { } known)
            {
                constants[target] = known;
                Fills(target, known.Kind, value);
            }
        }

        return constants;
    }

    public List<LeadColumnRule> Rules(JsonPart? part)
    {
        var rules = new List<LeadColumnRule>();
        if (part is null || !scope.Object(part))
        {
            return rules;
        }

        foreach (var (target, value) in part.Members)
        {
            if (Target(target, value) && LeadColumn(target, value) is { } rule)
            {
                rules.Add(rule);
                Fills(target, rule.Kind, value);
            }
        }

        return rules;
    }

    private LeadColumnRule? LeadColumn(string target, JsonPart part)
    {
        if (part.Kind == JsonTokenType.String)
        {
            return scope.Column(part) is { } only ? new LeadColumnRule { Target = target, Columns = [only], Kind = ColumnKind.Text } : null;
        }

        if (!scope.Object(part, "column", "kind", "values", "otherwise", "maxLength", "format"))
        {
            return null;
        }

        var columns = scope.Texts(scope.Required(part, "column", "the file's column")).Select(scope.Column).OfType<ColumnReference>().ToList();
        var kind = MapScope.Member(part, "kind") is { } word ? scope.Word<ColumnKind>(word) : ColumnKind.Text;
        if (kind is null || columns.Count == 0)
        {
            return null;
        }

        Dictionary<string, ColumnValue>? values = null;
        if (MapScope.Member(part, "values") is { } table && scope.Object(table))
        {
            values = new(StringComparer.OrdinalIgnoreCase);
            foreach (var (text, value) in table.Members)
            {
                if (scope.Value(value, kind.Value) is { } known)
                {
                    values[text.Trim()] = known;
                }
            }
        }
        else if (kind is ColumnKind.Choice)
        {
            scope.Report(part, "a choice needs a table of values.", "add \"values\": { \"text in the file\": option value }.");
        }
        else if (kind is ColumnKind.Campaign)
        {
            scope.Report(part, "campaigns cannot come from a file.", "leave the column out.");
        }

        return new LeadColumnRule
        {
            Target = target,
            Columns = columns,
            Kind = kind.Value,
            Values = values,
            Otherwise = MapScope.Member(part, "otherwise") is { } otherwise ? scope.Value(otherwise, kind.Value) : null,
            MaxLength = (int?)scope.Number(MapScope.Member(part, "maxLength"), 1, 1_048_576, whole: true),
            Formats = scope.Formats(MapScope.Member(part, "format")),
        };
    }

    private void Fills(string target, ColumnKind kind, JsonPart at) =>
        scope.Targets.Add(new TargetReference(target, kind, at.Path, at.Line, at.Character));

    private bool Target(string target, JsonPart at)
    {
        var isName = target.Length is > 0 and <= 100 && target.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_');
        if (!isName)
        {
            scope.Report(at, $"'{target}' is no logical column name.", "write it in small letters, such as 'jobtitle'.");
        }
        else if (target.StartsWith("smk_", StringComparison.Ordinal))
        {
            scope.Report(at, $"'{target}' is worked out by scoring and cannot be filled.", "map to a column of the standard table or of your own.");
            isName = false;
        }

        return isName;
    }
}
