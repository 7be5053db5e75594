using System;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Storage;
using Smarketing.Tests.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>Groups and figures, by parts of dates, in both languages and page by page.</summary>
public sealed class AggregateTests
{
    private static readonly Guid User = Sample.Id(100);

    // In Paris the first is still 2025 in UTC, the second begins the year, the third and fourth are on both sides of a month's end.
    private static readonly string[] Instants = ["2025-12-31 23:30:00", "2026-01-01 12:00:00", "2026-03-31 21:59:59", "2026-03-31 22:00:00"];

    [Theory]
    [InlineData("day", "", "1=3 31=1")]
    [InlineData("month", "", "1=2 3=1 4=1")]
    [InlineData("quarter", "", "1=3 2=1")]
    [InlineData("year", "", "2026=4")]
    [InlineData("week", "", "1=2 14=2")]
    [InlineData("day", "usertimezone='false'", "1=1 31=3")]
    [InlineData("month", "usertimezone='false'", "1=1 3=2 12=1")]
    [InlineData("year", "usertimezone='0'", "2025=1 2026=3")]
    [InlineData("year", "usertimezone='true'", "2026=4")]
    public void Dates_group_by_their_parts_where_the_user_lives_or_in_UTC(string part, string zone, string expected)
    {
        using var store = Store();
        var fetch = $"""
            <fetch aggregate='true'>
              <entity name='{Sample.Table}'>
                <attribute name='smk_when' groupby='true' dategrouping='{part}' alias='part' {zone} />
                <attribute name='smk_sampleid' aggregate='count' alias='rows' />
                <filter><condition attribute='smk_when' operator='not-null' /></filter>
                <order alias='part' />
              </entity>
            </fetch>
            """;
        Assert.Equal(expected, Shown(store.Query(new FetchExpression(fetch), User, Sample.Now)));
    }

    [Theory]
    [InlineData(DayOfWeek.Sunday, "2026-01-03", 1)]
    [InlineData(DayOfWeek.Sunday, "2026-01-04", 2)]
    [InlineData(DayOfWeek.Monday, "2026-01-04", 1)]
    [InlineData(DayOfWeek.Monday, "2026-01-05", 2)]
    [InlineData(DayOfWeek.Sunday, "2023-03-25", 12)]
    [InlineData(DayOfWeek.Sunday, "2023-08-27", 35)]
    [InlineData(DayOfWeek.Sunday, "2028-12-31", 54)]
    public void The_first_week_holds_1_January(DayOfWeek start, string day, int week)
    {
        using var store = Store(start);
        store.Insert(Sample.Row(20, ("smk_day", DateTime.Parse(day, CultureInfo.InvariantCulture))));
        var fetch = $"<fetch aggregate='true'><entity name='{Sample.Table}'><attribute name='smk_day' groupby='true' dategrouping='week' alias='part' /><filter><condition attribute='smk_day' operator='not-null' /></filter></entity></fetch>";
        Assert.Equal(week, Value(store.Query(new FetchExpression(fetch), User, Sample.Now).Entities.Single(), "part"));
    }

    [Fact]
    public void A_QueryExpression_groups_by_UTC()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Table);
        query.ColumnSet.AttributeExpressions.Add(new XrmAttributeExpression("smk_when", XrmAggregateType.None, "part", XrmDateTimeGrouping.Year) { HasGroupBy = true });
        query.ColumnSet.AttributeExpressions.Add(new XrmAttributeExpression("smk_sampleid", XrmAggregateType.Count, "rows"));
        query.Criteria.AddCondition("smk_when", ConditionOperator.NotNull);
        query.Orders.Add(new OrderExpression("smk_when", OrderType.Descending));
        Assert.Equal("2026=3 2025=1", Shown(store.Query(query, User, Sample.Now)));
    }

    [Fact]
    public void A_QueryExpression_takes_every_figure_also_of_linked_tables()
    {
        using var store = Store();
        store.Insert(new Entity(Sample.Parent, Sample.Id(500)) { ["smk_size"] = 7 });
        store.Insert(Sample.Row(30, ("smk_int", 4), ("smk_parentid", new EntityReference(Sample.Parent, Sample.Id(500)))));
        store.Insert(Sample.Row(31, ("smk_int", 8), ("smk_parentid", new EntityReference(Sample.Parent, Sample.Id(500)))));
        var query = new QueryExpression(Sample.Table);
        foreach (var type in new[] { XrmAggregateType.Count, XrmAggregateType.CountColumn, XrmAggregateType.Sum, XrmAggregateType.Avg, XrmAggregateType.Min, XrmAggregateType.Max })
            query.ColumnSet.AttributeExpressions.Add(new XrmAttributeExpression("smk_int", type, type.ToString()));
        var link = query.AddLink(Sample.Parent, "smk_parentid", "smk_parentid");
        link.Columns.AttributeExpressions.Add(new XrmAttributeExpression("smk_size", XrmAggregateType.Sum, "size"));
        var row = store.Query(query, User, Sample.Now).Entities.Single();
        Assert.Equal([2, 2, 12, 6, 4, 8, 14], new[] { "Count", "CountColumn", "Sum", "Avg", "Min", "Max", "size" }.Select(a => (int)Value(row, a)!));
        Assert.Equal(Sample.Parent, row.GetAttributeValue<AliasedValue>("size").EntityLogicalName);
    }

    [Theory]
    [InlineData("no alias")]
    [InlineData("plain column")]
    [InlineData("neither")]
    [InlineData("both")]
    [InlineData("two of one name")]
    [InlineData("fiscal")]
    [InlineData("order")]
    public void An_aggregate_QueryExpression_that_contradicts_itself_faults(string mistake)
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Table);
        var columns = query.ColumnSet.AttributeExpressions;
        columns.Add(new XrmAttributeExpression("smk_int", XrmAggregateType.Sum, "sum"));
        switch (mistake)
        {
            case "no alias": columns.Add(new XrmAttributeExpression("smk_int", XrmAggregateType.Max)); break;
            case "plain column": query.ColumnSet.AddColumn("smk_name"); break;
            case "neither": columns.Add(new XrmAttributeExpression("smk_name", XrmAggregateType.None, "name")); break;
            case "both": columns.Add(new XrmAttributeExpression("smk_int", XrmAggregateType.Max, "max") { HasGroupBy = true }); break;
            case "two of one name": columns.Add(new XrmAttributeExpression("smk_int", XrmAggregateType.Max, "sum")); break;
            case "fiscal": columns.Add(new XrmAttributeExpression("smk_when", XrmAggregateType.None, "year", XrmDateTimeGrouping.FiscalYear) { HasGroupBy = true }); break;
            default: query.AddOrder("smk_name", OrderType.Ascending); break;
        }

        Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Query(query, User, Sample.Now));
    }

    [Fact]
    public void Groups_come_page_by_page()
    {
        using var store = Sample.StoreWith("smk_int", 3, 1, 2, 2, 5, 4);
        var seen = "";
        for (var page = 1; ; page++)
        {
            var rows = store.Query(new FetchExpression($"<fetch aggregate='true' count='2' page='{page}'><entity name='{Sample.Table}'><attribute name='smk_int' groupby='true' alias='part' /><attribute name='smk_int' aggregate='count' alias='rows' /><order alias='rows' descending='true' /></entity></fetch>"), User, Sample.Now);
            seen += Shown(rows) + ";";
            if (!rows.MoreRecords)
                break;
        }

        Assert.Equal("2=2 1=1;3=1 4=1;5=1;", seen);
    }

    [Fact]
    public void The_first_groups_of_the_order_are_what_top_gives()
    {
        using var store = Sample.StoreWith("smk_int", 3, 1, 2, 2);
        var rows = store.Query(new FetchExpression($"<fetch aggregate='true' top='1'><entity name='{Sample.Table}'><attribute name='smk_int' groupby='true' alias='part' /><attribute name='smk_int' aggregate='count' alias='rows' /><order alias='rows' descending='true' /></entity></fetch>"), User, Sample.Now);
        Assert.Equal(("2=2", false), (Shown(rows), rows.MoreRecords));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(3, true)]
    public void More_rows_than_the_query_allows_to_go_in_fault(int limit, bool refused)
    {
        using var store = Sample.StoreWith("smk_int", 3, 1, 2, 2);
        var query = new FetchExpression($"<fetch aggregate='true' aggregatelimit='{limit}'><entity name='{Sample.Table}'><attribute name='smk_int' aggregate='sum' alias='sum' /></entity></fetch>");
        if (refused)
            Assert.Equal(ErrorCodes.AggregateLimit, Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Query(query, User, Sample.Now)).Detail.ErrorCode);
        else
            Assert.Equal(8, Value(store.Query(query, User, Sample.Now).Entities.Single(), "sum"));
    }

    [Fact]
    public void Groups_of_choices_and_lookups_sort_by_what_people_read()
    {
        using var store = Sample.StoreWith("smk_choice", new OptionSetValue(1), new OptionSetValue(2), new OptionSetValue(3));
        var fetch = $"<fetch aggregate='true' {{0}}><entity name='{Sample.Table}'><attribute name='smk_choice' groupby='true' alias='part' /><attribute name='smk_sampleid' aggregate='count' alias='rows' /><order alias='part' /></entity></fetch>";
        Assert.Equal([2, 3, 1], Options(""));
        Assert.Equal([1, 2, 3], Options("useraworderby='true'"));

        int[] Options(string attribute) => store.Query(new FetchExpression(string.Format(CultureInfo.InvariantCulture, fetch, attribute)), User, Sample.Now).Entities.Select(e => ((OptionSetValue)Value(e, "part")!).Value).ToArray();
    }

    private static RecordStore Store(DayOfWeek weekStart = DayOfWeek.Sunday)
    {
        var standard = Smarketing.LocalDataverse.StandardTables.StandardTables.NewCatalog();
        var store = new RecordStore(null, Sample.Catalog(Sample.ParentTable, Sample.SampleTable, standard.Table("usersettings"), standard.Table("organization")));
        store.Insert(new Entity("usersettings", User) { ["timezonecode"] = 105 });
        store.Insert(new Entity("organization", Sample.Id(1)) { ["weekstartdaycode"] = new OptionSetValue((int)weekStart) });
        for (var i = 0; i < Instants.Length; i++)
            store.Insert(Sample.Row(i + 1, ("smk_when", DateTime.Parse(Instants[i], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal))));
        return store;
    }

    private static string Shown(EntityCollection rows) => string.Join(" ", rows.Entities.Select(e => $"{Value(e, "part")}={Value(e, "rows")}"));

    private static object? Value(Entity row, string alias) => row.GetAttributeValue<AliasedValue>(alias)?.Value;
}
