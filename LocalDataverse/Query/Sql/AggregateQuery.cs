using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Formatting;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;
using Smarketing.LocalDataverse.Storage.Codecs;

namespace Smarketing.LocalDataverse.Query.Sql;

/// <summary>
/// A query for groups and figures. Each row of the result has them as aliased values. A sum over nothing is 0; any other figure over
/// nothing is left out.
/// </summary>
internal sealed class AggregateQuery
{
    private readonly QueryTree tree;
    private readonly QueryMoment moment;
    private readonly LookupNames names;
    private readonly SortKeys sortKeys;
    private readonly UserFormats? formats;
    private readonly ColumnFormat?[] columnFormats;

    public AggregateQuery(QueryTree tree, QueryMoment moment, LookupNames names)
    {
        this.tree = tree;
        this.moment = moment;
        this.names = names;
        sortKeys = new SortKeys(names, moment, tree.SortsChoicesByValue);
        foreach (var figure in tree.Aggregates)
        {
            RequireComputable(figure);
            moment.RowFilter?.RequireColumn(figure.Table.Layout.Table, figure.Column.Column);
        }
        formats = moment.Formats;
        columnFormats = formats is null ? [] : [.. tree.Aggregates.Select(f => FormatOf(f, formats))];
    }

    /// <summary>Most groups to give back.</summary>
    public int Size => tree.Top ?? tree.Page.Size;

    /// <summary>The SQL that counts the rows that go in, up to one more than the cap.</summary>
    public SqlText CountRows()
    {
        var sql = new SqlText().Append("SELECT COUNT(*) FROM (SELECT 1");
        FromWriter.Write(tree, sql, moment);
        return sql.Append(" LIMIT ").Value(SqlValue.Of(tree.AggregateLimit + 1L)).Append(")");
    }

    /// <summary>The SQL for the page, asking for one group more than it holds.</summary>
    public SqlText Groups()
    {
        var sql = new SqlText().Append("SELECT ");
        var places = new List<int>();
        var width = 0;
        foreach (var figure in tree.Aggregates)
        {
            if (width > 0)
                sql.Append(", ");
            WriteSelect(sql, figure);
            for (var i = 0; figure.Kind == AggregateKind.GroupBy && i < Width(figure); i++)
                places.Add(width + i + 1);
            width += Width(figure);
            if (HasName(figure))
            {
                names.Write(sql.Append(", "), figure.Table.Sql, figure.Column);
                width++;
            }
        }

        FromWriter.Write(tree, sql, moment);
        WritePlaces(sql, " GROUP BY ", places);

        // What was asked for first; groups after, so that the result has one order only.
        var separator = " ORDER BY ";
        foreach (var order in tree.Orders)
        {
            WriteSort(sql.Append(separator), order.Aggregate!);
            if (order.IsDescending)
                sql.Append(" DESC");
            separator = ", ";
        }

        WritePlaces(sql, separator, places);
        sql.Append(" LIMIT ").Value(SqlValue.Of(tree.Top ?? Size + 1L));
        if (tree.Page.Number > 1)
            sql.Append(" OFFSET ").Value(SqlValue.Of((tree.Page.Number - 1L) * Size));
        return sql;
    }

    public Entity Read(Statement row)
    {
        var entity = new Entity(tree.Root.LogicalName);
        var at = 0;
        for (var i = 0; i < tree.Aggregates.Count; i++)
        {
            var figure = tree.Aggregates[i];
            var nameAt = at + Width(figure);
            if (Read(figure, row, at) is { } value)
            {
                if (HasName(figure) && !row.IsNull(nameAt))
                    ((EntityReference)value).Name = row.Text(nameAt);

                // Rows of several currencies may have gone in: amounts are shown in the organisation's.
                if (formats is not null && columnFormats[i]?.Of(value, formats.BaseCurrency) is { } text)
                    entity.FormattedValues[figure.Alias] = text;
                entity.Attributes[figure.Alias] = new AliasedValue(figure.Table.LogicalName, figure.Column.Column.LogicalName, value);
            }

            at = nameAt + (HasName(figure) ? 1 : 0);
        }

        return entity;
    }

    private static ColumnFormat? FormatOf(AggregateNode figure, UserFormats formats) =>
        figure.Part is not null || figure.Kind is AggregateKind.Count or AggregateKind.CountColumn ? new WholeNumberFormat(formats) : formats.Of(figure.Column.Column);

    private bool HasName(AggregateNode figure) =>
        formats is not null && figure is { Kind: AggregateKind.GroupBy, Column.Column.IsLookup: true } && names.Has(figure.Column);

    private static void WritePlaces(SqlText sql, string before, List<int> places)
    {
        foreach (var place in places)
        {
            sql.Append(before).Append(place.ToString(CultureInfo.InvariantCulture));
            before = ", ";
        }
    }

    private void WriteSelect(SqlText sql, AggregateNode figure)
    {
        var column = figure.Column.Expression(figure.Table.Sql);
        var distinct = figure.Distinct ? "DISTINCT " : "";
        switch (figure.Kind)
        {
            case AggregateKind.GroupBy when figure.Part is { } part: DatePartWriter.Write(sql, part, figure, moment); break;
            case AggregateKind.GroupBy: sql.Append(figure.Column.SelectList(figure.Table.Sql)); break;
            case AggregateKind.Count: sql.Append("COUNT(*)"); break;
            case AggregateKind.CountColumn: sql.Append($"COUNT({distinct}{column})"); break;
            case AggregateKind.Sum: sql.Append($"COALESCE(SUM({distinct}{column}), 0)"); break;
            case AggregateKind.Avg: sql.Append($"SUM({distinct}{column}), COUNT({distinct}{column})"); break;
            case AggregateKind.Min: sql.Append($"MIN({column})"); break;
            default: sql.Append($"MAX({column})"); break;
        }
    }

    private void WriteSort(SqlText sql, AggregateNode figure)
    {
        switch (figure.Kind)
        {
            case AggregateKind.GroupBy when figure.Part is null: sortKeys.Of(figure.Table, figure.Column, isDescending: false).Write(sql); break;
            case AggregateKind.Avg: sql.Append($"AVG({(figure.Distinct ? "DISTINCT " : "")}{figure.Column.Expression(figure.Table.Sql)})"); break;
            default: WriteSelect(sql, figure); break;
        }
    }

    private static int Width(AggregateNode figure) => figure.Kind switch
    {
        AggregateKind.GroupBy => figure.Part is null ? figure.Column.Width : 1,
        AggregateKind.Avg => 2,
        _ => 1,
    };

    private static object? Read(AggregateNode figure, Statement row, int at)
    {
        if (row.IsNull(at))
            return null;
        switch (figure.Kind)
        {
            case AggregateKind.GroupBy when figure.Part is not null: return (int)row.Integer(at);
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
            return isAverage ? decimal.Round(sum / row.Integer(at + 1), 10, System.MidpointRounding.AwayFromZero) : sum;
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
        if (figure.Part is not null && (figure.Kind != AggregateKind.GroupBy || column.Type != ColumnType.DateTime))
            throw Fault.InvalidQuery($"The column '{figure.Table.LogicalName}.{column.LogicalName}' ({column.Type}) has a date grouping. It takes a date, and one to group by.");
    }
}
