using System;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query;
using Smarketing.LocalDataverse.Storage;
using Smarketing.Tests.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>What is wrong, and what is not supported, says so by name.</summary>
public sealed class QueryFaultTests
{
    [Theory]
    [InlineData("<fetch><entity name='smk_none' /></fetch>", "smk_none")]
    [InlineData("<fetch><entity name='smk_sample'><attribute name='smk_nam' /></entity></fetch>", "'smk_name'")]
    [InlineData("<fetch><entity name='smk_sample'><colunm /></entity></fetch>", "colunm")]
    [InlineData("<fetch tpo='1'><entity name='smk_sample' /></fetch>", "tpo")]
    [InlineData("<fetch top='x'><entity name='smk_sample' /></fetch>", "'x'")]
    [InlineData("<fetch top='1' count='1'><entity name='smk_sample' /></fetch>", "top and paging")]
    [InlineData("<fetch top='5001'><entity name='smk_sample' /></fetch>", "5001")]
    [InlineData("<fetch><entity name='smk_sample'></fetch>", "Invalid XML")]
    [InlineData("<fetch><entity name='smk_sample'><filter><condition attribute='smk_int' operator='eq' value='ten' /></filter></entity></fetch>", "'ten'")]
    [InlineData("<fetch><entity name='smk_sample'><filter><condition attribute='smk_int' operator='equals' value='1' /></filter></entity></fetch>", "'equals'")]
    [InlineData("<fetch><entity name='smk_sample'><filter><condition attribute='smk_when' operator='last-x-fiscal-years' value='1' /></filter></entity></fetch>", "LastXFiscalYears")]
    [InlineData("<fetch><entity name='smk_sample'><filter><condition attribute='smk_when' operator='eq-useroruserhierarchy' /></filter></entity></fetch>", "EqualUserOrUserHierarchy")]
    [InlineData("<fetch><entity name='smk_sample'><filter><condition attribute='smk_parentid' operator='under' value='1' /></filter></entity></fetch>", "Under")]
    [InlineData("<fetch><entity name='smk_sample'><filter><condition attribute='smk_int' operator='eq' valueof='smk_name' /></filter></entity></fetch>", "columns of one type")]
    [InlineData("<fetch><entity name='smk_sample'><filter><condition attribute='smk_name' operator='like' valueof='smk_key' /></filter></entity></fetch>", "Between columns use")]
    [InlineData("<fetch><entity name='smk_sample'><filter><condition attribute='smk_name' operator='eq' value='a' valueof='smk_key' /></filter></entity></fetch>", "both a value and valueof")]
    [InlineData("<fetch><entity name='smk_sample'><filter><condition attribute='smk_parentid' operator='gt' valueof='smk_customerid' /></filter></entity></fetch>", "GreaterThan")]
    [InlineData("<fetch><entity name='smk_sample'><filter><link-entity name='smk_parent' from='smk_parentid' to='smk_parentid' link-type='inner' /></filter></entity></fetch>", "any, not any, all or not all")]
    [InlineData("<fetch><entity name='smk_sample'><filter><link-entity name='smk_parent' from='smk_parentid' to='smk_parentid' link-type='any'><attribute name='smk_name' /></link-entity></filter></entity></fetch>", "gives no columns")]
    [InlineData("<fetch><entity name='smk_sample'><link-entity name='smk_parent' from='smk_parentid' to='smk_parentid' link-type='exists'><order attribute='smk_name' /></link-entity></entity></fetch>", "gives no order")]
    [InlineData("<fetch><entity name='smk_sample'><filter><condition entityname='p' attribute='smk_size' operator='null' /><link-entity name='smk_parent' from='smk_parentid' to='smk_parentid' link-type='any' alias='p' /></filter></entity></fetch>", "'p'")]
    [InlineData("<fetch><entity name='smk_sample'><link-entity name='smk_parent' from='smk_parentid' to='smk_parentid' link-type='matchfirstrowusingcrossapply'><link-entity name='smk_sample' from='smk_parentid' to='smk_parentid' /></link-entity></entity></fetch>", "below matchfirstrowusingcrossapply")]
    [InlineData("<fetch><entity name='smk_sample'><link-entity name='smk_parent' from='smk_parentid' to='smk_parentid' link-type='outer' alias='p'><filter><condition entityname='q' attribute='smk_size' operator='null' /></filter></link-entity><link-entity name='smk_parent' from='smk_parentid' to='smk_customerid' alias='q' /></entity></fetch>", "names 'q'")]
    [InlineData("<fetch><entity name='smk_sample'><link-entity name='smk_parent' from='smk_parentid' to='smk_parentid' link-type='left' /></entity></fetch>", "'left'")]
    [InlineData("<fetch><entity name='smk_sample'><link-entity name='smk_parent' from='smk_name' to='smk_parentid' /></entity></fetch>", "different kinds")]
    [InlineData("<fetch><entity name='smk_sample'><attribute name='smk_int' aggregate='sum' alias='a' /></entity></fetch>", "aggregate='true'")]
    [InlineData("<fetch aggregate='true'><entity name='smk_sample'><attribute name='smk_name' aggregate='sum' alias='a' /></entity></fetch>", "Sum")]
    [InlineData("<fetch aggregate='true'><entity name='smk_sample'><attribute name='smk_when' groupby='true' dategrouping='fiscal-year' alias='a' /></entity></fetch>", "fiscal")]
    [InlineData("<fetch aggregate='true'><entity name='smk_sample'><attribute name='smk_int' groupby='true' dategrouping='month' alias='a' /></entity></fetch>", "date grouping")]
    [InlineData("<fetch aggregate='true'><entity name='smk_sample'><attribute name='smk_int' groupby='true' dategrouping='minute' alias='a' /></entity></fetch>", "'minute'")]
    [InlineData("<fetch><entity name='smk_sample'><attribute name='smk_int' alias='a' rowaggregate='CountChildren' /></entity></fetch>", "rowaggregate")]
    [InlineData("<fetch aggregate='true' aggregatelimit='50001'><entity name='smk_sample'><attribute name='smk_int' groupby='true' alias='a' /></entity></fetch>", "50001")]
    public void What_is_wrong_or_not_supported_faults_and_names_it(string fetch, string named)
    {
        using var store = Sample.Store();
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => Fetch(store, fetch));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_unsupported_feature_has_a_remedy()
    {
        Assert.All(Unsupported.Features, f => Assert.EndsWith(".", f.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_on_queries_names_every_operator_and_every_limit()
    {
        var file = System.IO.Path.Combine(AppContext.BaseDirectory, "../../../../docs/queries.md");
        Assert.SkipUnless(System.IO.File.Exists(file), "the source tree is not here");
        var words = System.IO.File.ReadAllText(file);
        Assert.All(Smarketing.LocalDataverse.Query.Operators.ConditionWriter.Supported, o => Assert.Matches($@"\b{o}\b", words));
        Assert.All(Unsupported.Features.Keys, f => Assert.Contains(f, words, StringComparison.Ordinal));
        Assert.All(Unsupported.Operators, o => Assert.DoesNotMatch($@"\b{o}\b", words));
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    public void A_query_has_so_many_links_and_no_more(int count, bool refused)
    {
        using var store = Sample.StoreWith("smk_int", 1);
        var query = new QueryExpression(Sample.Table);
        for (var i = 0; i < count; i++)
            query.AddLink(Sample.Parent, "smk_parentid", "smk_parentid", JoinOperator.LeftOuter);
        if (refused)
            Assert.Contains("Number of link entities", Assert.Throws<FaultException<OrganizationServiceFault>>(() => Run(store, query)).Message, StringComparison.Ordinal);
        else
            Assert.Single(Run(store, query).Entities);
    }

    [Fact]
    public void A_QueryExpression_compares_columns_of_one_table_only()
    {
        using var store = Sample.Store();
        var query = new QueryExpression(Sample.Table);
        query.AddLink(Sample.Parent, "smk_parentid", "smk_parentid").EntityAlias = "p";
        query.Criteria.AddCondition(new ConditionExpression("smk_name", ConditionOperator.Equal, true, "p.smk_name"));
        Assert.Contains("use FetchXML with valueof", Assert.Throws<FaultException<OrganizationServiceFault>>(() => Run(store, query)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_links_with_one_alias_fault()
    {
        using var store = Sample.Store();
        var query = new QueryExpression(Sample.Table);
        query.AddLink(Sample.Parent, "smk_parentid", "smk_parentid").EntityAlias = "p";
        query.AddLink(Sample.Parent, "smk_parentid", "smk_parentid").EntityAlias = "p";
        Assert.Contains("'p'", Assert.Throws<FaultException<OrganizationServiceFault>>(() => Run(store, query)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(501, true)]
    public void A_query_has_so_many_conditions_and_no_more(int count, bool refused)
    {
        using var store = Sample.StoreWith("smk_int", 1);
        var query = new QueryExpression(Sample.Table) { Criteria = new FilterExpression(LogicalOperator.Or) };
        for (var i = 0; i < count; i++)
            query.Criteria.AddCondition("smk_int", ConditionOperator.Equal, i);
        if (refused)
            Assert.Contains("500 conditions", Assert.Throws<FaultException<OrganizationServiceFault>>(() => Run(store, query)).Message, StringComparison.Ordinal);
        else
            Assert.Single(Run(store, query).Entities);
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    [InlineData(100_000, true)]
    public void Filters_nest_so_deep_and_no_deeper(int levels, bool refused)
    {
        using var store = Sample.StoreWith("smk_int", 1);
        var expression = new QueryExpression(Sample.Table);
        var innermost = expression.Criteria;
        for (var i = 1; i < levels; i++)
            innermost = innermost.AddFilter(LogicalOperator.And);
        innermost.AddCondition("smk_int", ConditionOperator.Equal, 1);
        var fetch = $"<fetch><entity name='{Sample.Table}'>{string.Concat(Enumerable.Repeat("<filter>", levels))}<condition attribute='smk_int' operator='eq' value='1'/>{string.Concat(Enumerable.Repeat("</filter>", levels))}</entity></fetch>";
        foreach (var query in new QueryBase[] { expression, new FetchExpression(fetch) })
        {
            if (refused)
                Assert.Contains("deep", Assert.Throws<FaultException<OrganizationServiceFault>>(() => Run(store, query)).Message, StringComparison.Ordinal);
            else
                Assert.Single(Run(store, query).Entities);
        }
    }

    [Theory]
    [InlineData(32_000, false)]
    [InlineData(33_000, true)]
    public void A_query_holds_so_many_values_and_no_more(int count, bool refused)
    {
        using var store = Sample.StoreWith("smk_int", 1);
        var query = new QueryExpression(Sample.Table);
        query.Criteria.AddCondition("smk_int", ConditionOperator.In, [.. Enumerable.Range(0, count).Cast<object>()]);
        if (refused)
            Assert.Contains("values", Assert.Throws<FaultException<OrganizationServiceFault>>(() => Run(store, query)).Message, StringComparison.Ordinal);
        else
            Assert.Single(Run(store, query).Entities);
    }

    private static EntityCollection Fetch(RecordStore store, string fetch) => Run(store, new FetchExpression(fetch));

    private static EntityCollection Run(RecordStore store, QueryBase query) => store.Query(query, Sample.Id(100), Sample.Now);
}
