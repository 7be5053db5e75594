using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>Reads rows of one table with chosen columns.</summary>
internal sealed class RowReader
{
    private readonly TableLayout layout;
    private readonly IReadOnlyList<StoredColumn> columns;
    private string? findSql;

    private RowReader(TableLayout layout, IReadOnlyList<StoredColumn> columns)
    {
        this.layout = layout;
        this.columns = columns;
        Width = columns.Sum(c => c.Width);
    }

    /// <summary>Columns it takes in a result.</summary>
    public int Width { get; }

    /// <summary>Reads one row by id.</summary>
    public string FindSql => findSql ??= $"SELECT {SelectList("t")} FROM {layout.Sql} t WHERE t.{layout.Id.Sql} = ?";

    /// <summary>A reader for the columns of a set; the id and the row version always come along.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The table has no such column.</exception>
    public static RowReader For(TableLayout layout, ColumnSet columns)
    {
        if (columns.AllColumns)
            return layout.AllReader ??= new RowReader(layout, WithIdAndVersion(layout, layout.Readable));
        var chosen = new List<StoredColumn>(columns.Columns.Count);
        foreach (var name in columns.Columns)
        {
            if (layout.Find(name) is { } column)
                chosen.Add(column);
        }

        return new RowReader(layout, WithIdAndVersion(layout, chosen));
    }

    /// <summary>What a SELECT names.</summary>
    public string SelectList(string alias) => string.Join(", ", columns.Select(c => c.SelectList(alias)));

    /// <summary>The current row.</summary>
    public Entity Read(Statement row)
    {
        var id = row.Id(0);
        var entity = new Entity(layout.Table.LogicalName, id);
        entity.Attributes[layout.Table.PrimaryId] = id;
        var at = 1;
        if (layout.Version is not null)
        {
            if (!row.IsNull(1))
                entity.RowVersion = row.Integer(1).ToString(CultureInfo.InvariantCulture);
            at = 2;
        }

        for (var i = at; i < columns.Count; i++)
        {
            var column = columns[i];
            if (column.Read(row, at) is { } value)
                entity.Attributes[column.Column.LogicalName] = value;
            at += column.Width;
        }

        return entity;
    }

    // The id is first, the version second (once more, as an attribute, when it was asked for).
    private static List<StoredColumn> WithIdAndVersion(TableLayout layout, IReadOnlyList<StoredColumn> chosen)
    {
        var all = new List<StoredColumn>(chosen.Count + 2) { layout.Id };
        if (layout.Version is { } version)
            all.Add(version);
        all.AddRange(chosen.Where(c => c != layout.Id).Distinct());
        return all;
    }
}
