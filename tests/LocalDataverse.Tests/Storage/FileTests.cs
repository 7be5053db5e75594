using System;
using System.IO;
using System.Linq;
using System.ServiceModel;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Storage;

/// <summary>A database file outlives the store, and grows with the solution.</summary>
public sealed class FileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("smarketing-store-").FullName;

    private string Database => Path.Combine(folder, "organization.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Rows_are_there_again_after_reopening()
    {
        using (var store = Open(Sample.SampleTable))
            store.Insert(Sample.Row(1, ("smk_name", "Élodie"), ("smk_decimal", 1.25m)));
        using (var store = Open(Sample.SampleTable))
        {
            var row = store.Find(Sample.Table, Sample.Id(1), new ColumnSet(true))!;
            Assert.Equal(("Élodie", 1.25m), ((string)row["smk_name"], (decimal)row["smk_decimal"]));
        }
    }

    [Fact]
    public void Row_versions_go_on_where_they_were()
    {
        long last;
        using (var store = Open(Sample.SampleTable))
        {
            store.Insert(Sample.Row(1));
            using (var transaction = store.Begin())
            {
                store.Insert(Sample.Row(2));
                transaction.Commit();
            }

            last = store.Find(Sample.Table, Sample.Id(2), new ColumnSet("versionnumber"))!.GetAttributeValue<long>("versionnumber");
        }

        using (var store = Open(Sample.SampleTable))
            Assert.True(store.NextRowVersion() > last);
    }

    [Fact]
    public void New_columns_and_keys_are_added_to_the_table_there_is()
    {
        var narrow = Sample.SampleTable with { Columns = Sample.SampleTable.Columns.Where(c => c.LogicalName is "smk_sampleid" or "smk_name").ToList(), Keys = [] };
        using (var store = Open(narrow))
            store.Insert(Sample.Row(1, ("smk_name", "one")));
        using (var store = Open(Sample.SampleTable))
        {
            store.Update(Sample.Row(1, ("smk_key", "k"), ("ownerid", new EntityReference("team", Sample.Id(9)))));
            var row = store.Find(Sample.Table, Sample.Id(1), new ColumnSet(true))!;
            Assert.Equal(("one", "team"), ((string)row["smk_name"], ((EntityReference)row["ownerid"]).LogicalName));
            Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.Insert(Sample.Row(2, ("smk_key", "K"))));
        }
    }

    [Fact]
    public void A_table_in_use_is_widened_when_its_definition_grows()
    {
        var catalog = Sample.Catalog();
        using var store = new RecordStore(null, catalog);
        store.Insert(Sample.Row(1));
        catalog.Merge(Sample.SampleTable with { Columns = [Sample.Column("smk_new", ColumnType.Integer)], Keys = [] });
        store.Update(Sample.Row(1, ("smk_new", 7)));
        Assert.Equal(7, store.Find(Sample.Table, Sample.Id(1), new ColumnSet("smk_new"))!["smk_new"]);
    }

    [Fact]
    public void A_key_that_rows_already_break_is_refused()
    {
        using (var store = Open(Sample.SampleTable with { Keys = [] }))
        {
            store.Insert(Sample.Row(1, ("smk_key", "k")));
            store.Insert(Sample.Row(2, ("smk_key", "K")));
        }

        using (var store = Open(Sample.SampleTable))
        {
            var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.EnsureTable(Sample.SampleTable));
            Assert.Equal(ErrorCodes.DuplicateAlternateKey, fault.Detail.ErrorCode);
        }
    }

    [Theory]
    [InlineData(2, 4, "1.25")]
    [InlineData(4, 2, "1.25")]
    [InlineData(0, 10, "1")]
    public void A_decimal_keeps_its_value_when_its_precision_changes(int before, int after, string expected)
    {
        using (var store = Open(WithPrecision(before)))
            store.Insert(Sample.Row(1, ("smk_decimal", Math.Round(1.25m, before))));
        using (var store = Open(WithPrecision(after)))
            Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), store.Find(Sample.Table, Sample.Id(1), new ColumnSet("smk_decimal"))!["smk_decimal"]);
    }

    [Fact]
    public void A_precision_that_stored_values_have_no_room_for_is_refused()
    {
        using (var store = Open(WithPrecision(0)))
            store.Insert(Sample.Row(1, ("smk_decimal", 92_233_720_368m)));
        using (var store = Open(WithPrecision(10)))
            Assert.Contains("digits", Assert.Throws<FaultException<OrganizationServiceFault>>(() => store.EnsureTable(WithPrecision(10))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lookup_that_gains_a_target_still_points_where_it_did()
    {
        using (var store = Open(WithTargets(Sample.Parent)))
            store.Insert(Sample.Row(1, ("smk_parentid", new EntityReference(Sample.Parent, Sample.Id(5)))));
        using (var store = Open(WithTargets(Sample.Parent, Sample.Table)))
        {
            store.Insert(Sample.Row(2, ("smk_parentid", new EntityReference(Sample.Table, Sample.Id(6)))));
            Assert.Equal(
                [new EntityReference(Sample.Parent, Sample.Id(5)), new EntityReference(Sample.Table, Sample.Id(6))],
                new[] { 1, 2 }.Select(n => (EntityReference)store.Find(Sample.Table, Sample.Id(n), new ColumnSet("smk_parentid"))!["smk_parentid"]));
        }
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_by_name()
    {
        File.WriteAllText(Database, new string('x', 5000));
        var fault = Assert.Throws<SqliteException>(() => Open(Sample.SampleTable));
        Assert.Contains(Database, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_use_is_refused_by_name()
    {
        using var store = Open(Sample.SampleTable);
        var fault = Assert.Throws<SqliteException>(() => Open(Sample.SampleTable));
        Assert.Contains(Database, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_can_be_moved_once_the_store_is_closed()
    {
        using (var store = Open(Sample.SampleTable))
            store.Insert(Sample.Row(1, ("smk_int", 1)));
        Assert.Equal([Database], Directory.GetFiles(folder));
    }

    private static TableDefinition WithPrecision(int places) => With(Sample.Column("smk_decimal", ColumnType.Decimal) with { Precision = places });

    private static TableDefinition WithTargets(params string[] targets) => With(Sample.Column("smk_parentid", ColumnType.Lookup) with { Targets = targets });

    private static TableDefinition With(ColumnDefinition column) => Sample.SampleTable.With([column], [], []);

    private RecordStore Open(TableDefinition table) => new(Database, Sample.Catalog(Sample.ParentTable, table));
}
