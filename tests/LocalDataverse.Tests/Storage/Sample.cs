using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.Tests.LocalDataverse.Storage;

/// <summary>A table with one column of each kind, and one that it points to.</summary>
internal static class Sample
{
    public const string Table = "smk_sample";
    public const string Parent = "smk_parent";

    public static readonly DateTime Now = new(2026, 3, 29, 12, 0, 0, DateTimeKind.Utc);

    public static ColumnDefinition Column(string name, ColumnType type) => new() { LogicalName = name, SchemaName = name, Type = type, IsCustom = true };

    public static TableDefinition ParentTable { get; } = new()
    {
        LogicalName = Parent,
        SchemaName = "smk_Parent",
        PrimaryId = "smk_parentid",
        PrimaryName = "smk_name",
        Columns =
        [
            Column("smk_parentid", ColumnType.Uniqueidentifier),
            Column("smk_name", ColumnType.String) with { MaxLength = 200 },
            Column("smk_size", ColumnType.Integer),
            Column("versionnumber", ColumnType.BigInt),
        ],
    };

    public static TableDefinition SampleTable { get; } = new()
    {
        LogicalName = Table,
        SchemaName = "smk_Sample",
        PrimaryId = "smk_sampleid",
        PrimaryName = "smk_name",
        Columns =
        [
            Column("smk_sampleid", ColumnType.Uniqueidentifier),
            Column("smk_name", ColumnType.String) with { MaxLength = 200 },
            Column("smk_key", ColumnType.String) with { MaxLength = 200 },
            Column("smk_memo", ColumnType.Memo) with { MaxLength = 1_048_576 },
            Column("smk_int", ColumnType.Integer),
            Column("smk_percent", ColumnType.Integer) with { MinValue = 0, MaxValue = 100 },
            Column("smk_bigint", ColumnType.BigInt),
            Column("smk_decimal", ColumnType.Decimal) with { Precision = 2 },
            Column("smk_decimal10", ColumnType.Decimal) with { Precision = 10 },
            Column("smk_money", ColumnType.Money) with { Precision = 2 },
            Column("smk_double", ColumnType.Double),
            Column("smk_flag", ColumnType.Boolean),
            Column("smk_when", ColumnType.DateTime),
            Column("smk_day", ColumnType.DateTime) with { DateTimeBehavior = DateTimeBehavior.DateOnly },
            Column("smk_clock", ColumnType.DateTime) with { DateTimeBehavior = DateTimeBehavior.TimeZoneIndependent },
            Column("smk_choice", ColumnType.Picklist) with { Options = [Option(1, "Zebra", "Alpha"), Option(2, "Apple", "Beta"), Option(3, "Mango", "Gamma")] },
            Column("smk_choices", ColumnType.MultiSelectPicklist),
            Column("statecode", ColumnType.State) with { Options = [Option(0, "Active", "Actif"), Option(1, "Inactive", "Inactif")] },
            Column("smk_parentid", ColumnType.Lookup) with { Targets = [Parent] },
            Column("smk_customerid", ColumnType.Customer) with { Targets = [Parent, Table] },
            Column("smk_customeridtype", ColumnType.EntityName) with { AttributeOf = "smk_customerid" },
            Column("ownerid", ColumnType.Owner) with { Targets = ["systemuser", "team"] },
            Column("smk_other", ColumnType.Uniqueidentifier),
            Column("smk_tablename", ColumnType.EntityName),
            Column("smk_image", ColumnType.Image),
            Column("smk_party", ColumnType.PartyList),
            Column("versionnumber", ColumnType.BigInt),
        ],
        Keys = [new KeyDefinition { LogicalName = "smk_sample_key", SchemaName = "smk_sample_key", Columns = ["smk_key"] }],
    };

    public static MetadataCatalog Catalog(params TableDefinition[] others)
    {
        var catalog = new MetadataCatalog();
        foreach (var table in others.Length > 0 ? others : [ParentTable, SampleTable])
            catalog.Add(table);
        return catalog;
    }

    public static RecordStore Store() => new(null, Catalog());

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    public static Entity Row(int number, params (string Name, object? Value)[] values) => Row(Id(number), values);

    public static Entity Row(Guid id, params (string Name, object? Value)[] values)
    {
        var row = new Entity(Table, id);
        foreach (var (name, value) in values)
            row[name] = value;
        return row;
    }

    /// <summary>A store with one row per value of a column, numbered from 1; null leaves the column empty.</summary>
    public static RecordStore StoreWith(string column, params object?[] values)
    {
        var store = Store();
        for (var i = 0; i < values.Length; i++)
            store.Insert(Row(i + 1, (column, values[i])));
        return store;
    }

    private static OptionDefinition Option(int value, string english, string french) => new()
    {
        Value = value,
        Label = new LocalizedText { Texts = new Dictionary<int, string> { [1033] = english, [1036] = french } },
    };
}
