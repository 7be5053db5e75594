using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Query.Operators;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;
using Smarketing.LocalDataverse.Storage.Codecs;

namespace Smarketing.LocalDataverse.Query.Sql;

/// <summary>Writes tables, joins and filters. A link's own filter belongs to the join, so that an outer link keeps rows without a match.</summary>
internal static class FromWriter
{
    public static void Write(QueryTree tree, SqlText sql, QueryMoment moment)
    {
        sql.Append(" FROM ").Append(tree.Root.Layout.Sql).Append(" t0");
        foreach (var table in tree.Tables.Where(t => t.Join is not null))
        {
            var join = table.Join!;
            RequireSameKind(table, join);
            sql.Append(join.IsOuter ? " LEFT JOIN " : " JOIN ").Append(table.Layout.Sql).Append(" ").Append(table.Sql)
                .Append(" ON ").Append(join.OwnColumn.Expression(table.Sql)).Append(" = ").Append(join.ParentColumn.Expression(join.Parent.Sql));
            if (HasConditions(table.Filter))
                WriteFilter(table.Filter!, sql.Append(" AND "), moment);
        }

        sql.Append(" WHERE ");
        if (HasConditions(tree.Root.Filter))
            WriteFilter(tree.Root.Filter!, sql, moment);
        else
            sql.Append("1");
    }

    private static void WriteFilter(FilterNode filter, SqlText sql, QueryMoment moment)
    {
        var between = filter.IsOr ? " OR " : " AND ";
        var first = true;
        sql.Append("(");
        foreach (var condition in filter.Conditions)
        {
            Next();
            ConditionWriter.Write(condition, sql, moment);
        }

        foreach (var child in filter.Filters.Where(HasConditions))
        {
            Next();
            WriteFilter(child, sql, moment);
        }

        sql.Append(")");

        void Next()
        {
            if (!first)
                sql.Append(between);
            first = false;
        }
    }

    // An empty filter means nothing, whether it says "and" or "or".
    private static bool HasConditions(FilterNode? filter) => filter is not null && (filter.Conditions.Count > 0 || filter.Filters.Exists(HasConditions));

    private static void RequireSameKind(TableNode table, JoinNode join)
    {
        var own = Kind(join.OwnColumn);
        var parent = Kind(join.ParentColumn);
        if (!own.SequenceEqual(parent))
            throw Fault.InvalidQuery($"The link '{table.Alias}' joins '{join.Parent.LogicalName}.{join.ParentColumn.Column.LogicalName}' ({join.ParentColumn.Column.Type}) to '{table.LogicalName}.{join.OwnColumn.Column.LogicalName}' ({join.OwnColumn.Column.Type}), which hold different kinds of value. Join a lookup to an id, or columns of one type.");
    }

    private static IEnumerable<object> Kind(StoredColumn column) => column.Codec switch
    {
        IdCodec or ReferenceCodec => ["id"],
        IntegerCodec or BigIntCodec or ChoiceCodec => ["integer"],
        DecimalCodec codec => ["decimal", codec.Scale],
        var codec => [codec.GetType()],
    };
}
