using System;
using System.Linq;
using CsCheck;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.WebApi.Filter;
using Smarketing.LocalDataverse.WebApi.Http;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

/// <summary>How filters are read and written.</summary>
public sealed class FilterTextTests
{
    private static readonly Gen<FilterNode> Literals = Gen.OneOf<FilterNode>(
        Gen.Const<FilterNode>(new LiteralNode(null)),
        Gen.Bool.Select(v => (FilterNode)new LiteralNode(v)),
        Gen.Long.Select(v => (FilterNode)new LiteralNode(v)),
        Gen.Int[-100000, 100000].Select(v => (FilterNode)new LiteralNode(v / 1000m + 0.1m)),
        Gen.Double.Where(double.IsFinite).Select(v => (FilterNode)new LiteralNode(v)),
        Gen.String.Select(v => (FilterNode)new LiteralNode(v)),
        Gen.Guid.Select(v => (FilterNode)new LiteralNode(v)),
        Gen.Int[0, 3_000_000].Select(v => (FilterNode)new LiteralNode(DateOnly.FromDayNumber(v))),
        Gen.Long[0, DateTime.MaxValue.Ticks].Select(v => (FilterNode)new LiteralNode(new DateTimeOffset(v, TimeSpan.Zero))),
        OneOf("@p", "@p1").Select(v => (FilterNode)new AliasNode(v)),
        Gen.String.Select(v => (FilterNode)new EnumNode("Microsoft.Dynamics.CRM.AccessRights", v)));

    private static readonly Gen<string> Names = OneOf("lastname", "_parentcontactid_value", "parentcustomerid_account", "smk_Agreement", "notes", "order", "android", "in_x", "any1");

    private static readonly Gen<FilterNode> Paths = Names.List[1, 3].Select(s => (FilterNode)new PathNode(s));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<FilterNode> Filters(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Select(Gen.Enum<Comparison>(), Paths, Literals, (op, path, value) => (FilterNode)new CompareNode(op, path, value)),
            Gen.Select(Paths, Literals.List[1, 3], (path, values) => (FilterNode)new InNode(path, new ListNode(values))),
            Gen.Select(OneOf("contains", "startswith", "endswith"), Paths, Literals, (name, path, value) => (FilterNode)new CallNode(name, [path, value])),
            Gen.Select(OneOf("Today", "LastXDays", "Between"), Literals, Literals.List[0, 3], (name, value, values) =>
                (FilterNode)new QueryFunctionNode([], name, [new("PropertyName", new LiteralNode("createdon")), new("PropertyValue", value), new("PropertyValues", new ListNode(values))])),
            Names.Select(n => (FilterNode)new LambdaNode(new PathNode([n]), false, "", null)));
        if (depth == 0)
            return leaf;
        var inner = Filters(depth - 1);
        return Gen.Frequency(
            (2, leaf),
            (1, Gen.Select(inner, inner, (a, b) => (FilterNode)new AndNode(a, b))),
            (1, Gen.Select(inner, inner, (a, b) => (FilterNode)new OrNode(a, b))),
            (1, inner.Select(a => (FilterNode)new NotNode(a))),
            (1, Gen.Select(Names, Gen.Bool, inner, (n, all, body) => (FilterNode)new LambdaNode(new PathNode([n]), all, "o", body))));
    }

    [Fact]
    public void A_filter_that_was_written_reads_back_as_the_same_filter() =>
        Filters(4).Sample(filter => FilterParser.Parse(FilterPrinter.Print(filter)) == filter);

    [Fact]
    public void Whatever_is_written_a_filter_is_read_or_refused_with_a_reason()
    {
        var words = OneOf("a", "eq", "'x'", "(", ")", "and", "or", "not", "/", ",", "5", "null", "any", ":", "in", "@p", "-", ".", "[", "]", "2026-03-02T", "Microsoft.Dynamics.CRM.Today", "=", "''", "'");
        Gen.Select(words.List[0, 12], Gen.Bool, (list, spaced) => string.Join(spaced ? " " : "", list)).Sample(text =>
        {
            try
            {
                FilterParser.Parse(text);
            }
            catch (WebApiException e)
            {
                return e.Status == 400 && e.Message.Length > 10;
            }

            return true;
        });
    }

    [Theory]
    [InlineData("a eq 1 or b eq 2 and c eq 3", "a eq 1 or b eq 2 and c eq 3")]
    [InlineData("(a eq 1 or b eq 2) and c eq 3", "(a eq 1 or b eq 2) and c eq 3")]
    [InlineData("((a eq 1))", "a eq 1")]
    [InlineData("not(a eq 1)", "not (a eq 1)")]
    [InlineData("createdon gt 2026-03-02T09:30:00+02:00", "createdon gt 2026-03-02T07:30:00Z")]
    [InlineData("a/any(o:o/b eq 1 and o/c/any(p:p/d eq 2))", "a/any(o:o/b eq 1 and o/c/any(p:p/d eq 2))")]
    public void Words_bind_as_OData_says(string text, string same) => Assert.Equal(same, FilterPrinter.Print(FilterParser.Parse(text)));

    [Fact]
    public void Filters_that_nest_too_deep_are_refused()
    {
        FilterParser.Parse(new string('(', 90) + "a eq 1" + new string(')', 90));
        Assert.Throws<WebApiException>(() => FilterParser.Parse(new string('(', 101) + "a eq 1" + new string(')', 101)));
        Assert.Throws<WebApiException>(() => FilterParser.Parse(string.Concat(Enumerable.Repeat("not ", 200)) + "contains(a,'b')"));
    }

    [Fact]
    public void A_filter_and_the_query_it_becomes_find_the_same_rows()
    {
        using var api = new WebApiHarness();
        for (var i = 0; i < 12; i++)
            api.Post("leads", $$"""{"lastname":"{{(char)('A' + i % 4)}}","numberofemployees":{{(i % 5 == 0 ? "null" : (i % 3).ToString())}},"donotemail":{{(i % 2 == 0 ? "true" : "false")}}}""");
        var leaves = OneOf<(string Text, ConditionExpression Condition)>(
            ("lastname eq 'B'", new("lastname", ConditionOperator.Equal, "B")),
            ("lastname ne 'B'", new("lastname", ConditionOperator.NotEqual, "B")),
            ("numberofemployees gt 0", new("numberofemployees", ConditionOperator.GreaterThan, 0)),
            ("numberofemployees le 1", new("numberofemployees", ConditionOperator.LessEqual, 1)),
            ("numberofemployees eq null", new("numberofemployees", ConditionOperator.Null)),
            ("donotemail eq true", new("donotemail", ConditionOperator.Equal, true)),
            ("startswith(lastname,'C')", new("lastname", ConditionOperator.BeginsWith, "C")),
            ("lastname in ('A','D')", new("lastname", ConditionOperator.In, "A", "D")));
        Gen<(string Text, FilterExpression Filter)> Tree(int depth) => depth == 0
            ? leaves.Select(l => (l.Text, new FilterExpression { Conditions = { l.Condition } }))
            : Gen.Select(Tree(depth - 1), Tree(depth - 1), Gen.Bool, (a, b, and) =>
                ($"({a.Text}) {(and ? "and" : "or")} ({b.Text})", new FilterExpression(and ? LogicalOperator.And : LogicalOperator.Or) { Filters = { a.Filter, b.Filter } }));
        Tree(3).Sample(pair =>
        {
            var query = new QueryExpression("lead") { ColumnSet = new ColumnSet(false), Criteria = pair.Item2 };
            var expected = api.Service.RetrieveMultiple(query).Entities.Select(e => e.Id).ToHashSet();
            var found = api.Get($"leads?$select=leadid&$filter={Uri.EscapeDataString(pair.Item1)}").Rows.Select(r => (Guid)r!["leadid"]!).ToHashSet();
            return expected.SetEquals(found);
        }, iter: 60, threads: 1);
    }
}
