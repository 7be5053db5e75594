using System.Text.Json;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>Reads when things happened.</summary>
internal sealed class TimeRuleReader(MapScope scope)
{
    /// <summary>An object with <c>at</c> or <c>ageDays</c>.</summary>
    /// <param name="part">The object.</param>
    /// <param name="inside">Whether it holds other settings too, which are read elsewhere.</param>
    public TimeRule? Read(JsonPart? part, bool inside = false)
    {
        if (part is null || (!inside && !scope.Object(part, "ageDays", "at")))
        {
            return null;
        }

        if (MapScope.Member(part, "at") is { } at)
        {
            return scope.Object(at, "column", "format")
                ? new TimeRule { Column = scope.Column(scope.Required(at, "column", "the column with the date")), Formats = scope.Formats(MapScope.Member(at, "format")) }
                : null;
        }

        if (scope.Required(part, "ageDays", "how many days before asOf; a number, or [from, to] to spread") is not { } age)
        {
            return null;
        }

        var ends = age.Kind == JsonTokenType.StartArray ? age.Items : [age];
        if (ends.Count is < 1 or > 2)
        {
            scope.Report(age, "an age is one number or two.", "write 10, or [1, 30].");
            return null;
        }

        var from = scope.Number(ends[0], 0, 36_500);
        var to = ends.Count == 1 ? from : scope.Number(ends[1], 0, 36_500);
        if (from > to)
        {
            scope.Report(age, "the age starts above its end.", "write the lower number first.");
        }

        return from is null || to is null ? null : new TimeRule { FromDays = (double)from.Value, ToDays = (double)to.Value };
    }
}
