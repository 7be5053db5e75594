using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>A table as it lies in the database.</summary>
internal sealed class TableLayout
{
    /// <summary>The column with the row's version.</summary>
    public const string VersionColumn = "versionnumber";

    private readonly Dictionary<string, StoredColumn> columns = new(StringComparer.Ordinal);

    /// <summary>Lays out a table.</summary>
    /// <param name="table">Its definition.</param>
    /// <param name="decimalScales">Places kept for decimal columns that exist already with more than their precision.</param>
    public TableLayout(TableDefinition table, IReadOnlyDictionary<string, int> decimalScales)
    {
        Table = table;
        Sql = StoredColumn.Quote(table.LogicalName);
        foreach (var column in table.Columns)
        {
            var scale = Math.Max(column.Precision, decimalScales.GetValueOrDefault(column.LogicalName));
            if (StoredColumn.Of(table, column, scale) is { } stored)
                columns.Add(column.LogicalName, stored);
        }

        Id = columns.TryGetValue(table.PrimaryId, out var id) && id.Codec is Codecs.IdCodec
            ? id
            : throw new ArgumentException($"The table '{table.LogicalName}' has no Uniqueidentifier column '{table.PrimaryId}'. Define its primary id.", nameof(table));
        Version = columns.GetValueOrDefault(VersionColumn);
        Readable = columns.Values.Where(c => c.Column.IsValidForRead || c == Id).ToArray();
    }

    public TableDefinition Table { get; }

    /// <summary>Quoted name.</summary>
    public string Sql { get; }

    /// <summary>The primary id.</summary>
    public StoredColumn Id { get; }

    /// <summary>The row version; null when the table keeps none.</summary>
    public StoredColumn? Version { get; }

    /// <summary>All columns that hold values.</summary>
    public IReadOnlyCollection<StoredColumn> Columns => columns.Values;

    /// <summary>Reads whole rows; made when first needed.</summary>
    public RowReader? AllReader { get; set; }

    /// <summary>The columns that "all columns" means.</summary>
    public IReadOnlyList<StoredColumn> Readable { get; }

    /// <summary>The stored form of a column; null when the column exists but holds no value of its own.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The table has no such column.</exception>
    public StoredColumn? Find(string name)
    {
        if (columns.TryGetValue(name, out var column))
            return column;
        _ = Table.Column(name);
        return null;
    }

    /// <summary>The stored form of a column that must hold values.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The table has no such column, or it holds no value of its own.</exception>
    public StoredColumn Get(string name) => Find(name) ?? throw Fault.NotStored(Table, Table.Column(name), Table.Column(name).Type switch
    {
        ColumnType.PartyList => "Read and write rows of activityparty instead.",
        ColumnType.File => "File columns are not supported; keep the content in a text column or a note.",
        _ => "Leave it out.",
    });
}
