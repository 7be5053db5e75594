using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Storage;
using Smarketing.Tests.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>
/// Random queries over random rows give what a plain evaluation in memory gives: filters nested, all operators, links of all kinds, order,
/// distinct, top, pages and aggregates; the same in FetchXML.
/// </summary>
public sealed class QueryPropertyTests
{
    private const int Iterations = 40;
    private const int QueriesPerStore = 10;

    private static readonly Guid User = Sample.Id(100);
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Romance Standard Time");

    [Fact]
    public void A_query_gives_the_rows_of_a_plain_evaluation_in_its_order_in_both_languages() => Check((maker, store, naive) =>
    {
        var query = maker.Query();
        var expected = naive.Rows(query).ConvertAll(Ids);
        Same(expected, Rows(store, query), query);
        if (FetchWriter.Write(query) is { } fetch)
            Same(expected, Rows(store, fetch, Aliases(query)), query);
        query.TopCount = 1 + maker.Next(5);
        Same(expected.Take(query.TopCount.Value).ToList(), Rows(store, query), query);
    });

    [Fact]
    public void Pages_behind_cookies_are_the_whole() => Check((maker, store, naive) =>
    {
        var query = maker.Query();
        var expected = naive.Rows(query).ConvertAll(Ids);
        var paged = new List<string>();
        query.PageInfo = new PagingInfo { Count = 1 + maker.Next(6), PageNumber = 1, ReturnTotalRecordCount = true };
        for (; ; query.PageInfo.PageNumber++)
        {
            var page = store.Query(query, User, Sample.Now);
            Assert.Equal(expected.Count, page.TotalRecordCount);
            paged.AddRange(page.Entities.Select(e => Ids(e, query.EntityName, Aliases(query))));
            if (!page.MoreRecords)
                break;
            query.PageInfo.PagingCookie = maker.Next(3) == 0 ? null : page.PagingCookie;
        }

        Same(expected, paged, query);
    });

    [Fact]
    public void Distinct_gives_each_row_once() => Check((maker, store, naive) =>
    {
        var query = maker.DistinctQuery();
        var columns = query.ColumnSet.Columns.ToList();
        var expected = naive.Rows(query).Select(r => string.Join("|", columns.Select(c => NaiveQuery.Text(NaiveCondition.Content(r[query.EntityName], c))))).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var either in new QueryBase?[] { query, FetchWriter.Write(query) }.OfType<QueryBase>())
        {
            var actual = store.Query(either, User, Sample.Now).Entities.Select(e => string.Join("|", columns.Select(c => NaiveQuery.Text(NaiveCondition.Content(e, c))))).Order(StringComparer.Ordinal).ToList();
            Same(expected, actual, query);
        }
    });

    [Fact]
    public void Groups_and_figures_are_those_of_a_plain_evaluation() => Check((maker, store, naive) =>
    {
        var query = maker.AggregateQuery();
        var columns = query.ColumnSet.AttributeExpressions.Concat(query.LinkEntities.SelectMany(l => l.Columns.AttributeExpressions)).ToList();
        var expected = naive.Groups(query).Order(StringComparer.Ordinal).ToList();
        foreach (var either in new QueryBase?[] { query, FetchWriter.Write(query) }.OfType<QueryBase>())
        {
            var actual = store.Query(either, User, Sample.Now).Entities
                .Select(e => string.Join(" ", columns.Select(c => $"{c.Alias}={NaiveQuery.Text(NaiveCondition.Content(e.GetAttributeValue<AliasedValue>(c.Alias)?.Value))}")))
                .Order(StringComparer.Ordinal).ToList();
            Same(expected, actual, query);
        }
    });

    private static void Check(Action<QueryMaker, RecordStore, NaiveQuery> check) => Gen.UInt.Sample(
        seed =>
        {
            var maker = new QueryMaker(seed);
            var rows = maker.Rows();
            using var store = Store(rows);
            var naive = new NaiveQuery(rows, new NaiveCondition(Paris, Sample.Now, User, QueryMaker.Teams, QueryMaker.WeekStart));
            for (var i = 0; i < QueriesPerStore; i++)
                check(maker, store, naive);
        },
        iter: Iterations,
        threads: 1);

    private static RecordStore Store(Dictionary<string, List<Entity>> rows)
    {
        var store = new RecordStore(null, Sample.Catalog(
            Sample.ParentTable,
            Sample.SampleTable,
            Small("usersettings", "systemuserid", Sample.Column("timezonecode", ColumnType.Integer)),
            Small("organization", "organizationid", Sample.Column("weekstartdaycode", ColumnType.Picklist)),
            Small("teammembership", "teammembershipid", Sample.Column("systemuserid", ColumnType.Uniqueidentifier), Sample.Column("teamid", ColumnType.Uniqueidentifier))));
        using var transaction = store.Begin();
        store.Insert(new Entity("usersettings", User) { ["timezonecode"] = 105 });
        store.Insert(new Entity("organization", Sample.Id(1)) { ["weekstartdaycode"] = new OptionSetValue((int)QueryMaker.WeekStart) });
        for (var i = 0; i < QueryMaker.Teams.Count; i++)
            store.Insert(new Entity("teammembership", Sample.Id(i + 1)) { ["systemuserid"] = User, ["teamid"] = QueryMaker.Teams[i] });
        foreach (var row in rows.Values.SelectMany(r => r))
            store.Insert(row);
        transaction.Commit();
        return store;
    }

    // The real ones have hundreds of columns, and each round makes a store of its own.
    private static TableDefinition Small(string name, string id, params ColumnDefinition[] columns) =>
        new() { LogicalName = name, SchemaName = name, PrimaryId = id, Columns = [Sample.Column(id, ColumnType.Uniqueidentifier), .. columns] };

    private static List<string> Aliases(QueryExpression query) => Aliases(query.LinkEntities).ToList();

    private static IEnumerable<string> Aliases(IEnumerable<LinkEntity> links) => links
        .Where(l => l.JoinOperator is JoinOperator.Inner or JoinOperator.LeftOuter or JoinOperator.MatchFirstRowUsingCrossApply)
        .SelectMany(l => Aliases(l.LinkEntities).Prepend(l.EntityAlias));

    private static List<string> Rows(RecordStore store, QueryExpression query) => Rows(store, query, Aliases(query));

    private static List<string> Rows(RecordStore store, QueryBase query, List<string> aliases)
    {
        var rows = store.Query(query, User, Sample.Now);
        return rows.Entities.Select(e => Ids(e, rows.EntityName, aliases)).ToList();
    }

    private static string Ids(Dictionary<string, Entity?> row) => string.Join(" ", row.Values.Select(r => Number(r?.Id)));

    private static string Ids(Entity row, string root, List<string> aliases) => string.Join(
        " ", aliases.Select(a => Number((Guid?)(row.GetAttributeValue<AliasedValue>(a + ".smk_sampleid") ?? row.GetAttributeValue<AliasedValue>(a + ".smk_parentid"))?.Value)).Prepend(Number(row.Id)));

    private static string Number(Guid? id) => id is { } known ? known.ToString()[6..8] : "--";

    private static void Same(List<string> expected, List<string> actual, QueryExpression query) =>
        Assert.True(expected.SequenceEqual(actual), $"expected {string.Join("; ", expected)}\nactual   {string.Join("; ", actual)}\n{FetchWriter.Write(query)?.Query ?? "not in FetchXML"}");
}
