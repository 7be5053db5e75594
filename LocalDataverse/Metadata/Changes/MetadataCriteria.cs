using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk.Metadata.Query;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.Metadata.Changes;

/// <summary>Decides whether metadata satisfies the criteria of a RetrieveMetadataChanges query.</summary>
internal static class MetadataCriteria
{
    /// <summary>Refuses criteria that name what no class of the kind has, or what cannot be compared.</summary>
    public static void Check(MetadataFilterExpression? filter, Type kind)
    {
        if (filter is null)
            return;
        foreach (var condition in filter.Conditions)
            Check(condition, kind);
        foreach (var inner in filter.Filters)
            Check(inner, kind);
    }

    /// <summary>Whether an item satisfies a filter; no filter is satisfied by all.</summary>
    public static bool Matches(object item, MetadataFilterExpression? filter)
    {
        if (filter is null || filter.Conditions.Count + filter.Filters.Count == 0)
            return true;
        var parts = filter.Conditions.Select(c => Matches(item, c)).Concat(filter.Filters.Select(f => Matches(item, f)));
        return filter.FilterOperator == LogicalOperator.Or ? parts.Any(p => p) : parts.All(p => p);
    }

    private static void Check(MetadataConditionExpression condition, Type kind)
    {
        var properties = MetadataShape.Family(kind).Select(t => MetadataShape.Of(t).GetValueOrDefault(condition.PropertyName ?? "")).OfType<System.Reflection.PropertyInfo>().ToList();
        if (properties.Count == 0)
            throw Fault.InvalidArgument($"'{condition.PropertyName}' is no property of {kind.Name}. Names mind their case: LogicalName, IsCustomEntity.");
        if (!properties.Exists(p => MetadataShape.IsSimple(p.PropertyType)))
            throw Fault.InvalidArgument($"The property '{condition.PropertyName}' of {kind.Name} is a {properties[0].PropertyType.Name}, which criteria cannot compare. Use a property that holds a text, number, flag, id or enumeration.");
        var isList = condition.Value is IEnumerable and not string;
        if (condition.ConditionOperator is MetadataConditionOperator.In or MetadataConditionOperator.NotIn != isList)
            throw Fault.InvalidArgument($"The condition on '{condition.PropertyName}' with {condition.ConditionOperator} {(isList ? "takes a single value, not an array. Use In or NotIn" : "takes an array of values")}.");
        if (condition.ConditionOperator is MetadataConditionOperator.GreaterThan or MetadataConditionOperator.LessThan && condition.Value is not (int or long or short or decimal or double or DateTime))
            throw Fault.InvalidArgument($"The condition on '{condition.PropertyName}' with {condition.ConditionOperator} takes a number or a date.");
    }

    private static bool Matches(object item, MetadataConditionExpression condition)
    {
        var actual = MetadataShape.Of(item.GetType()).TryGetValue(condition.PropertyName, out var property)
            ? MetadataShape.Simple(property.GetValue(item), out _)
            : null;
        return condition.ConditionOperator switch
        {
            MetadataConditionOperator.Equals => Same(actual, condition.Value),
            MetadataConditionOperator.NotEquals => !Same(actual, condition.Value),
            MetadataConditionOperator.In => ((IEnumerable)condition.Value).Cast<object>().Any(v => Same(actual, v)),
            MetadataConditionOperator.NotIn => !((IEnumerable)condition.Value).Cast<object>().Any(v => Same(actual, v)),
            MetadataConditionOperator.GreaterThan => Compare(actual, condition.Value) > 0,
            _ => Compare(actual, condition.Value) < 0,
        };
    }

    /// <summary>Whether a value of a property is the one wanted: enumerations go by value, number or name.</summary>
    public static bool Same(object? actual, object? wanted)
    {
        wanted = MetadataShape.Simple(wanted, out _);
        if (actual is null || wanted is null)
            return actual is null && wanted is null;
        if (actual is Enum named)
            return wanted is string name ? string.Equals(named.ToString(), name, StringComparison.Ordinal) : wanted is Enum or int && Number(named) == Number(wanted);
        if (IsNumber(actual) && IsNumber(wanted))
            return Number(actual) == Number(wanted);
        if (actual is Guid id && wanted is string text)
            return Guid.TryParse(text, out var given) && given == id;
        return actual.Equals(wanted);
    }

    /// <summary>How two numbers or dates stand to each other; null when they cannot be compared.</summary>
    public static int? Compare(object? actual, object? wanted) => (actual, wanted) switch
    {
        (DateTime a, DateTime b) => a.CompareTo(b),
        ({ } a, { } b) when IsNumber(a) && IsNumber(b) => Number(a).CompareTo(Number(b)),
        _ => null,
    };

    private static bool IsNumber(object value) => value is int or long or short or decimal or double;

    private static decimal Number(object value) => value is double real
        ? (decimal)Math.Clamp(real, -7.9e27, 7.9e27)
        : Convert.ToDecimal(value, CultureInfo.InvariantCulture);
}
