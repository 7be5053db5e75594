using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Tests.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>Random filters give the rows that a plain evaluation in memory gives.</summary>
public sealed class FilterPropertyTests
{
    private static readonly string[] Words = ["Paris", "PARIS", "pâris", "Par%s", "Par_s", "Lyon", "lyon 3", "", "a-b", "[x]", "Œuf", "oeuf"];
    private static readonly string[] Patterns = ["par%", "%is", "%a%", "_yon", "l_on%", "[k-m]%", "[^p]%", "%[%]%", "%[_]%", "oe%", "%", "a[-]b", "[[]%"];

    private static readonly ConditionOperator[] Comparisons =
        [ConditionOperator.Equal, ConditionOperator.NotEqual, ConditionOperator.GreaterThan, ConditionOperator.GreaterEqual, ConditionOperator.LessThan, ConditionOperator.LessEqual];

    private static readonly ConditionOperator[] Likes =
    [
        ConditionOperator.Like, ConditionOperator.NotLike, ConditionOperator.BeginsWith, ConditionOperator.DoesNotBeginWith, ConditionOperator.EndsWith,
        ConditionOperator.DoesNotEndWith, ConditionOperator.Contains, ConditionOperator.DoesNotContain,
    ];

    private static readonly Gen<ConditionExpression> Conditions = Gen.OneOf(
        Number("smk_int", Gen.Int[-3, 3].Select(v => (object)v)),
        Number("smk_decimal", Gen.Int[-300, 300].Select(v => (object)(v / 100m))),
        Number("smk_money", Gen.Int[-3, 3].Select(v => (object)(decimal)v)),
        Number("smk_double", Gen.Int[-3, 3].Select(v => (object)(v / 2.0))),
        Number("smk_when", Gen.Int[-3, 3].Select(v => (object)Sample.Now.AddSeconds(v))),
        Number("smk_name", OneOf(Words).Where(w => w.Length > 0).Select(v => (object)v)),
        Equality("smk_flag", Gen.Bool.Select(v => (object)v)),
        Equality("smk_choice", Gen.Int[1, 3].Select(v => (object)v)),
        Equality("smk_parentid", Gen.Int[1, 3].Select(v => (object)Sample.Id(v))),
        Gen.Select(OneOf(Likes), OneOf(Patterns), (op, pattern) => new ConditionExpression("smk_name", op, pattern)));

    private static readonly NaiveCondition Naive = new(TimeZoneInfo.Utc, Sample.Now, Sample.Id(100), [], DayOfWeek.Sunday);

    private static readonly Gen<FilterExpression> Filters = Filter(3);

    private static readonly Gen<Entity[]> Rows = Gen.Select(
        Maybe(OneOf(Words).Select(v => (object)v)),
        Gen.Select(Maybe(Gen.Int[-3, 3].Select(v => (object)v)), Maybe(Gen.Int[-300, 300].Select(v => (object)(v / 100m))), Maybe(Gen.Int[-3, 3].Select(v => (object)new Money(v))), Maybe(Gen.Int[-6, 6].Select(v => (object)(v / 2.0)))),
        Maybe(Gen.Int[-3, 3].Select(v => (object)Sample.Now.AddSeconds(v))),
        Maybe(Gen.Bool.Select(v => (object)v)),
        Maybe(Gen.Int[1, 3].Select(v => (object)new OptionSetValue(v))),
        Maybe(Gen.Int[1, 3].Select(v => (object)new EntityReference(Sample.Parent, Sample.Id(v)))),
        (name, numbers, when, flag, choice, parent) => Sample.Row(
            Guid.Empty, ("smk_name", name), ("smk_int", numbers.Item1), ("smk_decimal", numbers.Item2), ("smk_money", numbers.Item3), ("smk_double", numbers.Item4), ("smk_when", when), ("smk_flag", flag), ("smk_choice", choice), ("smk_parentid", parent))).Array[20, 60];

    [Fact]
    public void A_filter_keeps_the_rows_that_plain_evaluation_keeps()
    {
        Gen.Select(Rows, Filters.Array[10]).Sample(
            (rows, filters) =>
            {
                using var store = Sample.Store();
                for (var i = 0; i < rows.Length; i++)
                {
                    rows[i].Id = Sample.Id(i + 1);
                    store.Insert(rows[i]);
                }

                foreach (var filter in filters)
                {
                    var expected = rows.Where(r => Keeps(filter, r)).Select(r => r.Id).ToHashSet();
                    var query = new QueryExpression(Sample.Table) { Criteria = filter };
                    var actual = store.Query(query, Sample.Id(100), Sample.Now).Entities.Select(e => e.Id).ToHashSet();
                    if (!expected.SetEquals(actual))
                        return false;
                }

                return true;
            },
            iter: 100,
            threads: 1,
            print: t => string.Join("; ", t.Item2.Select(Show)));
    }

    private static Gen<FilterExpression> Filter(int depth)
    {
        var conditions = Conditions.Array[depth == 0 ? 1 : 0, 3];
        var children = depth == 0 ? Gen.Const(Array.Empty<FilterExpression>()) : Filter(depth - 1).Array[0, 2];
        return Gen.Select(Gen.Bool, conditions, children, (or, own, nested) =>
        {
            var filter = new FilterExpression(or ? LogicalOperator.Or : LogicalOperator.And);
            foreach (var condition in own)
                filter.Conditions.Add(condition);
            foreach (var child in nested)
                filter.Filters.Add(child);
            return filter;
        });
    }

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<object?> Maybe(Gen<object> values) => Gen.Select(Gen.Int[0, 4], values, (n, v) => n == 0 ? null : v);

    private static Gen<ConditionExpression> Number(string column, Gen<object> values) => Gen.OneOf(
        Gen.Select(OneOf(Comparisons), values, (op, v) => new ConditionExpression(column, op, v)),
        Gen.Select(values, values, Gen.Bool, (a, b, not) => new ConditionExpression(column, not ? ConditionOperator.NotBetween : ConditionOperator.Between, new[] { a, b })),
        Equality(column, values));

    private static Gen<ConditionExpression> Equality(string column, Gen<object> values) => Gen.OneOf(
        Gen.Select(values, Gen.Bool, (v, not) => new ConditionExpression(column, not ? ConditionOperator.NotEqual : ConditionOperator.Equal, v)),
        Gen.Select(values.Array[1, 3], Gen.Bool, (v, not) => new ConditionExpression(column, not ? ConditionOperator.NotIn : ConditionOperator.In, v)),
        Gen.Bool.Select(not => new ConditionExpression(column, not ? ConditionOperator.NotNull : ConditionOperator.Null)));

    private static bool Keeps(FilterExpression filter, Entity row)
    {
        var parts = filter.Conditions.Select(c => Naive.Keeps(c, row)).Concat(filter.Filters.Where(HasConditions).Select(f => Keeps(f, row))).ToList();
        return parts.Count == 0 || (filter.FilterOperator == LogicalOperator.Or ? parts.Contains(true) : !parts.Contains(false));
    }

    private static bool HasConditions(FilterExpression filter) => filter.Conditions.Count > 0 || filter.Filters.Any(HasConditions);

    private static string Show(FilterExpression filter) =>
        $"({string.Join($" {filter.FilterOperator} ", filter.Conditions.Select(c => $"{c.AttributeName} {c.Operator} [{string.Join(",", c.Values)}]").Concat(filter.Filters.Select(Show)))})";
}
