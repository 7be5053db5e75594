using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;
using Smarketing.LocalDataverse.Storage.Codecs;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>Checks the values of conditions against their columns and encodes them as they are stored.</summary>
/// <remarks>
/// QueryExpression values have the type of the column's content (an option's number, a lookup's id, an amount); FetchXML values are
/// text and are read as that type. A value of another type is refused rather than guessed at.
/// </remarks>
internal static class ConditionValue
{
    /// <summary>The one value of a condition.</summary>
    public static SqlValue Single(ConditionNode condition)
    {
        RequireCount(condition, 1);
        return Encode(condition, condition.Values[0]);
    }

    /// <summary>All values of a condition, at least one.</summary>
    public static IReadOnlyList<SqlValue> All(ConditionNode condition)
    {
        RequireAny(condition);
        return condition.Values.Select(v => Encode(condition, v)).ToArray();
    }

    /// <summary>The value as a number of days, hours or the like, at least 1.</summary>
    public static int Count(ConditionNode condition, string units)
    {
        RequireCount(condition, 1);
        var count = condition.Values[0] switch
        {
            int number => number,
            string text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            var value => throw Fault.WrongConditionValue(condition.Table.Layout.Table, condition.Column.Column, value, "System.Int32", $"Give the number of {units}."),
        };
        return count is >= 1 and <= 100_000
            ? count
            : throw Fault.InvalidQuery($"The condition on '{Name(condition)}' with {condition.Operator} asks for {count.ToString(CultureInfo.InvariantCulture)} {units}. Give 1 to 100000.");
    }

    /// <summary>The values as numbers of options, ascending, each once.</summary>
    public static IReadOnlyList<int> Options(ConditionNode condition)
    {
        RequireAny(condition);
        return condition.Values.Select(v => (int)Whole(condition, v ?? throw NullValue(condition), int.MinValue, int.MaxValue, "System.Int32")).Distinct().Order().ToArray();
    }

    /// <summary>The value as a calendar date; a time of day is cut off.</summary>
    public static DateTime Date(ConditionNode condition)
    {
        RequireCount(condition, 1);
        return condition.Values[0] switch
        {
            DateTime date => date.Date,
            string text => ParseDate(condition, text).Date,
            var value => throw Fault.WrongConditionValue(condition.Table.Layout.Table, condition.Column.Column, value, "System.DateTime", "Give a date."),
        };
    }

    /// <summary>Faults unless there are so many values.</summary>
    public static void RequireCount(ConditionNode condition, int count)
    {
        if (condition.Values.Count != count)
            throw Fault.InvalidQuery($"The condition on '{Name(condition)}' with {condition.Operator} takes {count.ToString(CultureInfo.InvariantCulture)} value(s) but has {condition.Values.Count.ToString(CultureInfo.InvariantCulture)}. For several values use In.");
    }

    /// <summary>Faults unless the column's values have an order that means something.</summary>
    public static void RequireOrdered(ConditionNode condition)
    {
        var column = condition.Column.Column;
        if (column.IsLookup || column.Type is ColumnType.Uniqueidentifier or ColumnType.Boolean or ColumnType.EntityName)
            throw Fault.InvalidQuery($"The operator {condition.Operator} cannot be used on '{Name(condition)}', which is {column.Type}. Use Equal, NotEqual, In or NotIn.");
    }

    /// <summary>The values as the set of options that is chosen, no more and no fewer.</summary>
    public static SqlValue Set(ConditionNode condition) => SqlValue.Of(ChoicesCodec.Text(Options(condition)));

    /// <summary>The one value as a set of options.</summary>
    public static SqlValue SetOfOne(ConditionNode condition)
    {
        RequireCount(condition, 1);
        return Set(condition);
    }

    private static void RequireAny(ConditionNode condition)
    {
        if (condition.Values.Count == 0)
            throw Fault.InvalidQuery($"The condition on '{Name(condition)}' with {condition.Operator} has no values. Give at least one, or leave the condition out.");
    }

    private static Exception NullValue(ConditionNode condition) =>
        Fault.InvalidQuery($"A value of the condition on '{Name(condition)}' with {condition.Operator} is null. Use the operators Null and NotNull to look for empty columns.");

    private static SqlValue Encode(ConditionNode condition, object? value)
    {
        if (value is null)
            throw NullValue(condition);
        var column = condition.Column.Column;
        return column.Type switch
        {
            ColumnType.Boolean => SqlValue.Of(Boolean(condition, value)),
            ColumnType.Integer or ColumnType.Picklist or ColumnType.State or ColumnType.Status => SqlValue.Of((int)Whole(condition, value, int.MinValue, int.MaxValue, "System.Int32")),
            ColumnType.BigInt => SqlValue.Of(Whole(condition, value, long.MinValue, long.MaxValue, "System.Int64")),
            ColumnType.Decimal => Scaled(Number(condition, value), ((DecimalCodec)condition.Column.Codec).Scale),
            ColumnType.Money => Scaled(Number(condition, value), MoneyCodec.Scale),
            ColumnType.Double => SqlValue.Of((double)Number(condition, value)),
            ColumnType.String or ColumnType.Memo or ColumnType.EntityName => value is string text
                ? Text(condition, text)
                : throw Wrong(condition, value, "System.String", "Give text."),
            ColumnType.DateTime => SqlValue.Of(Time(condition, value)),
            ColumnType.Uniqueidentifier or ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner => SqlValue.Of(Id(condition, value)),
            _ => throw Unsupported.ConditionOn(condition.Table.LogicalName, column),
        };
    }

    private static SqlValue Text(ConditionNode condition, string text) => TextCodec.IsUnicode(text)
        ? SqlValue.Of(text)
        : throw Fault.InvalidQuery($"The value of the condition on '{Name(condition)}' with {condition.Operator} has half of a surrogate pair. Cut texts between characters, not within one.");

    private static bool Boolean(ConditionNode condition, object value) => value switch
    {
        bool flag => flag,
        int and (0 or 1) => (int)value == 1,
        string text when condition.IsText => text switch
        {
            "1" or "true" or "True" => true,
            "0" or "false" or "False" => false,
            _ => throw Unreadable(condition, text, "System.Boolean (0, 1, true or false)"),
        },
        _ => throw Wrong(condition, value, "System.Boolean", "Give true or false."),
    };

    private static long Whole(ConditionNode condition, object value, long min, long max, string expected)
    {
        long? number = value switch
        {
            int i => i,
            long l => l,
            short s => s,
            byte b => b,
            string text when condition.IsText => long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var parsed)
                ? parsed
                : throw Unreadable(condition, text, expected),
            _ => null,
        };
        return number >= min && number <= max
            ? number.Value
            : throw Wrong(condition, value, expected, value is OptionSetValue or Enum ? "Give the option's number, not the option." : "Give a whole number.");
    }

    private static decimal Number(ConditionNode condition, object value)
    {
        switch (value)
        {
            case decimal d: return d;
            case int i: return i;
            case long l: return l;
            case double f when Math.Abs(f) < 7e27: return (decimal)f;
            case string text when condition.IsText:
                return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : throw Unreadable(condition, text, "System.Decimal");
            default: throw Wrong(condition, value, "System.Decimal", value is Money ? "Give the amount (Money.Value)." : "Give a number.");
        }
    }

    // A number with more places than are stored lies between two stored values; as a fraction it still compares rightly.
    private static SqlValue Scaled(decimal value, int scale)
    {
        if (Math.Abs(value) > long.MaxValue / ScaledDecimal.Power(scale))
            return SqlValue.Of((double)value * (double)ScaledDecimal.Power(scale));
        var scaled = value * ScaledDecimal.Power(scale);
        return scaled == decimal.Truncate(scaled) ? SqlValue.Of((long)scaled) : SqlValue.Of((double)decimal.Truncate(scaled) + (scaled > 0 ? 0.5 : -0.5));
    }

    private static string Time(ConditionNode condition, object value)
    {
        var time = value switch
        {
            DateTime given => given,
            string text => ParseDate(condition, text),
            _ => throw Wrong(condition, value, "System.DateTime", "Give a date."),
        };
        if (condition.Column.Column.DateTimeBehavior == DateTimeBehavior.UserLocal && time.Kind == DateTimeKind.Local)
            time = time.ToUniversalTime();

        // A fraction sorts behind its second, which is all that is stored.
        return time.Ticks % TimeSpan.TicksPerSecond == 0 ? DateTimeCodec.Text(time) : DateTimeCodec.Text(time) + ".";
    }

    private static DateTime ParseDate(ConditionNode condition, string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces, out var time)
            ? time
            : throw Unreadable(condition, text, "System.DateTime (e.g. 2026-03-29 or 2026-03-29T13:45:00Z)");

    private static Guid Id(ConditionNode condition, object value) => value switch
    {
        Guid id => id,
        string text => Guid.TryParse(text, out var id) ? id : throw Unreadable(condition, text, "System.Guid"),
        _ => throw Wrong(condition, value, "System.Guid", value is EntityReference ? "Give the Id of the reference." : "Give an id."),
    };

    private static Exception Wrong(ConditionNode condition, object value, string expected, string remedy) =>
        Fault.WrongConditionValue(condition.Table.Layout.Table, condition.Column.Column, value, expected, remedy);

    private static Exception Unreadable(ConditionNode condition, string text, string expected) =>
        Fault.UnreadableConditionValue(condition.Table.Layout.Table, condition.Column.Column, text, expected);

    private static string Name(ConditionNode condition) => $"{condition.Table.LogicalName}.{condition.Column.Column.LogicalName}";
}
