using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Storage;
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
        var parts = filter.Conditions.Select(c => Keeps(c, row)).Concat(filter.Filters.Where(HasConditions).Select(f => Keeps(f, row))).ToList();
        return parts.Count == 0 || (filter.FilterOperator == LogicalOperator.Or ? parts.Contains(true) : !parts.Contains(false));
    }

    private static bool HasConditions(FilterExpression filter) => filter.Conditions.Count > 0 || filter.Filters.Any(HasConditions);

    private static bool Keeps(ConditionExpression condition, Entity row)
    {
        var raw = row.Attributes[condition.AttributeName];
        var value = raw switch
        {
            null or "" => null,
            Money m => m.Value,
            OptionSetValue o => o.Value,
            EntityReference r => r.Id,
            _ => raw,
        };
        var values = condition.Values;
        return condition.Operator switch
        {
            ConditionOperator.Null => value is null,
            ConditionOperator.NotNull => value is not null,
            ConditionOperator.Equal => value is not null && Compare(value, values[0]) == 0,
            ConditionOperator.NotEqual => value is null || Compare(value, values[0]) != 0,
            ConditionOperator.In => value is not null && values.Any(v => Compare(value, v) == 0),
            ConditionOperator.NotIn => value is null || values.All(v => Compare(value, v) != 0),
            ConditionOperator.GreaterThan => value is not null && Compare(value, values[0]) > 0,
            ConditionOperator.GreaterEqual => value is not null && Compare(value, values[0]) >= 0,
            ConditionOperator.LessThan => value is not null && Compare(value, values[0]) < 0,
            ConditionOperator.LessEqual => value is not null && Compare(value, values[0]) <= 0,
            ConditionOperator.Between => value is not null && Compare(value, values[0]) >= 0 && Compare(value, values[1]) <= 0,
            ConditionOperator.NotBetween => value is not null && (Compare(value, values[0]) < 0 || Compare(value, values[1]) > 0),
            ConditionOperator.Like => value is string s && Like(s, (string)values[0]),
            ConditionOperator.NotLike => value is not string s || !Like(s, (string)values[0]),
            ConditionOperator.BeginsWith => value is string s && Like(s, values[0] + "%"),
            ConditionOperator.DoesNotBeginWith => value is not string s || !Like(s, values[0] + "%"),
            ConditionOperator.EndsWith => value is string s && Like(s, "%" + values[0]),
            ConditionOperator.DoesNotEndWith => value is not string s || !Like(s, "%" + values[0]),
            ConditionOperator.Contains => value is string s && Like(s, "%" + values[0] + "%"),
            ConditionOperator.DoesNotContain => value is not string s || !Like(s, "%" + values[0] + "%"),
            _ => throw new NotSupportedException(),
        };
    }

    private static int Compare(object a, object b) => a is string s
        ? string.CompareOrdinal(Plain(s), Plain((string)b))
        : a is double ? Convert.ToDouble(a, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(b, CultureInfo.InvariantCulture)) : ((IComparable)a).CompareTo(b);

    private static bool Like(string text, string pattern)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            var close = pattern[i] == '[' ? pattern.IndexOf(']', i + 2) : -1;
            regex.Append(pattern[i] switch
            {
                '%' => ".*",
                '_' => ".",
                _ when close > 0 => pattern[i..(close + 1)].Replace("[[", "[\\[", StringComparison.Ordinal),
                var c => Regex.Escape(c.ToString()),
            });
            i = close > 0 ? close : i;
        }

        return Regex.IsMatch(Plain(text), Plain(regex.Append('$').ToString()), RegexOptions.Singleline);
    }

    private static string Plain(string text) => new(text.Replace("Œ", "oe", StringComparison.Ordinal).Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark).Select(char.ToLowerInvariant).ToArray());

    private static string Show(FilterExpression filter) =>
        $"({string.Join($" {filter.FilterOperator} ", filter.Conditions.Select(c => $"{c.AttributeName} {c.Operator} [{string.Join(",", c.Values)}]").Concat(filter.Filters.Select(Show)))})";
}
