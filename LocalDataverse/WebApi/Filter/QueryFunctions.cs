using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Filter;

/// <summary>
/// The platform's query functions, <c>Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=3)</c>: condition operators by
/// their names. Whether an operator is supported is for the query to say.
/// </summary>
internal static class QueryFunctions
{
    private static readonly FrozenDictionary<string, ConditionOperator> Opposites = new Dictionary<string, ConditionOperator>(StringComparer.Ordinal)
    {
        ["Between"] = ConditionOperator.NotBetween,
        ["NotBetween"] = ConditionOperator.Between,
        ["In"] = ConditionOperator.NotIn,
        ["NotIn"] = ConditionOperator.In,
        ["ContainValues"] = ConditionOperator.DoesNotContainValues,
        ["DoesNotContainValues"] = ConditionOperator.ContainValues,
        ["On"] = ConditionOperator.NotOn,
        ["NotOn"] = ConditionOperator.On,
        ["EqualUserId"] = ConditionOperator.NotEqualUserId,
        ["NotEqualUserId"] = ConditionOperator.EqualUserId,
        ["EqualBusinessId"] = ConditionOperator.NotEqualBusinessId,
        ["NotEqualBusinessId"] = ConditionOperator.EqualBusinessId,
        ["Under"] = ConditionOperator.NotUnder,
        ["NotUnder"] = ConditionOperator.Under,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Operators that OData writes in its own way, so that they are no functions.
    private static readonly FrozenSet<string> NoFunctions = new[]
    {
        "Equal", "NotEqual", "GreaterThan", "LessThan", "GreaterEqual", "LessEqual", "Like", "NotLike", "Null", "NotNull", "Contains", "DoesNotContain",
        "BeginsWith", "DoesNotBeginWith", "EndsWith", "DoesNotEndWith", "ChildOf", "Mask", "NotMask", "MasksSelect",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static ConditionExpression Write(QueryFunctionNode node, JoinScope scope, bool isNegated, Func<FilterNode, FilterNode> resolve)
    {
        var name = node.Function;
        if (NoFunctions.Contains(name) || !Enum.TryParse<ConditionOperator>(name, out var condition) || char.IsAsciiDigit(name[0]))
            throw WebApiException.Query($"There is no query function 'Microsoft.Dynamics.CRM.{name}'.");
        if (isNegated && !Opposites.TryGetValue(name, out condition))
            throw WebApiException.Query($"'not' cannot stand before Microsoft.Dynamics.CRM.{name}, which has no opposite. Write the days or values that are meant.");
        string? property = null;
        var values = new List<FilterNode>();
        foreach (var argument in node.Arguments)
        {
            var value = resolve(argument.Value);
            switch (argument.Name)
            {
                case "PropertyName":
                    property = value is LiteralNode { Value: string text } ? text : throw WebApiException.Query($"PropertyName of Microsoft.Dynamics.CRM.{name} is a text: PropertyName='createdon'.");
                    break;
                case "PropertyValues" when value is ListNode list:
                    values.AddRange(list.Items.Select(resolve));
                    break;
                case "PropertyValue" or "PropertyValue1" or "PropertyValue2":
                    values.Add(value);
                    break;
                default:
                    throw WebApiException.Query($"Microsoft.Dynamics.CRM.{name} takes PropertyName and, where it needs any, PropertyValue, PropertyValue1, PropertyValue2 or PropertyValues=['…'], not '{argument.Name}={FilterPrinter.Print(value)}'.");
            }
        }

        if (property is null)
            throw WebApiException.Query($"PropertyName of Microsoft.Dynamics.CRM.{name} is missing.");
        var place = scope.Column([.. node.Variable, .. property.Split('/')]);
        var converted = values.Select(v => Value(place, condition, v)).ToArray();
        return new ConditionExpression(place.Column.LogicalName, condition, converted) { EntityName = place.Alias };
    }

    // The values of these functions are texts or numbers, whatever the column: read as the operator wants them.
    private static object Value(PlacedColumn place, ConditionOperator condition, FilterNode node)
    {
        var value = node is LiteralNode { Value: { } given } ? given : throw WebApiException.Query($"'{FilterPrinter.Print(node)}' is no value of a query function.");
        return value switch
        {
            string text when place.Column.Type == ColumnType.DateTime => Date(place, text),
            string text when !place.Column.IsText && place.Column.Type != ColumnType.EntityName => ColumnLiteral.Value(place.Table, place.Column, FilterParser.ParseValue(text)),
            long number when place.Column.Type == ColumnType.DateTime || CountsDays(condition) => checked((int)number),
            _ => ColumnLiteral.Value(place.Table, place.Column, node),
        };
    }

    private static bool CountsDays(ConditionOperator condition) => condition.ToString() is var name
        && (name.Contains("X", StringComparison.Ordinal) || name.Contains("Fiscal", StringComparison.Ordinal));

    private static DateTime Date(PlacedColumn place, string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : throw WebApiException.Query($"'{text}' is no date for '{place.Column.LogicalName}'. Write 2026-03-01 or 2026-03-01T08:00:00Z.");
}
