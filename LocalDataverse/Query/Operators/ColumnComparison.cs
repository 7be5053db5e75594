using System;
using System.Globalization;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;
using Smarketing.LocalDataverse.Storage.Codecs;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>
/// Equal, NotEqual and the four comparisons between two columns of one type. NotEqual keeps rows whose first column is empty, as it does
/// with a value.
/// </summary>
internal static class ColumnComparison
{
    public static void Write(ConditionNode condition, SqlText sql)
    {
        var (column, other) = (condition.Column, condition.OtherColumn!);
        var sign = condition.Operator switch
        {
            ConditionOperator.Equal => " = ",
            ConditionOperator.NotEqual => " <> ",
            ConditionOperator.GreaterThan => " > ",
            ConditionOperator.GreaterEqual => " >= ",
            ConditionOperator.LessThan => " < ",
            ConditionOperator.LessEqual => " <= ",
            _ => throw Fault.InvalidQuery($"The operator {condition.Operator} cannot compare '{Name(condition.Table, column)}' with '{Name(condition.OtherTable!, other)}'. Between columns use Equal, NotEqual, GreaterThan, GreaterEqual, LessThan or LessEqual."),
        };
        if (!ColumnKind.CanCompare(column, other))
            throw Fault.InvalidQuery($"The condition compares '{Name(condition.Table, column)}' ({column.Column.Type}) with '{Name(condition.OtherTable!, other)}' ({other.Column.Type}). Compare columns of one type.");
        if (condition.Operator is not (ConditionOperator.Equal or ConditionOperator.NotEqual))
            ConditionValue.RequireOrdered(condition);
        var scale = Math.Max(ColumnKind.Scale(column), ColumnKind.Scale(other));
        sql.Append("(").Append(Scaled(condition.Table, column, scale)).Append(sign).Append(Scaled(condition.OtherTable!, other, scale));
        if (condition.Operator == ConditionOperator.NotEqual)
            sql.Append(" OR ").Append(condition.Expression).Append(" IS NULL");
        sql.Append(")");
    }

    // Decimals are stored as whole numbers; one with fewer places is brought to the other's.
    private static string Scaled(TableNode table, StoredColumn column, int scale)
    {
        var expression = column.Expression(table.Sql);
        var missing = scale - ColumnKind.Scale(column);
        return missing == 0 ? expression : string.Create(CultureInfo.InvariantCulture, $"{expression} * {ScaledDecimal.Power(missing)}");
    }

    private static string Name(TableNode table, StoredColumn column) => $"{table.Alias}.{column.Column.LogicalName}";
}
