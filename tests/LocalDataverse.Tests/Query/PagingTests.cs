using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CsCheck;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Storage;
using Smarketing.Tests.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Query;

public sealed class PagingTests
{
    private static readonly Gen<(string Column, bool Descending)[]> Orders =
        Gen.Select(Gen.OneOf(Gen.Const("smk_name"), Gen.Const("smk_int"), Gen.Const("smk_choice"), Gen.Const("smk_when"), Gen.Const("smk_parentid"), Gen.Const("smk_decimal")), Gen.Bool, (c, d) => (c, d)).Array[0, 3];

    [Fact]
    public void Pages_lose_and_double_no_row_whatever_the_order()
    {
        using var store = Filled(60);
        Gen.Select(Orders, Gen.Int[1, 20], Gen.Bool).Sample(
            (orders, size, withCookie) =>
            {
                var whole = Pages(store, orders, 5000, withCookie: false);
                var paged = Pages(store, orders, size, withCookie);
                Assert.Equal(60, whole.Count);
                Assert.Equal(whole, paged);
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void A_row_that_comes_in_between_shifts_no_page_that_follows_a_cookie()
    {
        using var store = Sample.StoreWith("smk_int", 2, 3, 4, 5);
        var query = new QueryExpression(Sample.Table) { PageInfo = new PagingInfo { Count = 2, PageNumber = 1 } };
        query.AddOrder("smk_int", OrderType.Ascending);
        var first = Run(store, query);
        store.Insert(Sample.Row(9, ("smk_int", 1)));
        query.PageInfo = new PagingInfo { Count = 2, PageNumber = 2, PagingCookie = first.PagingCookie };
        Assert.Equal([Sample.Id(3), Sample.Id(4)], Run(store, query).Entities.Select(e => e.Id));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    public void More_records_is_told_exactly(int count, bool more)
    {
        using var store = Sample.StoreWith("smk_int", 1, 2, 3);
        var rows = Run(store, new QueryExpression(Sample.Table) { PageInfo = new PagingInfo { Count = count, PageNumber = 1 } });
        Assert.Equal((Math.Min(count, 3), more), (rows.Entities.Count, rows.MoreRecords));
    }

    [Theory]
    [InlineData(5000, false)]
    [InlineData(5001, true)]
    public void A_page_has_at_most_5000_rows_and_counting_stops_there(int rows, bool beyond)
    {
        using var store = Sample.Store();
        using (var transaction = store.Begin())
        {
            for (var i = 1; i <= rows; i++)
                store.Insert(Sample.Row(i));
            transaction.Commit();
        }

        foreach (var asked in new[] { 0, 10_000 })
        {
            var page = Run(store, new QueryExpression(Sample.Table) { PageInfo = new PagingInfo { Count = asked, PageNumber = 1, ReturnTotalRecordCount = true } });
            Assert.Equal((5000, beyond), (page.Entities.Count, page.MoreRecords));
            Assert.Equal((5000, beyond), (page.TotalRecordCount, page.TotalRecordCountLimitExceeded));
        }
    }

    [Fact]
    public void All_pages_are_counted_when_asked()
    {
        using var store = Sample.StoreWith("smk_int", 1, 2, 3);
        var page = new PagingInfo { Count = 1, PageNumber = 1 };
        Assert.Equal(-1, Run(store, new QueryExpression(Sample.Table) { PageInfo = page }).TotalRecordCount);
        page.ReturnTotalRecordCount = true;
        Assert.Equal(3, Run(store, new QueryExpression(Sample.Table) { PageInfo = page }).TotalRecordCount);
    }

    [Fact]
    public void Fetch_pages_with_the_same_cookie()
    {
        using var store = Filled(10);
        var first = Run(store, new FetchExpression($"<fetch count='4' page='1'><entity name='{Sample.Table}'><order attribute='smk_name' /></entity></fetch>"));
        var cookie = System.Security.SecurityElement.Escape(first.PagingCookie);
        var second = Run(store, new FetchExpression($"<fetch count='4' page='2' paging-cookie='{cookie}'><entity name='{Sample.Table}'><order attribute='smk_name' /></entity></fetch>"));
        Assert.Equal(Pages(store, [("smk_name", false)], 5000, false).Take(8), first.Entities.Concat(second.Entities).Select(e => e.Id));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("<cookie page=\"1\"><key name=\"smk_other\" last=\"i1\" first=\"i1\" /></cookie>")]
    [InlineData("<cookie />")]
    public void A_cookie_of_another_query_faults(string cookie)
    {
        using var store = Sample.StoreWith("smk_int", 1, 2, 3);
        var query = new QueryExpression(Sample.Table) { PageInfo = new PagingInfo { Count = 1, PageNumber = 2, PagingCookie = cookie } };
        Assert.Contains("paging cookie", Assert.Throws<FaultException<OrganizationServiceFault>>(() => Run(store, query)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Distinct_rows_page_too()
    {
        using var store = Filled(40);
        var seen = new List<int?>();
        for (var page = 1; ; page++)
        {
            var query = new QueryExpression(Sample.Table) { ColumnSet = new ColumnSet("smk_int"), Distinct = true, PageInfo = new PagingInfo { Count = 2, PageNumber = page } };
            var rows = Run(store, query);
            seen.AddRange(rows.Entities.Select(e => e.GetAttributeValue<int?>("smk_int")));
            if (!rows.MoreRecords)
                break;
        }

        Assert.Equal([null, 0, 1, 2, 3], seen);
    }

    // Few different values and many empty ones, so that ties and nulls fall on page ends.
    private static RecordStore Filled(int count)
    {
        var store = Sample.Store();
        for (var i = 0; i < 3; i++)
            store.Insert(new Entity(Sample.Parent, Sample.Id(500 + i)) { ["smk_name"] = "parent " + i });
        for (var i = 0; i < count; i++)
        {
            store.Insert(Sample.Row(
                (i * 7919 % 997) + 1,
                ("smk_name", (i % 5) switch { 0 => null, 1 => "É", 2 => "e", var n => "name <&'\" " + n }),
                ("smk_int", i % 6 == 5 ? null : i % 6 % 4),
                ("smk_choice", i % 4 == 0 ? null : new OptionSetValue(i % 4)),
                ("smk_when", i % 3 == 0 ? null : Sample.Now.AddSeconds(i % 7)),
                ("smk_decimal", i % 2 == 0 ? null : i % 9 / 100m),
                ("smk_parentid", i % 4 == 3 ? null : new EntityReference(Sample.Parent, Sample.Id(500 + (i % 4))))));
        }

        return store;
    }

    private static List<Guid> Pages(RecordStore store, (string Column, bool Descending)[] orders, int size, bool withCookie)
    {
        var ids = new List<Guid>();
        string? cookie = null;
        for (var page = 1; ; page++)
        {
            var query = new QueryExpression(Sample.Table) { PageInfo = new PagingInfo { Count = size, PageNumber = page, PagingCookie = withCookie ? cookie : null } };
            foreach (var (column, descending) in orders)
                query.AddOrder(column, descending ? OrderType.Descending : OrderType.Ascending);
            var rows = Run(store, query);
            ids.AddRange(rows.Entities.Select(e => e.Id));
            cookie = rows.PagingCookie;
            if (!rows.MoreRecords)
                return ids;
        }
    }

    private static EntityCollection Run(RecordStore store, QueryBase query) => store.Query(query, Sample.Id(100), Sample.Now);
}
