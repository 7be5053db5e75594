using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query;
using Smarketing.LocalDataverse.Query.Operators;
using Smarketing.LocalDataverse.Query.Readers;
using Smarketing.LocalDataverse.Storage;
using Smarketing.Tests.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>Each operator at the edge of what it keeps, and what it does with empty columns.</summary>
public sealed class OperatorTests
{
    private static DateTime Utc(int day, int hour, int minute = 0, int second = 0) => new(2026, 3, day, hour, minute, second, DateTimeKind.Utc);

    // Rows are numbered from 1 in the order of the values.
    private static readonly object?[] Numbers = [-1, 0, 1, 2, null];
    private static readonly object?[] Texts = ["Élodie", "elodie", "Eloïse", "Zoé", "100%", "a_b", "[x]", null];

    public static TheoryData<ConditionOperator, object[], int[]> NumberCases => new()
    {
        { ConditionOperator.Equal, [1], [3] },
        { ConditionOperator.NotEqual, [1], [1, 2, 4, 5] },
        { ConditionOperator.GreaterThan, [0], [3, 4] },
        { ConditionOperator.GreaterEqual, [0], [2, 3, 4] },
        { ConditionOperator.LessThan, [1], [1, 2] },
        { ConditionOperator.LessEqual, [1], [1, 2, 3] },
        { ConditionOperator.In, [0, 2], [2, 4] },
        { ConditionOperator.NotIn, [0, 2], [1, 3, 5] },
        { ConditionOperator.Between, [0, 1], [2, 3] },
        { ConditionOperator.Between, [1, 0], [] },
        { ConditionOperator.NotBetween, [0, 1], [1, 4] },
        { ConditionOperator.Null, [], [5] },
        { ConditionOperator.NotNull, [], [1, 2, 3, 4] },
    };

    public static TheoryData<ConditionOperator, object[], int[]> TextCases => new()
    {
        { ConditionOperator.Equal, ["ELODIE"], [1, 2] },
        { ConditionOperator.Equal, ["elodie "], [1, 2] },
        { ConditionOperator.NotEqual, ["elodie"], [3, 4, 5, 6, 7, 8] },
        { ConditionOperator.In, ["zoe", "100%"], [4, 5] },
        { ConditionOperator.NotIn, ["zoe", "elodie"], [3, 5, 6, 7, 8] },
        { ConditionOperator.Like, ["elo%"], [1, 2, 3] },
        { ConditionOperator.Like, ["_oe"], [4] },
        { ConditionOperator.Like, ["elo[d-e]%"], [1, 2] },
        { ConditionOperator.Like, ["elo[^d]%"], [3] },
        { ConditionOperator.Like, ["%[%]"], [5] },
        { ConditionOperator.Like, ["a[_]b"], [6] },
        { ConditionOperator.Like, ["[[]x]"], [7] },
        { ConditionOperator.Like, ["elo"], [] },
        { ConditionOperator.NotLike, ["e%"], [4, 5, 6, 7, 8] },
        { ConditionOperator.BeginsWith, ["ELO"], [1, 2, 3] },
        { ConditionOperator.DoesNotBeginWith, ["elo"], [4, 5, 6, 7, 8] },
        { ConditionOperator.EndsWith, ["DIE"], [1, 2] },
        { ConditionOperator.DoesNotEndWith, ["die"], [3, 4, 5, 6, 7, 8] },
        { ConditionOperator.Contains, ["LOD"], [1, 2] },
        { ConditionOperator.DoesNotContain, ["lo"], [4, 5, 6, 7, 8] },
        { ConditionOperator.GreaterThan, ["eloise"], [4] },
        { ConditionOperator.LessEqual, ["elodie"], [1, 2, 5, 6, 7] },
    };

    // The user lives in Paris, where 29 March 2026 begins at 23:00 UTC and ends, an hour short, at 22:00 UTC. It is noon UTC.
    public static TheoryData<ConditionOperator, object[], int[]> DayCases => new()
    {
        { ConditionOperator.On, [new DateTime(2026, 3, 29)], [3, 4, 5, 6] },
        { ConditionOperator.NotOn, [new DateTime(2026, 3, 29)], [1, 2, 7, 8, 9, 10] },
        { ConditionOperator.OnOrAfter, [new DateTime(2026, 3, 29)], [3, 4, 5, 6, 7, 8, 9] },
        { ConditionOperator.OnOrBefore, [new DateTime(2026, 3, 29)], [1, 2, 3, 4, 5, 6] },
        { ConditionOperator.Today, [], [3, 4, 5, 6] },
        { ConditionOperator.Yesterday, [], [1, 2] },
        { ConditionOperator.Tomorrow, [], [7, 8] },
        { ConditionOperator.LastXDays, [1], [1, 2, 3, 4] },
        { ConditionOperator.NextXDays, [1], [4, 5, 6, 7, 8] },
        { ConditionOperator.Last7Days, [], [1, 2, 3, 4] },
        { ConditionOperator.Next7Days, [], [4, 5, 6, 7, 8, 9] },
    };

    private static readonly object?[] Instants =
    [
        Utc(27, 23), Utc(28, 22, 59, 59), Utc(28, 23), Utc(29, 12), Utc(29, 12, 0, 1), Utc(29, 21, 59, 59), Utc(29, 22), Utc(30, 21, 59, 59), Utc(30, 22), null,
    ];

    [Theory]
    [MemberData(nameof(NumberCases))]
    public void Numbers_are_kept_up_to_the_edge(ConditionOperator op, object[] values, int[] expected)
    {
        using var store = Sample.StoreWith("smk_int", Numbers);
        Assert.Equal(expected, Rows(store, "smk_int", op, values));
        Assert.Equal(expected, FetchRows(store, "smk_int", op, values));
    }

    [Theory]
    [MemberData(nameof(NumberCases))]
    public void Decimals_and_money_are_kept_up_to_the_edge(ConditionOperator op, object[] values, int[] expected)
    {
        var decimals = values.Select(v => (object)(decimal)(int)v).ToArray();
        using (var store = Sample.StoreWith("smk_decimal", Numbers.Select(n => n is int i ? (object)(decimal)i : null).ToArray()))
            Assert.Equal(expected, Rows(store, "smk_decimal", op, decimals));
        using (var store = Sample.StoreWith("smk_money", Numbers.Select(n => n is int i ? new Money(i) : null).ToArray()))
            Assert.Equal(expected, Rows(store, "smk_money", op, decimals));
    }

    [Theory]
    [MemberData(nameof(TextCases))]
    public void Text_is_compared_without_case_and_accents(ConditionOperator op, object[] values, int[] expected)
    {
        using var store = Sample.StoreWith("smk_name", Texts);
        Assert.Equal(expected, Rows(store, "smk_name", op, values));
    }

    [Theory]
    [MemberData(nameof(DayCases))]
    public void Days_begin_at_midnight_where_the_user_lives(ConditionOperator op, object[] values, int[] expected)
    {
        using var store = StoreInParis("smk_when", Instants);
        Assert.Equal(expected, Rows(store, "smk_when", op, values));

        // FetchXML has no word for this one.
        if (op != ConditionOperator.NotOn)
            Assert.Equal(expected, FetchRows(store, "smk_when", op, values));
    }

    public static TheoryData<ConditionOperator, object[], int[]> ChoicesCases => new()
    {
        { ConditionOperator.ContainValues, [1], [1, 2] },
        { ConditionOperator.ContainValues, [1, 12], [1, 2, 3] },
        { ConditionOperator.ContainValues, [2], [] },
        { ConditionOperator.DoesNotContainValues, [1], [3, 4] },
        { ConditionOperator.DoesNotContainValues, [1, 12], [4] },
        { ConditionOperator.Equal, [1], [1] },
        { ConditionOperator.NotEqual, [1], [2, 3, 4] },
        { ConditionOperator.In, [12, 1], [2] },
        { ConditionOperator.In, [1], [1] },
        { ConditionOperator.NotIn, [1, 12], [1, 3, 4] },
        { ConditionOperator.Null, [], [4] },
    };

    [Theory]
    [MemberData(nameof(ChoicesCases))]
    public void Several_options_are_looked_for_one_by_one_or_as_a_set(ConditionOperator op, object[] values, int[] expected)
    {
        using var store = Sample.StoreWith("smk_choices", Chosen(1), Chosen(12, 1), Chosen(12), null);
        Assert.Equal(expected, Rows(store, "smk_choices", op, values));
        Assert.Equal(expected, FetchRows(store, "smk_choices", op, values));
    }

    private static OptionSetValueCollection Chosen(params int[] options) => new([.. options.Select(o => new OptionSetValue(o))]);

    [Fact]
    public void A_calendar_date_is_compared_as_written_wherever_the_user_lives()
    {
        using var store = StoreInParis("smk_day", [new DateTime(2026, 3, 28), new DateTime(2026, 3, 29), new DateTime(2026, 3, 30)]);
        Assert.Equal([2], Rows(store, "smk_day", ConditionOperator.Today));
        Assert.Equal([1, 2], Rows(store, "smk_day", ConditionOperator.LastXDays, 1));
        Assert.Equal([2, 3], Rows(store, "smk_day", ConditionOperator.NextXDays, 1));
        Assert.Equal([3], Rows(store, "smk_day", ConditionOperator.On, new DateTime(2026, 3, 30, 23, 0, 0, DateTimeKind.Utc)));
    }

    [Fact]
    public void A_fraction_of_a_second_lies_behind_its_second()
    {
        using var store = Sample.StoreWith("smk_when", Utc(29, 12), Utc(29, 12, 0, 1));
        Assert.Equal([2], Rows(store, "smk_when", ConditionOperator.GreaterEqual, Utc(29, 12).AddMilliseconds(1)));
        Assert.Equal([1], Rows(store, "smk_when", ConditionOperator.LessThan, Utc(29, 12).AddMilliseconds(1)));
    }

    [Fact]
    public void A_number_between_two_decimals_that_can_be_stored_is_neither()
    {
        using var store = Sample.StoreWith("smk_decimal", 1.00m, 1.01m);
        Assert.Empty(Rows(store, "smk_decimal", ConditionOperator.Equal, 1.005m));
        Assert.Equal([2], Rows(store, "smk_decimal", ConditionOperator.GreaterThan, 1.005m));
        Assert.Equal([1], Rows(store, "smk_decimal", ConditionOperator.LessThan, 1.005m));
    }

    [Fact]
    public void A_lookup_is_compared_by_id()
    {
        using var store = Sample.StoreWith("smk_parentid", new EntityReference(Sample.Parent, Sample.Id(7)), new EntityReference(Sample.Parent, Sample.Id(8)), null);
        Assert.Equal([1], Rows(store, "smk_parentid", ConditionOperator.Equal, Sample.Id(7)));
        Assert.Equal([1], Rows(store, "smk_parentid", ConditionOperator.Equal, Sample.Id(7).ToString("B")));
        Assert.Equal([2, 3], Rows(store, "smk_parentid", ConditionOperator.NotEqual, Sample.Id(7)));
        Assert.Equal([1, 2], Rows(store, "smk_parentid", ConditionOperator.In, Sample.Id(7), Sample.Id(8)));
    }

    [Fact]
    public void The_user_is_the_one_who_asks()
    {
        using var store = Sample.StoreWith("ownerid", new EntityReference("systemuser", Sample.Id(100)), new EntityReference("systemuser", Sample.Id(101)), null);
        Assert.Equal([1], Rows(store, "ownerid", ConditionOperator.EqualUserId));
        Assert.Equal([2, 3], Rows(store, "ownerid", ConditionOperator.NotEqualUserId));
    }

    [Fact]
    public void Choices_and_flags_are_compared_by_value()
    {
        using (var store = Sample.StoreWith("smk_choice", new OptionSetValue(1), new OptionSetValue(3), null))
            Assert.Equal([2], Rows(store, "smk_choice", ConditionOperator.Equal, 3));
        using (var store = Sample.StoreWith("smk_flag", true, false, null))
            Assert.Equal([2, 3], Rows(store, "smk_flag", ConditionOperator.NotEqual, true));
    }

    public static TheoryData<string, ConditionOperator, object[]> Misfits => new()
    {
        { "smk_int", ConditionOperator.Equal, ["1"] },
        { "smk_int", ConditionOperator.Equal, [1.5m] },
        { "smk_int", ConditionOperator.In, [new[] { 1, 2 }] },
        { "smk_choice", ConditionOperator.Equal, [new OptionSetValue(1)] },
        { "smk_money", ConditionOperator.Equal, [new Money(1)] },
        { "smk_decimal", ConditionOperator.Equal, ["1"] },
        { "smk_flag", ConditionOperator.Equal, ["true"] },
        { "smk_name", ConditionOperator.Equal, [1] },
        { "smk_parentid", ConditionOperator.Equal, [new EntityReference(Sample.Parent, Sample.Id(1))] },
        { "smk_parentid", ConditionOperator.Equal, ["x"] },
        { "smk_parentid", ConditionOperator.GreaterThan, [Sample.Id(1)] },
        { "smk_int", ConditionOperator.Like, ["1%"] },
        { "smk_name", ConditionOperator.LastXDays, [1] },
        { "smk_when", ConditionOperator.LastXDays, [0] },
        { "smk_when", ConditionOperator.Equal, ["yesterday"] },
        { "smk_name", ConditionOperator.EqualUserId, [] },
        { "smk_choices", ConditionOperator.GreaterThan, [1] },
        { "smk_choices", ConditionOperator.ContainValues, [] },
        { "smk_choices", ConditionOperator.ContainValues, [new OptionSetValue(1)] },
        { "smk_choice", ConditionOperator.ContainValues, [1] },
        { "smk_image", ConditionOperator.Equal, [1] },
        { "smk_name", ConditionOperator.EqualUserLanguage, [] },
        { "smk_name", ConditionOperator.EqualUserTeams, [] },
        { "smk_when", ConditionOperator.OlderThanXHours, [100_001] },
        { "smk_when", ConditionOperator.ThisWeek, [1] },
        { "smk_int", ConditionOperator.Equal, [1, 2] },
        { "smk_int", ConditionOperator.Equal, [] },
        { "smk_int", ConditionOperator.In, [] },
        { "smk_int", ConditionOperator.Null, [1] },
        { "smk_none", ConditionOperator.Null, [] },
        { "smk_party", ConditionOperator.Null, [] },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_value_that_does_not_fit_its_column_faults_with_the_column_named(string column, ConditionOperator op, object[] values)
    {
        using var store = Sample.Store();
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => Rows(store, column, op, values));
        Assert.Contains(column, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_as_a_value_faults_with_the_remedy()
    {
        using var store = Sample.Store();
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => Rows(store, "smk_int", ConditionOperator.Equal, [null!]));
        Assert.Contains("Null and NotNull", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_operator_is_either_supported_or_faults_by_its_name()
    {
        using var store = Sample.Store();
        Assert.Empty(ConditionWriter.Supported.Intersect(Unsupported.Operators));
        foreach (var op in Unsupported.Operators)
        {
            var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => Rows(store, "smk_int", op, 1));
            Assert.Contains($" {op}.", fault.Message, StringComparison.Ordinal);
        }
    }

    private static readonly Guid User = Sample.Id(100);

    private static RecordStore StoreInParis(string column, object?[] values)
    {
        var settings = Smarketing.LocalDataverse.StandardTables.StandardTables.NewCatalog().Table("usersettings");
        var store = new RecordStore(null, Sample.Catalog(Sample.ParentTable, Sample.SampleTable, settings));
        store.Insert(new Entity("usersettings", User) { ["timezonecode"] = 105 });
        for (var i = 0; i < values.Length; i++)
            store.Insert(Sample.Row(i + 1, (column, values[i])));
        return store;
    }

    private static int[] Rows(RecordStore store, string column, ConditionOperator op, params object[] values)
    {
        var query = new QueryExpression(Sample.Table);
        var condition = new ConditionExpression(column, op);
        foreach (var value in values)
            condition.Values.Add(value);
        query.Criteria.Conditions.Add(condition);
        return Numbered(store.Query(query, User, Sample.Now));
    }

    private static int[] FetchRows(RecordStore store, string column, ConditionOperator op, object[] values)
    {
        var name = FetchOperators.ByName.First(o => o.Value == op).Key;
        var texts = string.Concat(values.Select(v => $"<value>{(v is DateTime d ? d.ToString("yyyy-MM-dd") : v)}</value>"));
        var fetch = $"<fetch><entity name='{Sample.Table}'><filter><condition attribute='{column}' operator='{name}'>{texts}</condition></filter></entity></fetch>";
        return Numbered(store.Query(new FetchExpression(fetch), User, Sample.Now));
    }

    private static int[] Numbered(EntityCollection rows) => rows.Entities.Select(r => Enumerable.Range(1, 20).Single(n => Sample.Id(n) == r.Id)).Order().ToArray();

    [Fact]
    public void Half_a_surrogate_pair_as_a_value_faults_with_the_column_named()
    {
        using var store = Sample.StoreWith("smk_name", "a");
        foreach (var op in new[] { ConditionOperator.Equal, ConditionOperator.Like })
        {
            var query = new QueryExpression(Sample.Table);
            query.Criteria.AddCondition("smk_name", op, "a\ud800");
            Assert.Contains("smk_name", Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Query(query, Guid.Empty, Sample.Now)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Azores Standard Time", "2026-10-25T00:00:00", "2026-10-25T00:00:00")]
    [InlineData("Azores Standard Time", "2026-03-29T00:00:00", "2026-03-29T01:00:00")]
    [InlineData("Romance Standard Time", "2026-10-25T00:00:00", "2026-10-24T22:00:00")]
    public void A_day_begins_the_first_time_its_midnight_strikes(string zone, string date, string start)
    {
        var moment = new QueryMoment(new Asker { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) }, Sample.Now);
        Assert.Equal(DateTime.Parse(start, System.Globalization.CultureInfo.InvariantCulture), moment.StartOf(DateTime.Parse(date, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
