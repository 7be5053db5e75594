using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Storage;
using Smarketing.Tests.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>With many rows a query for few of them seeks; it does not walk the table.</summary>
public sealed class IndexTests(IndexTests.ManyRows many) : IClassFixture<IndexTests.ManyRows>
{
    private const int Count = 100_000;

    public static TheoryData<string, object> Selective => new()
    {
        { "smk_parentid", Sample.Id(5) },
        { "smk_customerid", Sample.Id(5) },
        { "ownerid", Sample.Id(5) },
        { "smk_key", "KEY 5" },
        { "smk_sampleid", Sample.Id(5) },
    };

    [Theory]
    [MemberData(nameof(Selective))]
    public void A_lookup_a_key_and_an_id_are_sought(string column, object value)
    {
        var query = new QueryExpression(Sample.Table) { ColumnSet = new ColumnSet("smk_name") };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        var plan = Plan(query);
        Assert.Contains(plan, line => line.StartsWith("SEARCH t0 USING", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.StartsWith("SCAN", StringComparison.Ordinal));
        Assert.NotEmpty(many.Store.Query(query, Sample.Id(5), Sample.Now).Entities);
    }

    [Theory]
    [InlineData(JoinOperator.Inner)]
    [InlineData(JoinOperator.LeftOuter)]
    public void A_link_to_many_is_sought_by_its_lookup(JoinOperator join)
    {
        var query = new QueryExpression(Sample.Parent);
        query.Criteria.AddCondition("smk_parentid", ConditionOperator.Equal, Sample.Id(5));
        query.AddLink(Sample.Table, "smk_parentid", "smk_parentid", join);
        var plan = Plan(query);
        Assert.Contains(plan, line => line.StartsWith("SEARCH t1 USING INDEX lookup smk_sample smk_parentid", StringComparison.Ordinal));
        Assert.Equal(Count / 1000, many.Store.Query(query, Sample.Id(5), Sample.Now).Entities.Count);
    }

    [Fact]
    public void A_page_behind_a_cookie_is_sought_by_id()
    {
        var query = new QueryExpression(Sample.Table) { PageInfo = new PagingInfo { Count = 10, PageNumber = 1 } };
        var cookie = many.Store.Query(query, Sample.Id(5), Sample.Now).PagingCookie;
        query.PageInfo = new PagingInfo { Count = 10, PageNumber = 2, PagingCookie = cookie };
        Assert.Contains(Plan(query), line => line.StartsWith("SEARCH t0 USING", StringComparison.Ordinal));
    }

    private List<string> Plan(QueryExpression query) => many.Store.Explain(query, Sample.Id(5), Sample.Now).Skip(1).ToList();

    /// <summary>100,000 rows, a hundred to each of a thousand parents.</summary>
    public sealed class ManyRows : IDisposable
    {
        public ManyRows()
        {
            using var transaction = Store.Begin();
            for (var i = 1; i <= 1000; i++)
                Store.Insert(new Entity(Sample.Parent, Sample.Id(i)));
            for (var i = 1; i <= Count; i++)
            {
                Store.Insert(Sample.Row(
                    i,
                    ("smk_key", "key " + i),
                    ("smk_name", "row"),
                    ("smk_parentid", new EntityReference(Sample.Parent, Sample.Id((i % 1000) + 1))),
                    ("smk_customerid", new EntityReference(Sample.Parent, Sample.Id((i % 1000) + 1))),
                    ("ownerid", new EntityReference("team", Sample.Id((i % 1000) + 1)))));
            }

            transaction.Commit();
        }

        internal RecordStore Store { get; } = Sample.Store();

        public void Dispose() => Store.Dispose();
    }
}
