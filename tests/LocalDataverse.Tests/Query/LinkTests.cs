using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Storage;
using Smarketing.Tests.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>Every way to link, in both languages: what joins, and what only asks whether related rows exist.</summary>
public sealed class LinkTests
{
    // Parents: Acme has rows 1 (value 1) and 2 (value 2), Bolt has row 3 (value 3), Core has none. Row 4 belongs to nobody.
    private static RecordStore Store()
    {
        var store = Sample.Store();
        Parent(101, "Acme", 10);
        Parent(102, "Bolt", 20);
        Parent(103, "Core", 30);
        Row(1, "one", 1, 101, null);
        Row(2, "two", 2, 101, 103);
        Row(3, "three", 3, 102, 101);
        Row(4, "four", 4, null, null);
        return store;

        void Parent(int number, string name, int size) => store.Insert(new Entity(Sample.Parent, Sample.Id(number)) { ["smk_name"] = name, ["smk_size"] = size });

        void Row(int number, string name, int value, int? parent, int? customer) => store.Insert(Sample.Row(
            number,
            ("smk_name", name),
            ("smk_int", value),
            ("smk_parentid", Reference(parent)),
            ("smk_customerid", Reference(customer))));
    }

    private static EntityReference? Reference(int? parent) => parent is { } p ? new EntityReference(Sample.Parent, Sample.Id(p)) : null;

    // What is asked of the linked rows: that their value is at least 2.
    [Theory]
    [InlineData("exists", JoinOperator.Exists, "Acme Bolt")]
    [InlineData("in", JoinOperator.In, "Acme Bolt")]
    [InlineData("any", JoinOperator.Any, "Acme Bolt")]
    [InlineData("not all", JoinOperator.NotAll, "Acme Bolt")]
    [InlineData("not any", JoinOperator.NotAny, "Core")]
    [InlineData("all", JoinOperator.All, "")]
    public void A_link_that_is_a_condition_gives_each_parent_once(string type, JoinOperator join, string expected)
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Parent) { ColumnSet = new ColumnSet("smk_name") };
        query.AddLink(Sample.Table, "smk_parentid", "smk_parentid", join).LinkCriteria.AddCondition("smk_int", ConditionOperator.GreaterEqual, 2);
        Assert.Equal(expected, Names(store, query));
        Assert.Equal(expected, Fetch(store, $"""
            <entity name='{Sample.Parent}'><attribute name='smk_name' />
              <link-entity name='{Sample.Table}' from='smk_parentid' to='smk_parentid' link-type='{type}'>
                <filter><condition attribute='smk_int' operator='ge' value='2' /></filter>
              </link-entity>
            </entity>
            """));
    }

    // "all" means, as documented: linked to some row, and no linked row fits the filter. To ask that all fit, say the opposite of the filter.
    [Theory]
    [InlineData(JoinOperator.All, 3, "Acme")]
    [InlineData(JoinOperator.All, 9, "Acme Bolt")]
    [InlineData(JoinOperator.NotAny, 3, "Acme Core")]
    [InlineData(JoinOperator.NotAny, 9, "Acme Bolt Core")]
    [InlineData(JoinOperator.Any, 3, "Bolt")]
    [InlineData(JoinOperator.NotAll, 3, "Bolt")]
    public void All_is_not_the_opposite_of_not_all(JoinOperator join, int atLeast, string expected)
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Parent) { ColumnSet = new ColumnSet("smk_name") };
        query.Criteria.AnyAllFilterLinkEntity = new LinkEntity(Sample.Parent, Sample.Table, "smk_parentid", "smk_parentid", join);
        query.Criteria.AnyAllFilterLinkEntity.LinkCriteria.AddCondition("smk_int", ConditionOperator.GreaterEqual, atLeast);
        Assert.Equal(expected, Names(store, query));
    }

    [Fact]
    public void A_link_in_a_filter_is_one_condition_among_others()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Parent) { ColumnSet = new ColumnSet("smk_name"), Criteria = new FilterExpression(LogicalOperator.Or) };
        query.Criteria.AddCondition("smk_size", ConditionOperator.Equal, 30);
        query.Criteria.AnyAllFilterLinkEntity = new LinkEntity(Sample.Parent, Sample.Table, "smk_parentid", "smk_parentid", JoinOperator.Any);
        query.Criteria.AnyAllFilterLinkEntity.LinkCriteria.AddCondition("smk_int", ConditionOperator.Equal, 3);
        Assert.Equal("Bolt Core", Names(store, query));
        Assert.Equal("Bolt Core", Fetch(store, $"""
            <entity name='{Sample.Parent}'><attribute name='smk_name' />
              <filter type='or'>
                <condition attribute='smk_size' operator='eq' value='30' />
                <link-entity name='{Sample.Table}' from='smk_parentid' to='smk_parentid' link-type='any'>
                  <filter><condition attribute='smk_int' operator='eq' value='3' /></filter>
                </link-entity>
              </filter>
            </entity>
            """));
    }

    [Fact]
    public void Links_in_filters_nest_and_may_hold_joins()
    {
        using var store = Store();

        // Rows whose parent is somebody's customer where that somebody's own parent is Bolt: row 3 is Acme's customer link.
        Assert.Equal("one two", Fetch(store, $"""
            <entity name='{Sample.Table}'><attribute name='smk_name' />
              <filter>
                <link-entity name='{Sample.Parent}' from='smk_parentid' to='smk_parentid' link-type='any'>
                  <filter>
                    <link-entity name='{Sample.Table}' from='smk_customerid' to='smk_parentid' link-type='any'>
                      <link-entity name='{Sample.Parent}' from='smk_parentid' to='smk_parentid' alias='theirs' />
                      <filter><condition entityname='theirs' attribute='smk_name' operator='eq' value='Bolt' /></filter>
                    </link-entity>
                  </filter>
                </link-entity>
              </filter>
            </entity>
            """));
    }

    [Fact]
    public void A_condition_within_may_name_a_table_around_it()
    {
        using var store = Store();
        Assert.Equal("two", Fetch(store, $"""
            <entity name='{Sample.Table}'><attribute name='smk_name' />
              <filter>
                <link-entity name='{Sample.Table}' from='smk_parentid' to='smk_parentid' link-type='any' alias='sibling'>
                  <filter><condition attribute='smk_int' operator='lt' valueof='{Sample.Table}.smk_int' /></filter>
                </link-entity>
              </filter>
            </entity>
            """));
    }

    [Fact]
    public void The_first_match_is_one_and_rows_without_stay()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Parent) { ColumnSet = new ColumnSet("smk_name") };
        var link = query.AddLink(Sample.Table, "smk_parentid", "smk_parentid", JoinOperator.MatchFirstRowUsingCrossApply);
        link.EntityAlias = "r";
        link.Columns = new ColumnSet("smk_name");
        query.AddOrder("smk_name", OrderType.Ascending);
        Assert.Equal(["Acme one", "Bolt three", "Core"], Shown());
        link.LinkCriteria.AddCondition("smk_int", ConditionOperator.GreaterThan, 1);
        Assert.Equal(["Acme two", "Bolt three", "Core"], Shown());

        string[] Shown() => Run(store, query).Entities.Select(e => $"{e["smk_name"]} {e.GetAttributeValue<AliasedValue>("r.smk_name")?.Value}".Trim()).ToArray();
    }

    [Fact]
    public void An_inner_link_inside_an_outer_link_decides_with_it_what_matches()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Parent) { ColumnSet = new ColumnSet("smk_name") };
        var rows = query.AddLink(Sample.Table, "smk_parentid", "smk_parentid", JoinOperator.LeftOuter);
        rows.EntityAlias = "r";
        rows.Columns = new ColumnSet("smk_name");
        var customers = rows.AddLink(Sample.Parent, "smk_customerid", "smk_parentid");
        customers.EntityAlias = "c";
        customers.Columns = new ColumnSet("smk_name");
        query.AddOrder("smk_name", OrderType.Ascending);

        // Row 1 has no customer, so it does not match; Core has no rows at all. Both parents stay.
        Assert.Equal(["Acme two Core", "Bolt three Acme", "Core"], Shown());
        customers.LinkCriteria.AddCondition("smk_name", ConditionOperator.Equal, "Acme");
        Assert.Equal(["Acme", "Bolt three Acme", "Core"], Shown());

        string[] Shown() => Run(store, query).Entities
            .Select(e => $"{e["smk_name"]} {e.GetAttributeValue<AliasedValue>("r.smk_name")?.Value} {e.GetAttributeValue<AliasedValue>("c.smk_name")?.Value}".Trim()).ToArray();
    }

    [Fact]
    public void Links_may_sort_by_their_own_columns_after_the_root()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Table) { ColumnSet = new ColumnSet("smk_name") };
        query.AddLink(Sample.Parent, "smk_parentid", "smk_parentid", JoinOperator.LeftOuter).Orders.Add(new OrderExpression("smk_size", OrderType.Descending));
        Assert.Equal(["three", "one", "two", "four"], Run(store, query).Entities.Select(e => e["smk_name"]));
    }

    [Theory]
    [InlineData("eq", "smk_name", "smk_key", "same")]
    [InlineData("ne", "smk_name", "smk_key", "blank other")]
    [InlineData("lt", "smk_int", "smk_percent", "other")]
    [InlineData("ge", "smk_int", "smk_bigint", "same")]
    [InlineData("gt", "smk_decimal", "smk_decimal10", "other")]
    [InlineData("eq", "smk_decimal", "smk_decimal10", "same")]
    public void Columns_compare_with_each_other(string op, string column, string other, string expected)
    {
        using var store = Sample.Store();
        store.Insert(Sample.Row(1, ("smk_memo", "same"), ("smk_name", "A"), ("smk_key", "a"), ("smk_int", 5), ("smk_percent", 5), ("smk_bigint", 5L), ("smk_decimal", 1.5m), ("smk_decimal10", 1.5m)));
        store.Insert(Sample.Row(2, ("smk_memo", "other"), ("smk_name", "A"), ("smk_key", "b"), ("smk_int", 5), ("smk_percent", 6), ("smk_bigint", 6L), ("smk_decimal", 1.5m), ("smk_decimal10", 1.4999999999m)));
        store.Insert(Sample.Row(3, ("smk_memo", "blank"), ("smk_key", "c")));
        var query = new QueryExpression(Sample.Table) { ColumnSet = new ColumnSet("smk_memo") };
        query.Criteria.AddCondition(new ConditionExpression(column, Smarketing.LocalDataverse.Query.Readers.FetchOperators.ByName[op], true, other));
        var fetch = $"<fetch><entity name='{Sample.Table}'><attribute name='smk_memo' /><filter><condition attribute='{column}' operator='{op}' valueof='{other}' /></filter></entity></fetch>";
        foreach (var either in new QueryBase[] { query, new FetchExpression(fetch) })
            Assert.Equal(expected, string.Join(" ", Run(store, either).Entities.Select(e => (string)e["smk_memo"]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Columns_of_two_tables_compare_in_FetchXML()
    {
        using var store = Store();
        store.Insert(Sample.Row(9, ("smk_name", "acme"), ("smk_parentid", Reference(101))));
        Assert.Equal("acme", Fetch(store, $"""
            <entity name='{Sample.Table}'><attribute name='smk_name' />
              <filter><condition attribute='smk_name' operator='eq' valueof='p.smk_name' /></filter>
              <link-entity name='{Sample.Parent}' from='smk_parentid' to='smk_parentid' link-type='outer' alias='p' />
            </entity>
            """));
    }

    [Fact]
    public void What_the_caller_may_not_see_is_in_no_table_of_a_query()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Parent) { ColumnSet = new ColumnSet("smk_name") };
        Assert.Equal("Acme Bolt", Seen());
        query.AddLink(Sample.Table, "smk_parentid", "smk_parentid", JoinOperator.LeftOuter).Columns = new ColumnSet("smk_name");
        Assert.Equal("Acme Bolt", Seen());
        Assert.DoesNotContain(Rows().Entities, e => Equals(e.GetAttributeValue<AliasedValue>("smk_sample1.smk_name")?.Value, "three"));
        query.LinkEntities[0].Columns = new ColumnSet();
        foreach (var (join, expected) in new[]
        {
            (JoinOperator.Inner, "Acme"), (JoinOperator.Exists, "Acme"), (JoinOperator.In, "Acme"), (JoinOperator.Any, "Acme"), (JoinOperator.NotAny, "Bolt"),
            (JoinOperator.All, ""), (JoinOperator.MatchFirstRowUsingCrossApply, "Acme Bolt"),
        })
        {
            query.LinkEntities[0].JoinOperator = join;
            Assert.Equal(expected, Seen());
        }

        EntityCollection Rows() => store.Query(query, Sample.Id(100), Sample.Now, new FirstTwoOnly());

        string Seen() => string.Join(" ", Rows().Entities.Select(e => (string)e["smk_name"]).Distinct().Order(StringComparer.Ordinal));
    }

    private static string Names(RecordStore store, QueryBase query) => string.Join(" ", Run(store, query).Entities.Select(e => (string)e["smk_name"]).Order(StringComparer.Ordinal));

    private static string Fetch(RecordStore store, string entity) => Names(store, new FetchExpression($"<fetch>{entity}</fetch>"));

    private static EntityCollection Run(RecordStore store, QueryBase query) => store.Query(query, Sample.Id(100), Sample.Now);

    // Rows 1 and 2, parents Acme and Bolt.
    private sealed class FirstTwoOnly : IRowFilter
    {
        public bool Restricts(TableLayout table) => true;

        public void Write(TableLayout table, string alias, SqlText sql)
        {
            var first = table.Table.LogicalName == Sample.Parent ? 101 : 1;
            sql.Append(table.Id.Expression(alias)).Append(" IN (").Value(SqlValue.Of(Sample.Id(first))).Append(", ").Value(SqlValue.Of(Sample.Id(first + 1))).Append(")");
        }
    }
}
