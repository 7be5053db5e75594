using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query.Readers;
using Smarketing.LocalDataverse.Storage;
using Smarketing.Tests.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>Where each relative date begins and ends, to the second, for a user in Paris: with days of 23, 24 and 25 hours.</summary>
public sealed class RelativeDateTests
{
    private static readonly Guid User = Sample.Id(100);

    // Paris goes forward on 29 March 2026 at 01:00 UTC and back on 25 October 2026 at 01:00 UTC. The first instant that is kept, and the first
    // after it that is not; an open end is empty. Both are UTC; it is 12:00 UTC on the day named first.
    public static TheoryData<string, ConditionOperator, int, string, string> Spans => new()
    {
        { "2026-03-29", ConditionOperator.Today, 0, "2026-03-28 23:00:00", "2026-03-29 22:00:00" },
        { "2026-10-25", ConditionOperator.Today, 0, "2026-10-24 22:00:00", "2026-10-25 23:00:00" },
        { "2026-03-30", ConditionOperator.Yesterday, 0, "2026-03-28 23:00:00", "2026-03-29 22:00:00" },
        { "2026-10-24", ConditionOperator.Tomorrow, 0, "2026-10-24 22:00:00", "2026-10-25 23:00:00" },
        { "2026-03-29", ConditionOperator.ThisWeek, 0, "2026-03-28 23:00:00", "2026-04-04 22:00:00" },
        { "2026-03-28", ConditionOperator.ThisWeek, 0, "2026-03-21 23:00:00", "2026-03-28 23:00:00" },
        { "2026-03-29", ConditionOperator.LastWeek, 0, "2026-03-21 23:00:00", "2026-03-28 23:00:00" },
        { "2026-10-24", ConditionOperator.NextWeek, 0, "2026-10-24 22:00:00", "2026-10-31 23:00:00" },
        { "2026-03-31", ConditionOperator.ThisMonth, 0, "2026-02-28 23:00:00", "2026-03-31 22:00:00" },
        { "2026-03-31", ConditionOperator.LastMonth, 0, "2026-01-31 23:00:00", "2026-02-28 23:00:00" },
        { "2026-12-01", ConditionOperator.NextMonth, 0, "2026-12-31 23:00:00", "2027-01-31 23:00:00" },
        { "2026-07-01", ConditionOperator.ThisYear, 0, "2025-12-31 23:00:00", "2026-12-31 23:00:00" },
        { "2026-07-01", ConditionOperator.LastYear, 0, "2024-12-31 23:00:00", "2025-12-31 23:00:00" },
        { "2026-07-01", ConditionOperator.NextYear, 0, "2026-12-31 23:00:00", "2027-12-31 23:00:00" },
        { "2026-03-30", ConditionOperator.LastXHours, 36, "2026-03-29 00:00:00", "2026-03-30 12:00:01" },
        { "2026-10-24", ConditionOperator.NextXHours, 24, "2026-10-24 12:00:00", "2026-10-25 12:00:01" },
        { "2026-03-30", ConditionOperator.LastXDays, 1, "2026-03-28 23:00:00", "2026-03-30 12:00:01" },
        { "2026-10-24", ConditionOperator.NextXDays, 1, "2026-10-24 12:00:00", "2026-10-25 23:00:00" },
        { "2026-04-05", ConditionOperator.Last7Days, 0, "2026-03-28 23:00:00", "2026-04-05 12:00:01" },
        { "2026-10-18", ConditionOperator.Next7Days, 0, "2026-10-18 12:00:00", "2026-10-25 23:00:00" },
        { "2026-04-05", ConditionOperator.LastXWeeks, 2, "2026-03-21 23:00:00", "2026-04-05 12:00:01" },
        { "2026-10-11", ConditionOperator.NextXWeeks, 2, "2026-10-11 12:00:00", "2026-10-25 23:00:00" },
        { "2026-05-31", ConditionOperator.LastXMonths, 3, "2026-02-27 23:00:00", "2026-05-31 12:00:01" },
        { "2026-08-31", ConditionOperator.NextXMonths, 1, "2026-08-31 12:00:00", "2026-09-30 22:00:00" },
        { "2024-02-29", ConditionOperator.LastXYears, 1, "2023-02-27 23:00:00", "2024-02-29 12:00:01" },
        { "2024-02-29", ConditionOperator.NextXYears, 1, "2024-02-29 12:00:00", "2025-02-28 23:00:00" },
        { "2026-03-29", ConditionOperator.OlderThanXMinutes, 90, "", "2026-03-29 10:30:00" },
        { "2026-03-30", ConditionOperator.OlderThanXHours, 36, "", "2026-03-29 00:00:00" },
        { "2026-03-30", ConditionOperator.OlderThanXDays, 1, "", "2026-03-28 23:00:00" },
        { "2026-04-05", ConditionOperator.OlderThanXWeeks, 1, "", "2026-03-28 23:00:00" },
        { "2026-05-31", ConditionOperator.OlderThanXMonths, 3, "", "2026-02-27 23:00:00" },
        { "2024-02-29", ConditionOperator.OlderThanXYears, 1, "", "2023-02-27 23:00:00" },
        { "2026-10-25", ConditionOperator.OlderThanXYears, 100_000, "", "1000-01-01 00:00:00" },
    };

    [Theory]
    [MemberData(nameof(Spans))]
    public void A_span_begins_and_ends_to_the_second(string today, ConditionOperator op, int count, string from, string before)
    {
        using var store = Store(DayOfWeek.Sunday);
        var edges = new[] { from, before }.Where(e => e.Length > 0 && !e.StartsWith("1000", StringComparison.Ordinal)).Select(Utc).ToArray();
        var instants = edges.SelectMany(e => new[] { e.AddSeconds(-1), e }).Distinct().ToArray();
        for (var i = 0; i < instants.Length; i++)
            store.Insert(Sample.Row(i + 1, ("smk_when", instants[i])));
        store.Insert(Sample.Row(50, ("smk_int", 1)));
        var expected = instants.Where(i => (from.Length == 0 || i >= Utc(from)) && i < Utc(before)).ToArray();
        var now = Utc(today + " 12:00:00");
        foreach (var query in new QueryBase[] { Expression("smk_when", op, count), Fetch("smk_when", op, count) })
            Assert.Equal(expected, store.Query(query, User, now).Entities.Select(e => e.GetAttributeValue<DateTime>("smk_when")).Order());
    }

    [Theory]
    [InlineData(DayOfWeek.Sunday, "2026-03-29", "2026-04-04")]
    [InlineData(DayOfWeek.Monday, "2026-03-23", "2026-03-29")]
    [InlineData(DayOfWeek.Saturday, "2026-03-28", "2026-04-03")]
    public void A_week_begins_when_the_organisation_says(DayOfWeek start, string first, string last)
    {
        using var store = Store(start);
        var day = new DateTime(2026, 3, 1);
        for (var i = 0; i < 50; i++)
            store.Insert(Sample.Row(i + 1, ("smk_day", day.AddDays(i))));
        var days = store.Query(Expression("smk_day", ConditionOperator.ThisWeek, 0), User, Sample.Now).Entities.Select(e => e.GetAttributeValue<DateTime>("smk_day")).ToList();
        Assert.Equal((7, Utc(first + " 00:00:00"), Utc(last + " 00:00:00")), (days.Count, days.Min(), days.Max()));
    }

    [Fact]
    public void Hours_of_a_column_without_time_zone_are_those_that_clocks_show()
    {
        // 12:00 UTC is 14:00 in Paris; ten hours before the clocks showed 04:00, as none was lost since.
        using var store = Store(DayOfWeek.Sunday);
        store.Insert(Sample.Row(1, ("smk_clock", new DateTime(2026, 3, 29, 3, 59, 59))));
        store.Insert(Sample.Row(2, ("smk_clock", new DateTime(2026, 3, 29, 4, 0, 0))));
        store.Insert(Sample.Row(3, ("smk_clock", new DateTime(2026, 3, 29, 14, 0, 0))));
        store.Insert(Sample.Row(4, ("smk_clock", new DateTime(2026, 3, 29, 14, 0, 1))));
        Assert.Equal([Sample.Id(2), Sample.Id(3)], store.Query(Expression("smk_clock", ConditionOperator.LastXHours, 10), User, Sample.Now).Entities.Select(e => e.Id).Order());
    }

    [Fact]
    public void What_is_older_than_x_days_is_not_of_the_last_x_days()
    {
        using var store = Store(DayOfWeek.Sunday);
        for (var i = 0; i < 200; i++)
            store.Insert(Sample.Row(i + 1, ("smk_when", Sample.Now.AddHours(-i))));
        var last = store.Query(Expression("smk_when", ConditionOperator.LastXDays, 3), User, Sample.Now).Entities.Select(e => e.Id).ToHashSet();
        var older = store.Query(Expression("smk_when", ConditionOperator.OlderThanXDays, 3), User, Sample.Now).Entities.Select(e => e.Id).ToHashSet();
        Assert.Empty(last.Intersect(older));
        Assert.Equal(200, last.Count + older.Count);
    }

    [Fact]
    public void What_was_looked_up_about_the_user_is_looked_up_again_once_it_changed()
    {
        using var store = Store(DayOfWeek.Sunday);
        store.Insert(Sample.Row(1, ("smk_when", Utc("2026-03-28 23:30:00"))));
        var today = Expression("smk_when", ConditionOperator.Today, 0);
        Assert.Single(store.Query(today, User, Sample.Now).Entities);
        using (var transaction = store.Begin())
        {
            store.Update(new Entity("usersettings", User) { ["timezonecode"] = 92 });
            Assert.Empty(store.Query(today, User, Sample.Now).Entities);
        }

        Assert.Single(store.Query(today, User, Sample.Now).Entities);
    }

    private static RecordStore Store(DayOfWeek weekStart)
    {
        var standard = Smarketing.LocalDataverse.StandardTables.StandardTables.NewCatalog();
        var store = new RecordStore(null, Sample.Catalog(Sample.ParentTable, Sample.SampleTable, standard.Table("usersettings"), standard.Table("organization")));
        store.Insert(new Entity("usersettings", User) { ["timezonecode"] = 105 });
        store.Insert(new Entity("organization", Sample.Id(1)) { ["weekstartdaycode"] = new OptionSetValue((int)weekStart) });
        return store;
    }

    private static QueryExpression Expression(string column, ConditionOperator op, int count)
    {
        var query = new QueryExpression(Sample.Table) { ColumnSet = new ColumnSet(column) };
        query.Criteria.AddCondition(column, op, count == 0 ? [] : [count]);
        return query;
    }

    private static FetchExpression Fetch(string column, ConditionOperator op, int count)
    {
        var name = FetchOperators.ByName.First(o => o.Value == op).Key;
        var value = count == 0 ? "" : $" value='{count}'";
        return new FetchExpression($"<fetch><entity name='{Sample.Table}'><attribute name='{column}' /><filter><condition attribute='{column}' operator='{name}'{value} /></filter></entity></fetch>");
    }

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
