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

namespace Smarketing.LocalDataverse.Query.Sql;

/// <summary>A query for groups and figures. Each row of the result has them as aliased values; a figure over nothing is left out.</summary>
internal sealed class AggregateQuery
{
    /// <summary>The platform's cap on rows that go into an aggregate query.</summary>
    public const int MostRows = 50_000;

    private readonly QueryTree tree;
    private readonly QueryMoment moment;

    public AggregateQuery(QueryTree tree, QueryMoment moment)
    {
        this.tree = tree;
        this.moment = moment;
        foreach (var figure in tree.Aggregates)
            RequireComputable(figure);
    }

    /// <summary>The SQL that counts the rows that go in, up to one more than the cap.</summary>
    public SqlText CountRows()
    {
        var sql = new SqlText().Append("SELECT COUNT(*) FROM (SELECT 1");
        FromWriter.Write(tree, sql, moment);
        return sql.Append(" LIMIT ").Value(SqlValue.Of(MostRows + 1L)).Append(")");
    }

    public SqlText Groups()
    {
        var sql = new SqlText().Append("SELECT ").Append(string.Join(", ", tree.Aggregates.Select(SelectList)));
        FromWriter.Write(tree, sql, moment);
        var groups = tree.Aggregates.Where(a => a.Kind == AggregateKind.GroupBy).Select(a => a.Column.SelectList(a.Table.Sql)).ToList();
        if (groups.Count > 0)
            sql.Append(" GROUP BY ").Append(string.Join(", ", groups));

        // Figures first where asked for; groups after, so that the result has one order only.
        var orders = tree.Orders.Select(o => SortExpression(o.Aggregate!) + (o.IsDescending ? " DESC" : "")).Concat(groups).ToList();
        if (orders.Count > 0)
            sql.Append(" ORDER BY ").Append(string.Join(", ", orders));
        return sql.Append(" LIMIT ").Value(SqlValue.Of((long)(tree.Top ?? PageNode.Largest)));
    }

    public Entity Read(Statement row)
    {
        var entity = new Entity(tree.Root.LogicalName);
        var at = 0;
        foreach (var figure in tree.Aggregates)
        {
            if (Read(figure, row, at) is { } value)
                entity.Attributes[figure.Alias] = new AliasedValue(figure.Table.LogicalName, figure.Column.Column.LogicalName, value);
            at += Width(figure);
        }

        return entity;
    }

    private static string SelectList(AggregateNode figure)
    {
        var column = figure.Column.Expression(figure.Table.Sql);
        var distinct = figure.Distinct ? "DISTINCT " : "";
        return figure.Kind switch
        {
            AggregateKind.GroupBy => figure.Column.SelectList(figure.Table.Sql),
            AggregateKind.Count => "COUNT(*)",
            AggregateKind.CountColumn => $"COUNT({distinct}{column})",
            AggregateKind.Sum => $"SUM({distinct}{column})",
            AggregateKind.Avg => $"SUM({distinct}{column}), COUNT({distinct}{column})",
            AggregateKind.Min => $"MIN({column})",
            _ => $"MAX({column})",
        };
    }

    private static string SortExpression(AggregateNode figure)
    {
        var column = figure.Column.Expression(figure.Table.Sql);
        return figure.Kind switch
        {
            AggregateKind.GroupBy => column,
            AggregateKind.Avg => $"AVG({(figure.Distinct ? "DISTINCT " : "")}{column})",
            _ => SelectList(figure),
        };
    }

    private static int Width(AggregateNode figure) => figure.Kind switch
    {
        AggregateKind.GroupBy => figure.Column.Width,
        AggregateKind.Avg => 2,
        _ => 1,
    };

    private static object? Read(AggregateNode figure, Statement row, int at)
    {
        if (row.IsNull(at))
            return null;
        switch (figure.Kind)
        {
            case AggregateKind.GroupBy or AggregateKind.Min or AggregateKind.Max: return figure.Column.Codec.Decode(row, at);
            case AggregateKind.Count or AggregateKind.CountColumn: return (int)row.Integer(at);
            default: break;
        }

        var isAverage = figure.Kind == AggregateKind.Avg;
        switch (figure.Column.Codec)
        {
            case DoubleCodec: return isAverage ? row.Real(at) / row.Integer(at + 1) : row.Real(at);
            case DecimalCodec codec: return Exact(codec.Scale);
            case MoneyCodec: return new Money(Exact(MoneyCodec.Scale));
            case BigIntCodec: return isAverage ? row.Integer(at) / row.Integer(at + 1) : row.Integer(at);
        }

        var whole = isAverage ? row.Integer(at) / row.Integer(at + 1) : row.Integer(at);
        return whole is >= int.MinValue and <= int.MaxValue
            ? (int)whole
            : throw Fault.InvalidQuery($"The sum '{figure.Alias}' is {whole.ToString(CultureInfo.InvariantCulture)}, more than a whole number holds. Sum fewer rows.");

        decimal Exact(int scale)
        {
            var sum = ScaledDecimal.Decode(row.Integer(at), scale);
            return isAverage ? Math.Round(sum / row.Integer(at + 1), 10, MidpointRounding.AwayFromZero) : sum;
        }
    }

    private static void RequireComputable(AggregateNode figure)
    {
        var column = figure.Column.Column;
        var fits = figure.Kind switch
        {
            AggregateKind.Sum or AggregateKind.Avg => column.Type is ColumnType.Integer or ColumnType.BigInt or ColumnType.Decimal or ColumnType.Double or ColumnType.Money,
            AggregateKind.Min or AggregateKind.Max => column.Type is ColumnType.Integer or ColumnType.BigInt or ColumnType.Decimal or ColumnType.Double or ColumnType.Money or ColumnType.DateTime,
            _ => true,
        };
        if (!fits)
            throw Fault.InvalidQuery($"{figure.Kind} cannot be taken of '{figure.Table.LogicalName}.{column.LogicalName}', which is {column.Type}. Use a number{(figure.Kind is AggregateKind.Min or AggregateKind.Max ? " or a date" : "")}, or count.");
    }
}
