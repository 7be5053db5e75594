using System;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Storage;
using Smarketing.Tests.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>Columns, filters, links, order, distinct and aggregates, in whichever language a query is written.</summary>
public sealed class QueryTests
{
    // Parents 1 (Acme, 10) and 2 (Élan, 20); rows 1–4 of which 1 and 2 belong to Acme, 3 to Élan, 4 to nobody.
    private static RecordStore Store()
    {
        var store = Sample.Store();
        store.Insert(new Entity(Sample.Parent, Sample.Id(101)) { ["smk_name"] = "Acme", ["smk_size"] = 10 });
        store.Insert(new Entity(Sample.Parent, Sample.Id(102)) { ["smk_name"] = "Élan", ["smk_size"] = 20 });
        Insert(1, "one", 1, 101, 1, 1.5m);
        Insert(2, "two", 2, 101, 2, 2.25m);
        Insert(3, "three", 2, 102, 3, null);
        Insert(4, "four", null, null, null, 0.05m);
        return store;

        void Insert(int number, string name, int? value, int? parent, int? choice, decimal? money) => store.Insert(Sample.Row(
            number,
            ("smk_name", name),
            ("smk_int", value),
            ("smk_parentid", parent is { } p ? new EntityReference(Sample.Parent, Sample.Id(p)) : null),
            ("smk_choice", choice is { } c ? new OptionSetValue(c) : null),
            ("smk_money", money is { } m ? new Money(m) : null)));
    }

    [Fact]
    public void Only_the_columns_asked_for_and_the_id_come_back()
    {
        using var store = Store();
        var row = Run(store, new QueryExpression(Sample.Table) { ColumnSet = new ColumnSet("smk_name"), TopCount = 1 }).Entities.Single();
        Assert.Equal(["smk_name", "smk_sampleid"], row.Attributes.Keys.Order());
        Assert.Equal(Sample.Table, row.LogicalName);
    }

    [Fact]
    public void All_columns_leave_out_those_without_a_value()
    {
        using var store = Store();
        var row = Run(store, new QueryExpression(Sample.Table) { ColumnSet = new ColumnSet(true), TopCount = 1 }).Entities.Single();
        Assert.True(row.Contains("smk_int"));
        Assert.False(row.Contains("smk_double"));
    }

    [Fact]
    public void Filters_nest()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Table);
        query.Criteria.FilterOperator = LogicalOperator.Or;
        query.Criteria.AddCondition("smk_name", ConditionOperator.Equal, "four");
        var and = query.Criteria.AddFilter(LogicalOperator.And);
        and.AddCondition("smk_int", ConditionOperator.Equal, 2);
        and.AddCondition("smk_parentid", ConditionOperator.Equal, Sample.Id(102));
        Assert.Equal(["four", "three"], Names(store, query));
    }

    [Theory]
    [InlineData(LogicalOperator.And)]
    [InlineData(LogicalOperator.Or)]
    public void An_empty_filter_keeps_everything(LogicalOperator op)
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Table);
        query.Criteria.AddFilter(op);
        Assert.Equal(4, Run(store, query).Entities.Count);
    }

    [Fact]
    public void An_inner_link_keeps_matches_and_brings_its_columns_under_its_alias()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Table) { ColumnSet = new ColumnSet("smk_name") };
        var link = query.AddLink(Sample.Parent, "smk_parentid", "smk_parentid");
        link.EntityAlias = "p";
        link.Columns = new ColumnSet("smk_name");
        link.LinkCriteria.AddCondition("smk_size", ConditionOperator.GreaterThan, 10);
        var row = Run(store, query).Entities.Single();
        var value = row.GetAttributeValue<AliasedValue>("p.smk_name");
        Assert.Equal(("Élan", Sample.Parent, "smk_name"), ((string)value.Value, value.EntityLogicalName, value.AttributeLogicalName));
    }

    [Fact]
    public void An_outer_link_keeps_rows_without_a_match_whatever_its_own_filter()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Table) { ColumnSet = new ColumnSet("smk_name") };
        var link = query.AddLink(Sample.Parent, "smk_parentid", "smk_parentid", JoinOperator.LeftOuter);
        link.Columns = new ColumnSet("smk_name");
        link.LinkCriteria.AddCondition("smk_size", ConditionOperator.GreaterThan, 10);
        query.AddOrder("smk_name", OrderType.Ascending);
        Assert.Equal(["four", "one", "three Élan", "two"], Run(store, query).Entities.Select(e => $"{e["smk_name"]} {e.GetAttributeValue<AliasedValue>("smk_parent1.smk_name")?.Value}".Trim()));
    }

    [Fact]
    public void A_condition_may_name_a_link_by_its_alias()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Table);
        query.AddLink(Sample.Parent, "smk_parentid", "smk_parentid", JoinOperator.LeftOuter).EntityAlias = "p";
        query.Criteria.AddCondition("p", "smk_parentid", ConditionOperator.Null);
        Assert.Equal(["four"], Names(store, query));
    }

    [Fact]
    public void Links_hang_on_links()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Table);
        var parent = query.AddLink(Sample.Parent, "smk_parentid", "smk_parentid");
        var sibling = parent.AddLink(Sample.Table, "smk_parentid", "smk_parentid");
        sibling.LinkCriteria.AddCondition("smk_name", ConditionOperator.Equal, "two");
        Assert.Equal(["one", "two"], Names(store, query));
    }

    [Fact]
    public void A_link_to_many_gives_a_row_for_each_and_distinct_makes_them_one()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Parent) { ColumnSet = new ColumnSet("smk_name") };
        query.AddLink(Sample.Table, "smk_parentid", "smk_parentid");
        Assert.Equal(3, Run(store, query).Entities.Count);
        query.Distinct = true;
        Assert.Equal(["Acme", "Élan"], Run(store, query).Entities.Select(e => e["smk_name"]));
    }

    [Fact]
    public void Choices_sort_by_label_and_empty_comes_first()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Table) { ColumnSet = new ColumnSet("smk_name") };
        query.AddOrder("smk_choice", OrderType.Ascending);
        Assert.Equal(["four", "two", "three", "one"], Run(store, query).Entities.Select(e => e["smk_name"]));
    }

    [Fact]
    public void Lookups_sort_by_the_name_of_what_they_point_to()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Table) { ColumnSet = new ColumnSet("smk_name") };
        query.AddOrder("smk_parentid", OrderType.Descending);
        query.AddOrder("smk_int", OrderType.Ascending);
        Assert.Equal(["three", "one", "two", "four"], Run(store, query).Entities.Select(e => e["smk_name"]));
    }

    [Fact]
    public void Top_takes_the_first_rows_of_the_order()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Table) { ColumnSet = new ColumnSet("smk_name"), TopCount = 2 };
        query.AddOrder("smk_name", OrderType.Descending);
        var rows = Run(store, query);
        Assert.Equal(["two", "three"], rows.Entities.Select(e => e["smk_name"]));
        Assert.False(rows.MoreRecords);
    }

    [Fact]
    public void A_query_by_attribute_takes_null_for_empty()
    {
        using var store = Store();
        var query = new QueryByAttribute(Sample.Table) { ColumnSet = new ColumnSet("smk_name") };
        query.AddAttributeValue("smk_int", null);
        query.AddAttributeValue("smk_name", "FOUR");
        Assert.Equal("four", Run(store, query).Entities.Single()["smk_name"]);
    }

    [Fact]
    public void Fetch_reads_links_filters_and_orders_like_a_query_expression()
    {
        using var store = Store();
        var rows = Fetch(store, $"""
            <fetch no-lock='true'>
              <entity name='{Sample.Table}'>
                <attribute name='smk_name' />
                <attribute name='smk_int' alias='number' />
                <order attribute='smk_name' descending='true' />
                <filter type='or'>
                  <condition attribute='smk_int' operator='eq' value='1' />
                  <condition entityname='p' attribute='smk_size' operator='in'><value>20</value></condition>
                </filter>
                <link-entity name='{Sample.Parent}' from='smk_parentid' to='smk_parentid' link-type='outer' alias='p'>
                  <attribute name='smk_name' />
                </link-entity>
              </entity>
            </fetch>
            """);
        Assert.Equal(["three Élan 2", "one Acme 1"], rows.Entities.Select(e => $"{e["smk_name"]} {e.GetAttributeValue<AliasedValue>("p.smk_name").Value} {e.GetAttributeValue<AliasedValue>("number").Value}"));
    }

    [Fact]
    public void Figures_are_exact_per_group_and_over_nothing()
    {
        using var store = Store();
        var rows = Fetch(store, $"""
            <fetch aggregate='true'>
              <entity name='{Sample.Table}'>
                <attribute name='smk_parentid' groupby='true' alias='parent' />
                <attribute name='smk_sampleid' aggregate='count' alias='rows' />
                <attribute name='smk_money' aggregate='countcolumn' alias='paid' />
                <attribute name='smk_money' aggregate='sum' alias='sum' />
                <attribute name='smk_money' aggregate='avg' alias='avg' />
                <attribute name='smk_int' aggregate='max' alias='max' />
                <attribute name='smk_int' aggregate='avg' alias='mean' />
                <order alias='sum' descending='true' />
              </entity>
            </fetch>
            """);
        Assert.Equal(3, rows.Entities.Count);
        var acme = rows.Entities[0];
        Assert.Equal(new EntityReference(Sample.Parent, Sample.Id(101)), Value(acme, "parent"));
        Assert.Equal((2, 2, 2), ((int)Value(acme, "rows")!, (int)Value(acme, "paid")!, (int)Value(acme, "max")!));
        Assert.Equal((new Money(3.75m), new Money(1.875m), 1), ((Money)Value(acme, "sum")!, (Money)Value(acme, "avg")!, (int)Value(acme, "mean")!));
        var elan = rows.Entities[2];
        Assert.Equal((1, 0), ((int)Value(elan, "rows")!, (int)Value(elan, "paid")!));
        Assert.Equal(new Money(0), Value(elan, "sum"));
        Assert.Null(Value(elan, "avg"));
    }

    [Fact]
    public void Counting_no_rows_gives_zero()
    {
        using var store = Sample.Store();
        var row = Fetch(store, $"<fetch aggregate='true'><entity name='{Sample.Table}'><attribute name='smk_sampleid' aggregate='count' alias='n' /></entity></fetch>").Entities.Single();
        Assert.Equal(0, Value(row, "n"));
    }

    [Fact]
    public void Text_that_looks_like_sql_is_only_text()
    {
        using var store = Store();
        var query = new QueryExpression(Sample.Table);
        query.Criteria.AddCondition("smk_name", ConditionOperator.Equal, "x' OR '1'='1");
        Assert.Empty(Run(store, query).Entities);
        Assert.Equal(ErrorCodes.NoSuchColumn, Assert.Throws<FaultException<OrganizationServiceFault>>(() => Run(store, new QueryExpression(Sample.Table) { ColumnSet = new ColumnSet("smk_name\" FROM x --") })).Detail.ErrorCode);
    }

    private static object? Value(Entity row, string alias) => row.GetAttributeValue<AliasedValue>(alias)?.Value;

    private static string[] Names(RecordStore store, QueryExpression query)
    {
        query.ColumnSet = new ColumnSet("smk_name");
        return Run(store, query).Entities.Select(e => (string)e["smk_name"]).Order(StringComparer.Ordinal).ToArray();
    }

    private static EntityCollection Fetch(RecordStore store, string fetch) => Run(store, new FetchExpression(fetch));

    private static EntityCollection Run(RecordStore store, QueryBase query) => store.Query(query, Sample.Id(100), Sample.Now);
}
