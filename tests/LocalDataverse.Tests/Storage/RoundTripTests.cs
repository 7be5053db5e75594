using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Storage;

public sealed class RoundTripTests
{
    private static readonly DateTime Earliest = new(1753, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Latest = new(9999, 12, 30, 23, 59, 59, DateTimeKind.Utc);

    private static readonly Gen<DateTime> Seconds = Gen.OneOf(
        Gen.Const(Earliest),
        Gen.Const(Latest),
        Gen.Long[0, (Latest - Earliest).Ticks / TimeSpan.TicksPerSecond].Select(s => Earliest.AddSeconds(s)));

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Const("'; DROP TABLE x; --"),
        Gen.Const("Œuvre d’été\u0301 \0 𝄞 \r\n  "),
        Gen.String[Gen.Char.Where(c => !char.IsSurrogate(c)), 1, 200]);

    private static Gen<decimal> Places(long most, int places) =>
        Gen.OneOf(Gen.Const(most), Gen.Const(-most), Gen.Const(0L), Gen.Long[-most, most], Gen.Long[-1000, 1000]).Select(n => (decimal)n / (decimal)Math.Pow(10, places));

    private static readonly (string Column, Gen<object> Values)[] Columns =
    [
        ("smk_name", Text.Select(v => (object)v)),
        ("smk_memo", Gen.OneOf(Text, Gen.Const(new string('é', 1_048_576))).Select(v => (object)v)),
        ("smk_int", Gen.OneOf(Gen.Const(int.MinValue), Gen.Const(int.MaxValue), Gen.Int).Select(v => (object)v)),
        ("smk_percent", Gen.Int[0, 100].Select(v => (object)v)),
        ("smk_bigint", Gen.OneOf(Gen.Const(long.MinValue), Gen.Const(long.MaxValue), Gen.Long).Select(v => (object)v)),
        ("smk_decimal", Places(long.MaxValue, 2).Select(v => (object)v)),
        ("smk_decimal10", Places(long.MaxValue, 10).Select(v => (object)v)),
        ("smk_money", Places(long.MaxValue, 4).Select(v => (object)new Money(v))),
        ("smk_double", Gen.OneOf(Gen.Const(1e11), Gen.Const(-1e11), Gen.Const(double.Epsilon), Gen.Double[-1e11, 1e11]).Select(v => (object)v)),
        ("smk_flag", Gen.Bool.Select(v => (object)v)),
        ("smk_when", Seconds.Select(v => (object)v)),
        ("smk_day", Seconds.Select(v => (object)v.Date)),
        ("smk_clock", Seconds.Select(v => (object)v)),
        ("smk_choice", Gen.Int[1, 3].Select(v => (object)new OptionSetValue(v))),
        ("smk_choices", Gen.Int.Array[1, 5].Select(v => (object)new OptionSetValueCollection(v.Distinct().Order().Select(o => new OptionSetValue(o)).ToList()))),
        ("statecode", Gen.Int[0, 1].Select(v => (object)new OptionSetValue(v))),
        ("smk_parentid", Gen.Guid.Select(v => (object)new EntityReference(Sample.Parent, v))),
        ("smk_customerid", Gen.Select(Gen.Bool.Select(b => b ? Sample.Parent : Sample.Table), Gen.Guid, (t, id) => (object)new EntityReference(t, id))),
        ("ownerid", Gen.Select(Gen.Bool.Select(b => b ? "systemuser" : "team"), Gen.Guid, (t, id) => (object)new EntityReference(t, id))),
        ("smk_other", Gen.Guid.Select(v => (object)v)),
        ("smk_tablename", Gen.Bool.Select(b => b ? "lead" : "contact").Select(v => (object)v)),
        ("smk_image", Gen.Byte.Array[1, 300].Select(v => (object)v)),
    ];

    private static readonly Gen<Entity> Rows = Columns.Aggregate(
        Gen.Guid.Select(id => Sample.Row(id)),
        (rows, column) => Gen.Select(rows, Gen.Bool, column.Values, (row, empty, value) =>
        {
            row[column.Column] = empty ? null! : value;
            return row;
        }));

    [Fact]
    public void Every_kind_of_value_comes_back_as_it_went_in()
    {
        using var store = Sample.Store();
        Rows.Sample(
            row =>
            {
                store.Insert(row);
                AssertSame(row, store.Find(Sample.Table, row.Id, new ColumnSet(true))!);
                store.Delete(Sample.Table, row.Id);
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void An_update_replaces_what_it_carries_and_leaves_the_rest()
    {
        using var store = Sample.Store();
        Gen.Select(Rows, Rows, Gen.Int[0, Columns.Length - 1].Array[0, 6]).Sample(
            (row, other, chosen) =>
            {
                store.Insert(row);
                var change = new Entity(Sample.Table, row.Id);
                foreach (var column in chosen.Select(c => Columns[c].Column))
                    row[column] = change[column] = other[column];
                store.Update(change);
                AssertSame(row, store.Find(Sample.Table, row.Id, new ColumnSet(true))!);
                store.Delete(Sample.Table, row.Id);
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void Decimals_come_back_with_their_places_written_out()
    {
        using var store = Sample.StoreWith("smk_decimal", 1.5m);
        Assert.Equal("1.50", store.Find(Sample.Table, Sample.Id(1), new ColumnSet("smk_decimal"))!.GetAttributeValue<decimal>("smk_decimal").ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1.004", "1.00")]
    [InlineData("1.005", "1.01")]
    [InlineData("-1.005", "-1.01")]
    public void Decimals_are_rounded_half_away_from_zero(string given, string stored)
    {
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        using var store = Sample.StoreWith("smk_decimal", decimal.Parse(given, invariant));
        Assert.Equal(stored, store.Find(Sample.Table, Sample.Id(1), new ColumnSet("smk_decimal"))!.GetAttributeValue<decimal>("smk_decimal").ToString(invariant));
    }

    [Fact]
    public void A_time_is_kept_to_the_second_and_read_as_utc()
    {
        using var store = Sample.StoreWith("smk_when", new DateTime(2026, 1, 1, 10, 0, 0, 999, DateTimeKind.Unspecified));
        var read = Read<DateTime>(store, "smk_when");
        Assert.Equal(new DateTime(2026, 1, 1, 10, 0, 0, DateTimeKind.Utc), read);
        Assert.Equal(DateTimeKind.Utc, read.Kind);
    }

    [Fact]
    public void A_local_time_is_stored_in_utc()
    {
        var local = new DateTime(2026, 7, 1, 10, 0, 0, DateTimeKind.Local);
        using var store = Sample.StoreWith("smk_when", local);
        Assert.Equal(local.ToUniversalTime(), Read<DateTime>(store, "smk_when"));
    }

    [Fact]
    public void A_date_only_column_cuts_off_the_time()
    {
        using var store = Sample.StoreWith("smk_day", new DateTime(2026, 7, 1, 23, 59, 59, DateTimeKind.Utc));
        Assert.Equal(new DateTime(2026, 7, 1), Read<DateTime>(store, "smk_day"));
    }

    [Fact]
    public void Empty_text_is_no_value()
    {
        using var store = Sample.StoreWith("smk_name", "");
        Assert.False(store.Find(Sample.Table, Sample.Id(1), new ColumnSet("smk_name"))!.Contains("smk_name"));
    }

    [Fact]
    public void The_table_a_lookup_points_to_can_be_read_beside_it()
    {
        using var store = Sample.StoreWith("smk_customerid", new EntityReference(Sample.Table, Sample.Id(9)));
        Assert.Equal(Sample.Table, Read<string>(store, "smk_customeridtype"));
    }

    private static T Read<T>(Smarketing.LocalDataverse.Storage.RecordStore store, string column) =>
        store.Find(Sample.Table, Sample.Id(1), new ColumnSet(column))!.GetAttributeValue<T>(column);

    private static void AssertSame(Entity expected, Entity actual)
    {
        Assert.Equal(expected.Id, actual.Id);
        foreach (var (column, _) in Columns)
        {
            var value = expected.Attributes[column];
            if (value is null)
                Assert.False(actual.Contains(column), column);
            else if (value is OptionSetValueCollection options)
                Assert.Equal(options.ToList(), ((OptionSetValueCollection)actual[column]).ToList());
            else
                Assert.Equal(value, actual[column]);
        }
    }
}
