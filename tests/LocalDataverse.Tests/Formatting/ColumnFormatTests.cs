using System;
using System.Collections.Generic;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Formatting;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.Tests.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Formatting;

/// <summary>What each type of column reads like, for an English user in New York and a French one in Paris.</summary>
public sealed class ColumnFormatTests
{
    private static readonly CurrencyFormat Dollar = new("$", 2);
    private static readonly CurrencyFormat Yen = new("¥", 0);

    private static readonly UserFormats English = User(1033, "Eastern Standard Time");
    private static readonly UserFormats French = User(1036, "Romance Standard Time");

    public static TheoryData<string, object, string, string> Numbers => new()
    {
        { "smk_int", 1234567, "1,234,567", "1 234 567" },
        { "smk_int", -5, "-5", "-5" },
        { "smk_bigint", 12345678901L, "12,345,678,901", "12 345 678 901" },
        { "smk_decimal", 1234.5m, "1,234.50", "1 234,50" },
        { "smk_decimal10", 0.0000000001m, "0.0000000001", "0,0000000001" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Numbers_have_the_places_of_the_column_and_the_signs_of_the_locale(string column, object value, string english, string french)
    {
        Assert.Equal((english, french.Replace(' ', '\u00A0')), (Read(column, value, English), Read(column, value, French)));
    }

    [Fact]
    public void Instants_are_read_where_the_user_lives_also_over_a_change_of_clocks()
    {
        var before = new DateTime(2026, 3, 29, 0, 59, 0, DateTimeKind.Utc);
        Assert.Equal(("3/28/2026 8:59 PM", "29/03/2026 01:59"), (Read("smk_when", before, English), Read("smk_when", before, French)));
        Assert.Equal("29/03/2026 03:00", Read("smk_when", before.AddMinutes(1), French));
    }

    [Fact]
    public void Dates_without_a_time_zone_are_read_as_written()
    {
        var time = new DateTime(2026, 3, 29, 0, 30, 0, DateTimeKind.Utc);
        Assert.Equal("3/29/2026", Read("smk_day", time.Date, English));
        Assert.Equal("29/03/2026 00:30", Read("smk_clock", time, French));
        var dateOnly = Sample.Column("x", ColumnType.DateTime) with { Format = "DateOnly" };
        Assert.Equal("3/28/2026", ColumnFormat.For(dateOnly, English)!.Of(time, Dollar));
    }

    [Fact]
    public void Options_are_read_by_label_in_the_users_language()
    {
        Assert.Equal(("Zebra", "Alpha"), (Read("smk_choice", new OptionSetValue(1), English), Read("smk_choice", new OptionSetValue(1), French)));
        Assert.Null(Read("smk_choice", new OptionSetValue(9), English));
        var several = Sample.SampleTable.Column("smk_choices") with { Options = Sample.SampleTable.Column("smk_choice").Options };
        Assert.Equal("Zebra; Mango", ColumnFormat.For(several, English)!.Of(new OptionSetValueCollection([new(1), new(3)]), Dollar));
    }

    [Fact]
    public void Flags_are_read_by_the_labels_of_their_options()
    {
        Assert.Equal(("Yes", "No"), (Read("smk_flag", true, English), Read("smk_flag", false, English)));
        var named = Sample.Column("x", ColumnType.Boolean) with { Options = [new() { Value = 1, Label = LocalizedText.English("Allow") }, new() { Value = 0, Label = LocalizedText.English("Do Not Allow") }] };
        Assert.Equal("Do Not Allow", ColumnFormat.For(named, French)!.Of(false, Dollar));
    }

    [Theory]
    [InlineData(0, "$1,234.500", "1 234,500 €")]
    [InlineData(1, "$1,234.5000", "1 234,5000 €")]
    [InlineData(2, "$1,234.50", "1 234,50 €")]
    public void Amounts_have_the_symbol_of_their_currency_and_the_places_the_column_asks_for(int source, string english, string french)
    {
        var column = Sample.Column("smk_money", ColumnType.Money) with { Precision = 3, PrecisionSource = source };
        Assert.Equal(english, ColumnFormat.For(column, English)!.Of(new Money(1234.5m), Dollar));
        Assert.Equal(french.Replace("1 ", "1\u00A0", StringComparison.Ordinal), ColumnFormat.For(column, French)!.Of(new Money(1234.5m), French.BaseCurrency));
    }

    [Fact]
    public void A_currency_may_have_no_places_and_base_amounts_are_the_organisations()
    {
        var column = Sample.Column("smk_money", ColumnType.Money) with { PrecisionSource = 2 };
        Assert.Equal("¥1,235", ColumnFormat.For(column, English)!.Of(new Money(1234.5m), Yen));
        Assert.Equal("€1,234.50", ColumnFormat.For(column with { LogicalName = "smk_money_base" }, English)!.Of(new Money(1234.5m), Yen));
    }

    [Theory]
    [InlineData("smk_name")]
    [InlineData("smk_sampleid")]
    [InlineData("smk_image")]
    [InlineData("smk_tablename")]
    public void Text_ids_and_bytes_are_read_as_they_are(string column) => Assert.Null(ColumnFormat.For(Sample.SampleTable.Column(column), English));

    [Fact]
    public void A_locale_that_is_none_faults_with_its_number() =>
        Assert.Contains("424242", Assert.Throws<FaultException<OrganizationServiceFault>>(() => FormatConventions.Of(424242)).Message, StringComparison.Ordinal);

    private static string? Read(string column, object value, UserFormats user) => ColumnFormat.For(Sample.SampleTable.Column(column), user)!.Of(value, Dollar);

    private static UserFormats User(int language, string zone) => new(
        language, FormatConventions.Of(language), TimeZoneInfo.FindSystemTimeZoneById(zone), new CurrencyFormat("€", 2), 4, _ => null);
}
