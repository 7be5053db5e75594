using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>
/// What a condition keeps, said once more without SQL: values as objects, days as dates on the wall of the user. It knows nothing of the
/// code it checks.
/// </summary>
internal sealed class NaiveCondition(TimeZoneInfo zone, DateTime utcNow, Guid user, IReadOnlyCollection<Guid> teams, DayOfWeek weekStart)
{
    private static readonly string[] WithoutZone = ["smk_day", "smk_clock"];

    private DateTime Today => Local(utcNow).Date;

    /// <summary>The content of a column: the number of an option, the id of a lookup, the amount; null when empty.</summary>
    public static object? Content(Entity? row, string column) => row?.Attributes.TryGetValue(column, out var raw) == true ? Content(raw) : null;

    public static object? Content(object? raw) => raw switch
    {
        null or "" => null,
        Money m => m.Value,
        OptionSetValue o => o.Value,
        EntityReference r => r.Id,
        OptionSetValueCollection { Count: 0 } => null,
        _ => raw,
    };

    public bool Keeps(ConditionExpression condition, Entity? row)
    {
        var value = Content(row, condition.AttributeName);
        if (condition.CompareColumns)
            return Compares(condition.Operator, value, Content(row, (string)condition.Values[0]));
        var values = condition.Values;
        if (value is OptionSetValueCollection chosen)
            value = string.Join(",", chosen.Select(o => o.Value).Distinct().Order());
        return condition.Operator switch
        {
            ConditionOperator.Null => value is null,
            ConditionOperator.NotNull => value is not null,
            ConditionOperator.Equal or ConditionOperator.NotEqual or ConditionOperator.GreaterThan or ConditionOperator.GreaterEqual or ConditionOperator.LessThan or ConditionOperator.LessEqual =>
                value is null ? condition.Operator == ConditionOperator.NotEqual : Compares(condition.Operator, value, values[0]),
            ConditionOperator.In => value is not null && values.Any(v => Compare(value, v) == 0),
            ConditionOperator.NotIn => value is null || values.All(v => Compare(value, v) != 0),
            ConditionOperator.Between => value is not null && Compare(value, values[0]) >= 0 && Compare(value, values[1]) <= 0,
            ConditionOperator.NotBetween => value is not null && (Compare(value, values[0]) < 0 || Compare(value, values[1]) > 0),
            ConditionOperator.Like => value is string s && Like(s, (string)values[0]),
            ConditionOperator.NotLike => value is not string s || !Like(s, (string)values[0]),
            ConditionOperator.BeginsWith => value is string s && Like(s, values[0] + "%"),
            ConditionOperator.DoesNotBeginWith => value is not string s || !Like(s, values[0] + "%"),
            ConditionOperator.EndsWith => value is string s && Like(s, "%" + values[0]),
            ConditionOperator.DoesNotEndWith => value is not string s || !Like(s, "%" + values[0]),
            ConditionOperator.Contains => value is string s && Like(s, "%" + values[0] + "%"),
            ConditionOperator.DoesNotContain => value is not string s || !Like(s, "%" + values[0] + "%"),
            ConditionOperator.ContainValues => value is string s && values.Any(v => s.Split(',').Contains(v.ToString())),
            ConditionOperator.DoesNotContainValues => value is not string s || !values.Any(v => s.Split(',').Contains(v.ToString())),
            ConditionOperator.EqualUserId => Equals(value, user),
            ConditionOperator.NotEqualUserId => !Equals(value, user),
            ConditionOperator.EqualUserTeams => value is Guid id && teams.Contains(id),
            ConditionOperator.EqualUserOrUserTeams => value is Guid id && (id == user || teams.Contains(id)),
            ConditionOperator.NotOn => value is not DateTime t || Day(condition, t) != ((DateTime)values[0]).Date,
            _ => value is DateTime time && KeepsTime(condition, time, values.Count > 0 ? values[0] : null),
        };
    }

    /// <summary>Order of two contents as the platform has it: text without case, accents and spaces at the end.</summary>
    public static int Compare(object a, object b) => a switch
    {
        string s => string.CompareOrdinal(Plain(s).TrimEnd(' '), Plain(b.ToString()!).TrimEnd(' ')),
        double d => d.CompareTo(Convert.ToDouble(b, CultureInfo.InvariantCulture)),
        int or long => Convert.ToInt64(a, CultureInfo.InvariantCulture).CompareTo(Convert.ToInt64(b, CultureInfo.InvariantCulture)),
        Guid g => string.CompareOrdinal(g.ToString("N"), ((Guid)b).ToString("N")),
        _ => ((IComparable)a).CompareTo(b),
    };

    public static string Plain(string text) => new(text.Replace("Œ", "oe", StringComparison.Ordinal).Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark).Select(char.ToLowerInvariant).ToArray());

    public DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);

    private static bool Compares(ConditionOperator op, object? a, object? b)
    {
        if (op == ConditionOperator.NotEqual)
            return a is null || (b is not null && Compare(a, b) != 0);
        if (a is null || b is null)
            return false;
        var order = Compare(a, b);
        return op switch
        {
            ConditionOperator.Equal => order == 0,
            ConditionOperator.GreaterThan => order > 0,
            ConditionOperator.GreaterEqual => order >= 0,
            ConditionOperator.LessThan => order < 0,
            _ => order <= 0,
        };
    }

    private bool KeepsTime(ConditionExpression condition, DateTime time, object? value)
    {
        var day = Day(condition, time);
        var count = value is int number ? number : 7;
        var now = condition.AttributeName == "smk_day" ? Today : condition.AttributeName == "smk_clock" ? Local(utcNow) : utcNow;
        var past = time <= now;
        var future = time >= now;
        return condition.Operator switch
        {
            ConditionOperator.On => day == ((DateTime)value!).Date,
            ConditionOperator.OnOrBefore => day <= ((DateTime)value!).Date,
            ConditionOperator.OnOrAfter => day >= ((DateTime)value!).Date,
            ConditionOperator.Yesterday => day == Today.AddDays(-1),
            ConditionOperator.Today => day == Today,
            ConditionOperator.Tomorrow => day == Today.AddDays(1),
            ConditionOperator.LastWeek => Week(day) == Week(Today).AddDays(-7),
            ConditionOperator.ThisWeek => Week(day) == Week(Today),
            ConditionOperator.NextWeek => Week(day) == Week(Today).AddDays(7),
            ConditionOperator.LastMonth => Month(day) == Month(Today) - 1,
            ConditionOperator.ThisMonth => Month(day) == Month(Today),
            ConditionOperator.NextMonth => Month(day) == Month(Today) + 1,
            ConditionOperator.LastYear => day.Year == Today.Year - 1,
            ConditionOperator.ThisYear => day.Year == Today.Year,
            ConditionOperator.NextYear => day.Year == Today.Year + 1,
            ConditionOperator.Last7Days or ConditionOperator.LastXDays => past && day >= Today.AddDays(-count),
            ConditionOperator.LastXWeeks => past && day >= Today.AddDays(-7 * count),
            ConditionOperator.LastXMonths => past && day >= Today.AddMonths(-count),
            ConditionOperator.LastXYears => past && day >= Today.AddYears(-count),
            ConditionOperator.Next7Days or ConditionOperator.NextXDays => future && day <= Today.AddDays(count),
            ConditionOperator.NextXWeeks => future && day <= Today.AddDays(7 * count),
            ConditionOperator.NextXMonths => future && day <= Today.AddMonths(count),
            ConditionOperator.NextXYears => future && day <= Today.AddYears(count),
            ConditionOperator.LastXHours => past && time >= utcNow.AddHours(-count),
            ConditionOperator.NextXHours => future && time <= utcNow.AddHours(count),
            ConditionOperator.OlderThanXMinutes => time < utcNow.AddMinutes(-count),
            ConditionOperator.OlderThanXHours => time < utcNow.AddHours(-count),
            ConditionOperator.OlderThanXDays => day < Today.AddDays(-count),
            ConditionOperator.OlderThanXWeeks => day < Today.AddDays(-7 * count),
            ConditionOperator.OlderThanXMonths => day < Today.AddMonths(-count),
            ConditionOperator.OlderThanXYears => day < Today.AddYears(-count),
            _ => throw new NotSupportedException(condition.Operator.ToString()),
        };
    }

    private DateTime Day(ConditionExpression condition, DateTime time) => WithoutZone.Contains(condition.AttributeName) ? time.Date : Local(time).Date;

    private DateTime Week(DateTime day)
    {
        while (day.DayOfWeek != weekStart)
            day = day.AddDays(-1);
        return day;
    }

    private static int Month(DateTime day) => (day.Year * 12) + day.Month;

    private static bool Like(string text, string pattern)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            var close = pattern[i] == '[' ? pattern.IndexOf(']', i + 2) : -1;
            regex.Append(pattern[i] switch
            {
                '%' => ".*",
                '_' => ".",
                _ when close > 0 => pattern[i..(close + 1)].Replace("[[", "[\\[", StringComparison.Ordinal),
                var c => Regex.Escape(c.ToString()),
            });
            i = close > 0 ? close : i;
        }

        return Regex.IsMatch(Plain(text), Plain(regex.Append('$').ToString()), RegexOptions.Singleline);
    }
}
