using System;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Storage;

public sealed class WriteTests
{
    public static TheoryData<string, object> ValuesOfAnotherType => new()
    {
        { "smk_name", 5 },
        { "smk_int", "5" },
        { "smk_int", 5L },
        { "smk_bigint", 5 },
        { "smk_decimal", 5.0 },
        { "smk_money", 5m },
        { "smk_flag", 1 },
        { "smk_when", "2026-01-01" },
        { "smk_choice", 1 },
        { "smk_parentid", Guid.Empty },
        { "smk_other", "x" },
    };

    public static TheoryData<string, object, object> RangeEnds => new()
    {
        { "smk_percent", 0, -1 },
        { "smk_percent", 100, 101 },
        { "smk_decimal10", 922337203.6854775807m, 922337203.6854775808m },
        { "smk_decimal10", -922337203.6854775807m, -922337203.6854775809m },
        { "smk_double", 1e11, double.NaN },
        { "smk_double", -1e11, -1.0000001e11 },
    };

    [Theory]
    [MemberData(nameof(ValuesOfAnotherType))]
    public void A_value_of_another_type_is_refused_with_the_column_named(string column, object value)
    {
        using var store = Sample.Store();
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Insert(Sample.Row(1, (column, value))));
        Assert.Equal(ErrorCodes.InvalidArgument, fault.Detail.ErrorCode);
        Assert.Contains(column, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RangeEnds))]
    public void The_last_value_in_range_is_taken_and_the_first_beyond_is_refused(string column, object last, object beyond)
    {
        using var store = Sample.StoreWith(column, last);
        Assert.Equal(last, store.Find(Sample.Table, Sample.Id(1), new ColumnSet(column))![column]);
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Insert(Sample.Row(2, (column, beyond))));
        Assert.Equal(ErrorCodes.ValueOutOfRange, fault.Detail.ErrorCode);
    }

    [Fact]
    public void Text_may_be_as_long_as_its_column_and_no_longer()
    {
        using var store = Sample.StoreWith("smk_name", new string('x', 200));
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Insert(Sample.Row(2, ("smk_name", new string('x', 201)))));
        Assert.Equal(ErrorCodes.TextTooLong, fault.Detail.ErrorCode);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        using var store = Sample.StoreWith("smk_name", "\uD834\uDD1E");
        Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Insert(Sample.Row(2, ("smk_name", "x\uD834"))));
    }

    [Fact]
    public void A_number_that_is_no_option_is_refused_with_the_options_named()
    {
        using var store = Sample.StoreWith("smk_choice", new OptionSetValue(3));
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Insert(Sample.Row(2, ("smk_choice", new OptionSetValue(4)))));
        Assert.Equal(ErrorCodes.OptionOutOfRange, fault.Detail.ErrorCode);
        Assert.Contains("1,2,3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lookup_takes_rows_of_its_targets_only()
    {
        using var store = Sample.StoreWith("smk_parentid", new EntityReference(Sample.Parent, Sample.Id(9)));
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Insert(Sample.Row(2, ("smk_parentid", new EntityReference("lead", Sample.Id(9))))));
        Assert.Contains(Sample.Parent, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_date_before_1753_is_refused()
    {
        using var store = Sample.StoreWith("smk_when", new DateTime(1753, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Insert(Sample.Row(2, ("smk_when", new DateTime(1752, 12, 31, 23, 59, 59, DateTimeKind.Utc)))));
        Assert.Equal(ErrorCodes.DateOutOfRange, fault.Detail.ErrorCode);
    }

    [Fact]
    public void A_column_that_holds_nothing_of_its_own_is_refused_with_the_remedy()
    {
        using var store = Sample.Store();
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Insert(Sample.Row(1, ("smk_party", new EntityCollection()))));
        Assert.Contains("activityparty", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_column_is_refused_and_the_likely_one_is_named()
    {
        using var store = Sample.Store();
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Insert(Sample.Row(1, ("smk_nmae", "x"))));
        Assert.Equal(ErrorCodes.NoSuchColumn, fault.Detail.ErrorCode);
        Assert.Contains("'smk_name'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_table_is_refused()
    {
        using var store = Sample.Store();
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Insert(new Entity("smk_none", Sample.Id(1))));
        Assert.Equal(ErrorCodes.NoSuchTable, fault.Detail.ErrorCode);
    }

    [Fact]
    public void The_same_id_twice_is_refused()
    {
        using var store = Sample.StoreWith("smk_name", "one");
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Insert(Sample.Row(1)));
        Assert.Equal(ErrorCodes.DuplicateRecord, fault.Detail.ErrorCode);
    }

    [Theory]
    [InlineData("Key")]
    [InlineData("KEY")]
    [InlineData("ké\u0301y")]
    [InlineData("key  ")]
    public void An_alternate_key_is_refused_twice_however_it_is_written(string same)
    {
        using var store = Sample.StoreWith("smk_key", "key");
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Insert(Sample.Row(2, ("smk_key", same))));
        Assert.Equal(ErrorCodes.DuplicateAlternateKey, fault.Detail.ErrorCode);
        Assert.Contains("smk_sample_key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_with_an_empty_key_are_outside_the_key()
    {
        using var store = Sample.StoreWith("smk_key", null, null);
        Assert.True(store.Exists(Sample.Table, Sample.Id(2)));
    }

    [Fact]
    public void An_update_into_a_taken_key_is_refused()
    {
        using var store = Sample.StoreWith("smk_key", "one", "two");
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Update(Sample.Row(2, ("smk_key", "ONE"))));
        Assert.Equal(ErrorCodes.DuplicateAlternateKey, fault.Detail.ErrorCode);
    }

    [Fact]
    public void Updating_and_deleting_what_is_not_there_faults()
    {
        using var store = Sample.Store();
        Assert.Equal(ErrorCodes.ObjectDoesNotExist, Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Update(Sample.Row(1, ("smk_int", 1)))).Detail.ErrorCode);
        Assert.Equal(ErrorCodes.ObjectDoesNotExist, Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Update(Sample.Row(1))).Detail.ErrorCode);
        Assert.Equal(ErrorCodes.ObjectDoesNotExist, Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Delete(Sample.Table, Sample.Id(1))).Detail.ErrorCode);
    }

    [Fact]
    public void A_row_is_found_by_its_key()
    {
        using var store = Sample.StoreWith("smk_key", "one", "two");
        Assert.Equal(Sample.Id(2), store.FindByKey(Sample.Table, new KeyAttributeCollection { { "smk_key", "TWO" } }));
        Assert.Null(store.FindByKey(Sample.Table, new KeyAttributeCollection { { "smk_key", "three" } }));
    }

    [Fact]
    public void Columns_that_are_no_key_are_refused_with_the_keys_named()
    {
        using var store = Sample.Store();
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.FindByKey(Sample.Table, new KeyAttributeCollection { { "smk_name", "x" } }));
        Assert.Contains("smk_sample_key (smk_key)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_write_raises_the_row_version()
    {
        using var store = Sample.StoreWith("smk_int", 1, 2);
        var before = Versions();
        store.Update(Sample.Row(1, ("smk_int", 3)));
        var after = Versions();
        Assert.True(before[0] < before[1]);
        Assert.True(after[0] > before[1]);
        Assert.Equal(before[1], after[1]);

        long[] Versions() => new[] { 1, 2 }.Select(n => store.Find(Sample.Table, Sample.Id(n), new ColumnSet("versionnumber"))!.GetAttributeValue<long>("versionnumber")).ToArray();
    }

    [Fact]
    public void A_row_is_read_with_its_version_and_only_the_columns_asked_for()
    {
        using var store = Sample.Store();
        store.Insert(Sample.Row(1, ("smk_int", 1), ("smk_name", "one")));
        var row = store.Find(Sample.Table, Sample.Id(1), new ColumnSet("smk_int"))!;
        Assert.Equal(["smk_int", "smk_sampleid"], row.Attributes.Keys.Order());
        Assert.NotNull(row.RowVersion);
    }

    [Fact]
    public void An_empty_text_as_a_key_is_refused()
    {
        using var store = Sample.Store();
        var fault = Assert.Throws<System.ServiceModel.FaultException<OrganizationServiceFault>>(() => store.FindByKey(Sample.Table, new KeyAttributeCollection { ["smk_key"] = "" }));
        Assert.Contains("'smk_key'", fault.Message, StringComparison.Ordinal);
    }
}
