using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Tests.LocalDataverse.Storage;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>Makes rows and queries out of a seed: the same seed, the same query.</summary>
internal sealed class QueryMaker(uint seed)
{
    private const string Table = Sample.Table;
    private const string Parent = Sample.Parent;

    private static readonly string[] Words = ["Paris", "PARIS ", "pâris", "Lyon", "lyon 3", "", "a-b", "Œuf", "oeuf"];
    private static readonly string[] Patterns = ["par%", "%is", "%a%", "_yon", "[k-m]%", "[^p]%", "oe%", "%"];

    private static readonly ConditionOperator[] Equality = [ConditionOperator.Equal, ConditionOperator.NotEqual, ConditionOperator.In, ConditionOperator.NotIn];

    private static readonly ConditionOperator[] Order =
        [ConditionOperator.GreaterThan, ConditionOperator.GreaterEqual, ConditionOperator.LessThan, ConditionOperator.LessEqual, ConditionOperator.Between, ConditionOperator.NotBetween];

    private static readonly ConditionOperator[] Text =
    [
        ConditionOperator.Like, ConditionOperator.NotLike, ConditionOperator.BeginsWith, ConditionOperator.DoesNotBeginWith, ConditionOperator.EndsWith,
        ConditionOperator.DoesNotEndWith, ConditionOperator.Contains, ConditionOperator.DoesNotContain,
    ];

    private static readonly ConditionOperator[] Dates = [ConditionOperator.On, ConditionOperator.NotOn, ConditionOperator.OnOrBefore, ConditionOperator.OnOrAfter];

    private static readonly ConditionOperator[] Periods =
    [
        ConditionOperator.Yesterday, ConditionOperator.Today, ConditionOperator.Tomorrow, ConditionOperator.LastWeek, ConditionOperator.ThisWeek, ConditionOperator.NextWeek,
        ConditionOperator.LastMonth, ConditionOperator.ThisMonth, ConditionOperator.NextMonth, ConditionOperator.LastYear, ConditionOperator.ThisYear, ConditionOperator.NextYear,
        ConditionOperator.Last7Days, ConditionOperator.Next7Days,
    ];

    private static readonly ConditionOperator[] Spans =
    [
        ConditionOperator.LastXDays, ConditionOperator.LastXWeeks, ConditionOperator.LastXMonths, ConditionOperator.LastXYears,
        ConditionOperator.NextXDays, ConditionOperator.NextXWeeks, ConditionOperator.NextXMonths, ConditionOperator.NextXYears,
        ConditionOperator.OlderThanXDays, ConditionOperator.OlderThanXWeeks, ConditionOperator.OlderThanXMonths, ConditionOperator.OlderThanXYears,
    ];

    private static readonly ConditionOperator[] Hours =
        [ConditionOperator.LastXHours, ConditionOperator.NextXHours, ConditionOperator.OlderThanXMinutes, ConditionOperator.OlderThanXHours];

    private static readonly JoinOperator[] Joins = [JoinOperator.Inner, JoinOperator.LeftOuter, JoinOperator.LeftOuter, JoinOperator.MatchFirstRowUsingCrossApply];
    private static readonly JoinOperator[] Relations = [JoinOperator.Any, JoinOperator.NotAny, JoinOperator.All, JoinOperator.NotAll];

    private uint state = seed;
    private int aliases;
    private int linked;

    public const DayOfWeek WeekStart = DayOfWeek.Monday;

    public static IReadOnlyList<Guid> Teams { get; } = [Sample.Id(201), Sample.Id(202)];

    /// <summary>Parents and rows that point to them, and rows that point to rows.</summary>
    public Dictionary<string, List<Entity>> Rows()
    {
        var parents = Enumerable.Range(1, 5).Select(i => new Entity(Parent, Sample.Id(i)) { ["smk_parentid"] = Sample.Id(i), ["smk_name"] = Of(Words), ["smk_size"] = Maybe(() => Next(4)) }).ToList();
        var rows = Enumerable.Range(1, 6 + Next(14)).Select(i => Sample.Row(
            i + 20,
            ("smk_sampleid", Sample.Id(i + 20)),
            ("smk_name", Maybe(() => Of(Words))),
            ("smk_memo", Maybe(() => Of(Words))),
            ("smk_int", Maybe(() => Next(5) - 1)),
            ("smk_percent", Maybe(() => Next(5))),
            ("smk_bigint", Maybe(() => (long)Next(4))),
            ("smk_decimal", Maybe(() => (Next(9) - 4) / 4m)),
            ("smk_decimal10", Maybe(() => (Next(9) - 4) / 4m)),
            ("smk_money", Maybe(() => new Money((Next(9) - 4) / 2m))),
            ("smk_double", Maybe(() => Next(5) / 2.0)),
            ("smk_flag", Maybe(() => Next(2) == 0)),
            ("smk_when", Maybe(() => Instant())),
            ("smk_day", Maybe(() => Instant().Date)),
            ("smk_choice", Maybe(() => new OptionSetValue(1 + Next(3)))),
            ("smk_choices", Maybe(() => new OptionSetValueCollection([.. Enumerable.Range(1, 3).Where(_ => Next(2) == 0).Select(o => new OptionSetValue(o))]))),
            ("smk_parentid", Maybe(() => new EntityReference(Parent, Sample.Id(1 + Next(6))))),
            ("smk_customerid", Maybe(() => Next(3) == 0 ? new EntityReference(Table, Sample.Id(21 + Next(8))) : new EntityReference(Parent, Sample.Id(1 + Next(6))))),
            ("ownerid", Maybe(() => Next(2) == 0 ? new EntityReference("systemuser", Sample.Id(100 + Next(2))) : new EntityReference("team", Sample.Id(201 + Next(3))))))).ToList();
        return new() { [Parent] = parents, [Table] = rows };
    }

    /// <summary>A query for rows; every table gives its id.</summary>
    public QueryExpression Query()
    {
        linked = 0;
        var query = new QueryExpression(Next(3) == 0 ? Parent : Table);
        query.ColumnSet.AddColumn(Id(query.EntityName));
        Links(query.LinkEntities, query.EntityName, 2);
        var joined = Joined(query.LinkEntities).ToList();
        query.Criteria = Filter(query.EntityName, 2, joined);
        for (var i = Next(3); i > 0; i--)
        {
            if (joined.Count > 0 && Next(3) == 0)
            {
                var link = Of([.. joined]);
                link.Orders.Add(new OrderExpression(Sortable(link.LinkToEntityName), (OrderType)Next(2)));
            }
            else
            {
                query.AddOrder(Sortable(query.EntityName), (OrderType)Next(2));
            }
        }

        return query;
    }

    /// <summary>A query for different rows of a few columns.</summary>
    public QueryExpression DistinctQuery()
    {
        var query = Query();
        query.Distinct = true;
        query.ColumnSet = new ColumnSet([.. Enumerable.Range(0, 1 + Next(2)).Select(_ => Sortable(query.EntityName)).Distinct()]);
        query.Orders.Clear();
        foreach (var link in Joined(query.LinkEntities))
        {
            link.Orders.Clear();
            link.Columns = new ColumnSet();
        }

        return query;
    }

    /// <summary>A query for groups and figures.</summary>
    public QueryExpression AggregateQuery()
    {
        var query = Query();
        query.Orders.Clear();
        query.ColumnSet = new ColumnSet();
        foreach (var link in Joined(query.LinkEntities))
        {
            link.Orders.Clear();
            link.Columns = new ColumnSet();
        }

        var alias = 0;
        for (var i = Next(3); i > 0; i--)
        {
            var column = query.EntityName == Parent ? Of("smk_name", "smk_size") : Of("smk_name", "smk_int", "smk_choice", "smk_parentid", "smk_flag", "smk_when", "smk_day", "smk_money");
            var grouping = column is "smk_when" or "smk_day" ? (XrmDateTimeGrouping)(1 + Next(5)) : XrmDateTimeGrouping.None;
            query.ColumnSet.AttributeExpressions.Add(new XrmAttributeExpression(column, XrmAggregateType.None, "g" + alias++, grouping) { HasGroupBy = true });
        }

        for (var i = 1 + Next(3); i > 0; i--)
        {
            var column = query.EntityName == Parent ? "smk_size" : Of("smk_int", "smk_bigint", "smk_decimal", "smk_decimal10", "smk_money", "smk_double");
            query.ColumnSet.AttributeExpressions.Add(new XrmAttributeExpression(column, (XrmAggregateType)(1 + Next(6)), "f" + alias++));
        }

        if (query.LinkEntities.FirstOrDefault(l => l.JoinOperator is JoinOperator.Inner or JoinOperator.LeftOuter) is { } joined)
            joined.Columns.AttributeExpressions.Add(new XrmAttributeExpression(joined.LinkToEntityName == Parent ? "smk_size" : "smk_int", XrmAggregateType.Sum, "f" + alias));
        return query;
    }

    public int Next(int count)
    {
        // Numerical Recipes' generator; the upper bits are the random ones.
        state = unchecked((state * 1664525) + 1013904223);
        return (int)((state >> 8) % (uint)count);
    }

    private static IEnumerable<LinkEntity> Joined(IEnumerable<LinkEntity> links) =>
        links.Where(l => l.JoinOperator is JoinOperator.Inner or JoinOperator.LeftOuter or JoinOperator.MatchFirstRowUsingCrossApply).SelectMany(l => Joined(l.LinkEntities).Prepend(l));

    private static string Id(string table) => table == Parent ? "smk_parentid" : "smk_sampleid";

    private static DateTime Around(int minutes) => Sample.Now.AddMinutes(minutes);

    private void Links(ICollection<LinkEntity> links, string parent, int depth)
    {
        for (var i = depth <= 0 ? 0 : Next(3); i > 0 && linked < 9; i--)
        {
            var link = Link(parent, Next(4) == 0 ? Of(Relations.Concat([JoinOperator.Exists, JoinOperator.In]).ToArray()) : Of(Joins), depth);
            if (link.JoinOperator is JoinOperator.Inner or JoinOperator.LeftOuter or JoinOperator.MatchFirstRowUsingCrossApply)
                link.Columns.AddColumn(Id(link.LinkToEntityName));
            links.Add(link);
        }
    }

    private LinkEntity Link(string parent, JoinOperator join, int depth)
    {
        linked++;
        var (to, from, own) = parent == Parent
            ? Of((Table, "smk_parentid", "smk_parentid"), (Table, "smk_parentid", "smk_customerid"), (Table, "smk_size", "smk_int"))
            : Of((Parent, "smk_parentid", "smk_parentid"), (Parent, "smk_customerid", "smk_parentid"), (Table, "smk_customerid", "smk_sampleid"), (Table, "smk_int", "smk_percent"), (Table, "smk_choice", "smk_choice"));
        var link = new LinkEntity(parent, to, from, own, join) { EntityAlias = "a" + ++aliases };
        if (join != JoinOperator.MatchFirstRowUsingCrossApply)
            Links(link.LinkEntities, to, depth - 1);

        // A condition gives no columns, and neither does what hangs on it.
        if (join is not (JoinOperator.Inner or JoinOperator.LeftOuter or JoinOperator.MatchFirstRowUsingCrossApply))
        {
            foreach (var inner in Joined(link.LinkEntities))
                inner.Columns = new ColumnSet();
        }

        if (Next(2) == 0)
            link.LinkCriteria = Filter(to, depth - 1, []);
        return link;
    }

    private FilterExpression Filter(string table, int depth, List<LinkEntity> joined)
    {
        var filter = new FilterExpression((LogicalOperator)Next(2));
        for (var i = Next(3); i > 0; i--)
        {
            var other = joined.Count > 0 && Next(4) == 0 ? Of([.. joined]) : null;
            var condition = Condition(other?.LinkToEntityName ?? table);
            condition.EntityName = other?.EntityAlias;
            filter.AddCondition(condition);
        }

        if (depth > 0 && Next(2) == 0)
            filter.AddFilter(Filter(table, depth - 1, joined));
        if (depth > 0 && linked < 9 && Next(4) == 0)
            filter.AnyAllFilterLinkEntity = Link(table, Of(Relations), depth - 1);
        return filter;
    }

    private ConditionExpression Condition(string table)
    {
        if (table == Parent)
            return Next(2) == 0 ? Worded("smk_name") : Ordered("smk_size", () => Next(4));
        switch (Next(16))
        {
            case 0: return Worded("smk_name");
            case 1: return Ordered("smk_int", () => Next(5) - 1);
            case 2: return Ordered("smk_decimal", () => (Next(9) - 4) / 4m);
            case 3: return Ordered("smk_money", () => (Next(9) - 4) / 2m);
            case 4: return Ordered("smk_double", () => Next(5) / 2.0);
            case 5: return Ordered("smk_when", () => Instant());
            case 6: return Ordered("smk_choice", () => 1 + Next(3));
            case 7: return Equals("smk_flag", () => Next(2) == 0);
            case 8: return Equals(Of("smk_parentid", "smk_customerid"), () => Sample.Id(1 + Next(6)));
            case 9: return new ConditionExpression("ownerid", Of(ConditionOperator.EqualUserId, ConditionOperator.NotEqualUserId, ConditionOperator.EqualUserTeams, ConditionOperator.EqualUserOrUserTeams));
            case 10: return new ConditionExpression("smk_choices", Of(ConditionOperator.ContainValues, ConditionOperator.DoesNotContainValues, ConditionOperator.Null), []) is var c && c.Operator != ConditionOperator.Null ? WithValues(c, [.. Enumerable.Range(0, 1 + Next(2)).Select(_ => (object)(1 + Next(3)))]) : new ConditionExpression("smk_choices", ConditionOperator.NotNull);
            case 11: return new ConditionExpression(Of("smk_when", "smk_day"), Of(Dates), Instant());
            case 12: return new ConditionExpression(Of("smk_when", "smk_day"), Of(Periods));
            case 13: return new ConditionExpression(Of("smk_when", "smk_day"), Of(Spans), 1 + Next(3));
            case 14: return new ConditionExpression("smk_when", Of(Hours), 1 + Next(100));
            default:
                var (a, b) = Of(("smk_name", "smk_memo"), ("smk_int", "smk_percent"), ("smk_int", "smk_bigint"), ("smk_decimal", "smk_decimal10"), ("smk_when", "smk_day"));
                if (a == "smk_name")
                    b = "smk_key";
                return new ConditionExpression(a, Of(ConditionOperator.Equal, ConditionOperator.NotEqual, ConditionOperator.GreaterThan, ConditionOperator.GreaterEqual, ConditionOperator.LessThan, ConditionOperator.LessEqual), true, b);
        }
    }

    private ConditionExpression Worded(string column) => Next(2) == 0
        ? new ConditionExpression(column, Of(Text), Of(Patterns))
        : Ordered(column, () => Of([.. Words.Where(w => w.Length > 0)]));

    private ConditionExpression Ordered(string column, Func<object> value)
    {
        if (Next(2) == 0)
            return Equals(column, value);
        var op = Of(Order);
        return op is ConditionOperator.Between or ConditionOperator.NotBetween ? new ConditionExpression(column, op, [value(), value()]) : new ConditionExpression(column, op, value());
    }

    private ConditionExpression Equals(string column, Func<object> value)
    {
        if (Next(6) == 0)
            return new ConditionExpression(column, Of(ConditionOperator.Null, ConditionOperator.NotNull));
        var op = Of(Equality);
        var condition = new ConditionExpression(column, op);
        return WithValues(condition, [.. Enumerable.Range(0, op is ConditionOperator.In or ConditionOperator.NotIn ? 1 + Next(3) : 1).Select(_ => value())]);
    }

    private static ConditionExpression WithValues(ConditionExpression condition, object[] values)
    {
        condition.Values.AddRange(values);
        return condition;
    }

    private string Sortable(string table) => table == Parent
        ? Of("smk_name", "smk_size")
        : Of("smk_name", "smk_int", "smk_decimal", "smk_money", "smk_double", "smk_flag", "smk_when", "smk_day", "smk_choice", "smk_parentid", "smk_customerid");

    // Mostly about now, where the clocks of Paris change; at times months away.
    private DateTime Instant() => Around(Next(3) > 0 ? (Next(200) - 100) * 47 : (Next(900_000) - 450_000) * 2);

    private object? Maybe(Func<object?> value) => Next(5) == 0 ? null : value();

    private T Of<T>(params T[] values) => values[Next(values.Length)];
}
