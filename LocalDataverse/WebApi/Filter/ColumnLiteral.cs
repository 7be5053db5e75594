using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Filter;

/// <summary>Literals as values of a column: what conditions and alternate keys take.</summary>
internal static class ColumnLiteral
{
    /// <summary>The value.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column the literal is compared with.</param>
    /// <param name="node">The literal.</param>
    /// <param name="isKey">Whether it is part of an alternate key, which holds SDK values, rather than of a condition, which holds their content.</param>
    /// <exception cref="WebApiException">The literal is of another type than the column.</exception>
    public static object Value(TableModel table, ColumnDefinition column, FilterNode node, bool isKey = false)
    {
        if (node is not LiteralNode { Value: { } value })
            throw Mismatch(table, column, node);
        return column.Type switch
        {
            ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner when value is Guid id =>
                isKey && column.Targets.Count > 0 ? new EntityReference(column.Targets[0], id) : id,
            ColumnType.Uniqueidentifier when value is Guid => value,
            ColumnType.Boolean when value is bool => value,
            ColumnType.Picklist or ColumnType.State or ColumnType.Status or ColumnType.MultiSelectPicklist when Whole(value) is { } option =>
                isKey ? new OptionSetValue(option) : option,
            ColumnType.Integer when Whole(value) is { } number => number,
            ColumnType.BigInt when value is long => value,
            ColumnType.Decimal when Exact(value) is { } exact => exact,
            ColumnType.Money when Exact(value) is { } amount => isKey ? new Money(amount) : amount,
            ColumnType.Double when Real(value) is { } real => real,
            ColumnType.DateTime when Moment(value) is { } moment => moment,
            ColumnType.String or ColumnType.Memo or ColumnType.EntityName when value is string => value,
            _ => throw Mismatch(table, column, node),
        };
    }

    private static int? Whole(object value) => value is long and >= int.MinValue and <= int.MaxValue ? (int)(long)value : null;

    private static decimal? Exact(object value) => value switch
    {
        long whole => whole,
        decimal exact => exact,
        double real when Math.Abs(real) < 1e15 => (decimal)real,
        _ => null,
    };

    private static double? Real(object value) => value switch
    {
        long whole => whole,
        decimal exact => (double)exact,
        double real => real,
        _ => null,
    };

    // A date alone is its midnight in UTC.
    private static DateTime? Moment(object value) => value switch
    {
        DateOnly date => date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        DateTimeOffset moment => moment.UtcDateTime,
        _ => null,
    };

    private static WebApiException Mismatch(TableModel table, ColumnDefinition column, FilterNode node) => WebApiException.Query(
        $"A binary operator with incompatible types was detected. Found operand types '{EdmType.Of(column)}' and '{Describe(node)}': the value {FilterPrinter.Print(node)} does not fit '{TableModel.PropertyOf(column)}' of '{table.Name}'.");

    private static string Describe(FilterNode node) => node is LiteralNode literal
        ? literal.Value switch
        {
            null => "null",
            string => "Edm.String",
            bool => "Edm.Boolean",
            long => "Edm.Int64",
            decimal => "Edm.Decimal",
            double => "Edm.Double",
            Guid => "Edm.Guid",
            DateOnly => "Edm.Date",
            DateTimeOffset => "Edm.DateTimeOffset",
            _ => string.Create(CultureInfo.InvariantCulture, $"{literal.Value.GetType().Name}"),
        }
        : "an expression";
}
