using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>Reads the rules that make events.</summary>
internal sealed class EngagementRuleReader(MapScope scope)
{
    public EngagementRule? Read(JsonPart part)
    {
        if (!scope.Object(part, "type", "channel", "content", "column", "values", "otherwise", "count", "when", "ageDays", "at"))
        {
            return null;
        }

        var time = new TimeRuleReader(scope).Read(part, inside: true);
        var count = MapScope.Member(part, "count");
        var isCounted = count is not null && scope.Object(count, "column", "per", "max");
        var rule = new EngagementRule
        {
            Age = time ?? new TimeRule(),
            CountColumn = isCounted ? scope.Column(scope.Required(count!, "column", "the column that says how many")) : null,
            Per = (isCounted ? scope.Number(MapScope.Member(count!, "per"), 0.000001m, 1_000_000_000m) : null) ?? 1,
            Max = (int)((isCounted ? scope.Number(scope.Required(count!, "max", "the most events of a row"), 1, 1000, whole: true) : null) ?? 1),
            When = scope.Items(MapScope.Member(part, "when")).Select(Condition).OfType<Condition>().ToList(),
        };
        if (MapScope.Member(part, "column") is not { } column)
        {
            return rule with { Kind = Kind(part) };
        }

        var values = new Dictionary<string, EngagementKind?>(StringComparer.OrdinalIgnoreCase);
        if (scope.Required(part, "values", "what each text of the column means") is { } table && scope.Object(table))
        {
            foreach (var (text, value) in table.Members)
            {
                values[text.Trim()] = value.Kind == JsonTokenType.Null || !scope.Object(value, "type", "channel", "content") ? null : Kind(value);
            }
        }

        var otherwise = MapScope.Member(part, "otherwise");
        if (otherwise is not null && otherwise.Kind != JsonTokenType.Null)
        {
            scope.Report(otherwise, "only null can be said here: texts that are not listed are no event.", "write null, or leave it out to refuse them.");
        }

        return rule with { ValueColumn = scope.Column(column), Values = values, IgnoresOthers = otherwise is not null };
    }

    private EngagementKind? Kind(JsonPart part)
    {
        var type = scope.Word<EngagementType>(scope.Required(part, "type", "what was done"));
        var channel = scope.Word<Channel>(scope.Required(part, "channel", "where it was done"));
        var content = scope.Text(MapScope.Member(part, "content"));
        return type is { } known && channel is { } where ? new EngagementKind(known, where, content) : null;
    }

    private Condition? Condition(JsonPart part)
    {
        if (!scope.Object(part, "column", "atLeast", "atMost", "in"))
        {
            return null;
        }

        var column = scope.Column(scope.Required(part, "column", "the column to look at"));
        var words = MapScope.Member(part, "in");
        var condition = new Condition(
            column ?? new ColumnReference("?", part.Path, part.Line, part.Character),
            scope.Number(MapScope.Member(part, "atLeast"), decimal.MinValue, decimal.MaxValue),
            scope.Number(MapScope.Member(part, "atMost"), decimal.MinValue, decimal.MaxValue),
            words is null ? null : scope.Words(words));
        if (part.Members.Count < 2)
        {
            scope.Report(part, "the condition says nothing.", "add 'atLeast', 'atMost' or 'in'.");
        }

        return condition;
    }
}
