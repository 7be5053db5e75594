using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Tests.LocalDataverse.Storage;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>A query run over lists in memory: joins by nested loops, filters row by row. Links and the root are known by their aliases.</summary>
internal sealed class NaiveQuery(IReadOnlyDictionary<string, List<Entity>> tables, NaiveCondition conditions)
{
    /// <summary>What the query gives: for each row the row of each table, null where an outer link found none; in order.</summary>
    public List<Dictionary<string, Entity?>> Rows(QueryExpression query)
    {
        var root = query.EntityName;
        var rows = tables[root].Select(r => new Dictionary<string, Entity?> { [root] = r }).ToList();
        rows = rows.SelectMany(r => Links(r, root, query.LinkEntities)).Where(r => Keeps(query.Criteria, r, root)).ToList();
        var orders = query.Orders.Select(o => (Alias: o.EntityName ?? root, Order: o)).Concat(LinkOrders(query.LinkEntities)).ToList();
        var aliases = rows.SelectMany(r => r.Keys).Distinct().ToList();
        rows.Sort((a, b) =>
        {
            foreach (var (alias, order) in orders)
            {
                var compared = CompareKeys(Key(a[alias], order.AttributeName), Key(b[alias], order.AttributeName));
                if (compared != 0)
                    return order.OrderType == OrderType.Descending ? -compared : compared;
            }

            return aliases.Select(x => CompareKeys(a[x]?.Id, b[x]?.Id)).FirstOrDefault(c => c != 0);
        });
        return rows;
    }

    /// <summary>Groups and figures: each group as text, in no order.</summary>
    public List<string> Groups(QueryExpression query)
    {
        var root = query.EntityName;
        var rows = Rows(query);
        var columns = query.ColumnSet.AttributeExpressions.Select(e => (Alias: root, Expression: e))
            .Concat(query.LinkEntities.SelectMany(l => l.Columns.AttributeExpressions.Select(e => (Alias: l.EntityAlias, Expression: e)))).ToList();
        var groups = columns.Where(c => c.Expression.HasGroupBy).ToList();
        IEnumerable<IEnumerable<Dictionary<string, Entity?>>> parts = groups.Count == 0
            ? [rows]
            : rows.GroupBy(r => string.Join("|", groups.Select(g => Group(r[g.Alias], g.Expression))), StringComparer.Ordinal);
        return parts.Select(p => string.Join(" ", columns.Select(c => $"{c.Expression.Alias}={(c.Expression.HasGroupBy ? Group(p.First()[c.Alias], c.Expression) : Figure(p, c.Alias, c.Expression))}"))).ToList();
    }

    /// <summary>A value as text in which equal groups are equal.</summary>
    public static string Text(object? value) => value switch
    {
        null => "-",
        string s => NaiveCondition.Plain(s).TrimEnd(' '),
        DateTime t => t.ToString("s", CultureInfo.InvariantCulture),
        OptionSetValueCollection chosen => string.Join(",", chosen.Select(o => o.Value)),
        decimal d => decimal.Round(d, 10).ToString("0.##########", CultureInfo.InvariantCulture),
        double d => d.ToString("0.######", CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private IEnumerable<Dictionary<string, Entity?>> Links(Dictionary<string, Entity?> row, string parent, IEnumerable<LinkEntity> links)
    {
        IEnumerable<Dictionary<string, Entity?>> rows = [row];
        foreach (var link in links)
        {
            rows = link.JoinOperator is JoinOperator.Inner or JoinOperator.LeftOuter or JoinOperator.MatchFirstRowUsingCrossApply
                ? rows.SelectMany(r => Join(r, parent, link))
                : rows.Where(r => Related(r, parent, link));
        }

        return rows;
    }

    private IEnumerable<Dictionary<string, Entity?>> Join(Dictionary<string, Entity?> row, string parent, LinkEntity link)
    {
        var matches = Matches(row, parent, link);
        if (link.JoinOperator == JoinOperator.Inner)
            return matches;
        if (matches.Count == 0)
            return [Empty(row, link)];
        return link.JoinOperator == JoinOperator.LeftOuter ? matches : [matches.MinBy(m => m[link.EntityAlias]!.Id.ToString("N"), StringComparer.Ordinal)!];
    }

    private List<Dictionary<string, Entity?>> Matches(Dictionary<string, Entity?> row, string parent, LinkEntity link) => Linked(row, parent, link)
        .Select(r => new Dictionary<string, Entity?>(row) { [link.EntityAlias] = r })
        .Where(r => Keeps(link.LinkCriteria, r, link.EntityAlias))
        .SelectMany(r => Links(r, link.EntityAlias, link.LinkEntities))
        .ToList();

    private IEnumerable<Entity> Linked(Dictionary<string, Entity?> row, string parent, LinkEntity link)
    {
        var value = NaiveCondition.Content(row[parent], link.LinkFromAttributeName);
        return value is null ? [] : tables[link.LinkToEntityName].Where(r => NaiveCondition.Content(r, link.LinkToAttributeName) is { } own && NaiveCondition.Compare(own, value) == 0);
    }

    private bool Related(Dictionary<string, Entity?> row, string parent, LinkEntity link)
    {
        var any = Matches(row, parent, link).Count > 0;
        return link.JoinOperator switch
        {
            JoinOperator.NotAny => !any,
            JoinOperator.All => !any && Linked(row, parent, link).Any(),
            _ => any,
        };
    }

    private static Dictionary<string, Entity?> Empty(Dictionary<string, Entity?> row, LinkEntity link)
    {
        row = new Dictionary<string, Entity?>(row) { [link.EntityAlias] = null };
        return link.LinkEntities.Where(l => l.JoinOperator is JoinOperator.Inner or JoinOperator.LeftOuter or JoinOperator.MatchFirstRowUsingCrossApply).Aggregate(row, Empty);
    }

    private bool Keeps(FilterExpression filter, Dictionary<string, Entity?> row, string owner)
    {
        if (!HasConditions(filter))
            return true;
        var parts = filter.Conditions.Select(c => conditions.Keeps(c, row[c.EntityName ?? owner]))
            .Concat(filter.Filters.Where(HasConditions).Select(f => Keeps(f, row, owner)))
            .Concat(filter.AnyAllFilterLinkEntity is { } link ? [Related(row, owner, link)] : Array.Empty<bool>());
        return filter.FilterOperator == LogicalOperator.Or ? parts.Contains(true) : !parts.Contains(false);
    }

    private static bool HasConditions(FilterExpression filter) => filter.Conditions.Count > 0 || filter.AnyAllFilterLinkEntity is not null || filter.Filters.Any(HasConditions);

    private static IEnumerable<(string Alias, OrderExpression Order)> LinkOrders(IEnumerable<LinkEntity> links) =>
        links.SelectMany(l => l.Orders.Select(o => (l.EntityAlias, o)).Concat(LinkOrders(l.LinkEntities)));

    private object? Key(Entity? row, string column) => row?.Attributes.TryGetValue(column, out var raw) != true
        ? null
        : raw switch
        {
            OptionSetValue option => Sample.SampleTable.Column(column).Option(option.Value)?.Label.For(1033),
            EntityReference reference => tables[reference.LogicalName].Find(r => r.Id == reference.Id)?.GetAttributeValue<string>("smk_name") is { Length: > 0 } name ? name : null,
            _ => NaiveCondition.Content(raw),
        };

    private static int CompareKeys(object? a, object? b) => a is null || b is null ? (a is null ? 0 : 1) - (b is null ? 0 : 1) : NaiveCondition.Compare(a, b);

    private static string Group(Entity? row, XrmAttributeExpression column)
    {
        var value = NaiveCondition.Content(row, column.AttributeName);
        if (value is not DateTime time || column.DateTimeGrouping == XrmDateTimeGrouping.None)
            return Text(value);
        return Text(column.DateTimeGrouping switch
        {
            XrmDateTimeGrouping.Day => time.Day,
            XrmDateTimeGrouping.Month => time.Month,
            XrmDateTimeGrouping.Quarter => ((time.Month - 1) / 3) + 1,
            XrmDateTimeGrouping.Year => time.Year,
            _ => CultureInfo.InvariantCulture.Calendar.GetWeekOfYear(time, CalendarWeekRule.FirstDay, QueryMaker.WeekStart),
        });
    }

    private static string Figure(IEnumerable<Dictionary<string, Entity?>> rows, string alias, XrmAttributeExpression column)
    {
        var values = rows.Select(r => NaiveCondition.Content(r[alias], column.AttributeName)).Where(v => v is not null).ToList();
        switch (column.AggregateType)
        {
            case XrmAggregateType.Count: return Text(rows.Count());
            case XrmAggregateType.CountColumn: return Text(values.Count);
            case XrmAggregateType.Min: return Text(values.Aggregate((object?)null, (a, b) => a is null || NaiveCondition.Compare(b!, a) < 0 ? b : a));
            case XrmAggregateType.Max: return Text(values.Aggregate((object?)null, (a, b) => a is null || NaiveCondition.Compare(b!, a) > 0 ? b : a));
            default: break;
        }

        if (values.Count > 0 && values[0] is double)
            return Text(column.AggregateType == XrmAggregateType.Sum ? values.Sum(v => (double)v!) : values.Average(v => (double)v!));
        var sum = values.Sum(v => Convert.ToDecimal(v, CultureInfo.InvariantCulture));
        if (column.AggregateType == XrmAggregateType.Sum)
            return Text(sum);
        if (values.Count == 0)
            return "-";
        return Text(values[0] is int or long ? decimal.Truncate(sum / values.Count) : decimal.Round(sum / values.Count, 10, MidpointRounding.AwayFromZero));
    }
}
