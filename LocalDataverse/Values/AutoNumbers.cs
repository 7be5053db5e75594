using System;
using System.Collections.Concurrent;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Values;

/// <summary>
/// Fills autonumber columns of new rows. A value that is given is kept. Numbers are counted per column outside the transaction, as by
/// the platform: a Create that is rolled back leaves a gap.
/// </summary>
internal sealed class AutoNumbers(Platform platform)
{
    // Where the platform begins to count.
    private const long FirstNumber = 1000;

    private static readonly ConcurrentDictionary<string, AutoNumberFormat> Formats = new(StringComparer.Ordinal);

    public void Fill(TableDefinition table, TableProfile profile, Entity row, DateTime utcNow)
    {
        foreach (var column in profile.AutoNumbers)
        {
            if (row.Value<string>(column.LogicalName) is not { Length: > 0 } && !row.HasOther<string>(column.LogicalName))
            {
                row[column.LogicalName] = Format(column).Make(() => platform.Store.NextInSequence(Sequence(table, column), FirstNumber), platform.Chance, utcNow);
            }
        }
    }

    /// <summary>The number the next row gets.</summary>
    public long Next(string tableName, string columnName)
    {
        var (table, column) = Find(tableName, columnName);
        return platform.Store.Sequence(Sequence(table, column)) ?? FirstNumber;
    }

    /// <summary>The number counting began with.</summary>
    public long Seed(string tableName, string columnName)
    {
        var (table, column) = Find(tableName, columnName);
        return platform.Store.Sequence(SeedOf(table, column)) ?? FirstNumber;
    }

    /// <summary>Counts anew from a number.</summary>
    public void SetSeed(string tableName, string columnName, long seed)
    {
        var (table, column) = Find(tableName, columnName);
        if (seed < 0)
        {
            throw Fault.InvalidArgument($"The seed of '{columnName}' is {Fault.Show(seed)}. Count from 0 or more.");
        }

        platform.Store.SetSequence(Sequence(table, column), seed);
        platform.Store.SetSequence(SeedOf(table, column), seed);
    }

    private (TableDefinition Table, ColumnDefinition Column) Find(string tableName, string columnName)
    {
        var table = platform.Catalog.Table(tableName);
        var column = table.Column(columnName);
        return column.AutoNumberFormat is not null && Format(column).HasSequence
            ? (table, column)
            : throw Fault.InvalidArgument($"'{columnName}' of '{tableName}' is no autonumber column that counts. Name a column whose AutoNumberFormat has {{SEQNUM:n}}.");
    }

    private static AutoNumberFormat Format(ColumnDefinition column)
    {
        try
        {
            return Formats.GetOrAdd(column.AutoNumberFormat!, AutoNumberFormat.Parse);
        }
        catch (FormatException exception)
        {
            throw Fault.InvalidArgument($"The AutoNumberFormat of '{column.LogicalName}' cannot be read: {exception.Message}");
        }
    }

    private static string Sequence(TableDefinition table, ColumnDefinition column) => $"sequence {table.LogicalName}.{column.LogicalName}";

    private static string SeedOf(TableDefinition table, ColumnDefinition column) => $"seed {table.LogicalName}.{column.LogicalName}";
}
