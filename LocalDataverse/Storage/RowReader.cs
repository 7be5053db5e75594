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
    private readonly bool withId;
    private string? findSql;

    private RowReader(TableLayout layout, IReadOnlyList<StoredColumn> columns, bool withId)
    {
        this.layout = layout;
        this.withId = withId;
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
            return ForAll(layout);
        var chosen = new List<StoredColumn>(columns.Columns.Count);
        foreach (var name in columns.Columns)
        {
            if (layout.Find(name) is { } column)
                chosen.Add(column);
        }

        return For(layout, chosen, withId: true);
    }

    /// <summary>A reader for all columns.</summary>
    public static RowReader ForAll(TableLayout layout) => layout.AllReader ??= For(layout, layout.Readable, withId: true);

    /// <summary>A reader for chosen columns; without the id for rows that stand for several, as in a distinct query.</summary>
    public static RowReader For(TableLayout layout, IEnumerable<StoredColumn> chosen, bool withId) => withId
        ? new RowReader(layout, WithIdAndVersion(layout, chosen), withId)
        : new RowReader(layout, chosen.Distinct().ToList(), withId);

    /// <summary>What a SELECT names.</summary>
    public string SelectList(string alias) => string.Join(", ", columns.Select(c => c.SelectList(alias)));

    /// <summary>The current row.</summary>
    public Entity Read(Statement row)
    {
        var entity = new Entity(layout.Table.LogicalName);
        var at = 0;
        var next = 0;
        if (withId)
        {
            entity.Id = row.Id(0);
            entity.Attributes[layout.Table.PrimaryId] = entity.Id;
            at = next = 1;
            if (layout.Version is not null)
            {
                if (!row.IsNull(1))
                    entity.RowVersion = row.Integer(1).ToString(CultureInfo.InvariantCulture);
                at = next = 2;
            }
        }

        for (; next < columns.Count; next++)
        {
            var column = columns[next];
            if (column.Read(row, at) is { } value)
            {
                entity.Attributes[column.Column.LogicalName] = value;
                if (column == layout.Id)
                    entity.Id = (Guid)value;
            }

            at += column.Width;
        }

        return entity;
    }

    // The id is first, the version second (once more, as an attribute, when it was asked for).
    private static List<StoredColumn> WithIdAndVersion(TableLayout layout, IEnumerable<StoredColumn> chosen)
    {
        var all = new List<StoredColumn> { layout.Id };
        if (layout.Version is { } version)
            all.Add(version);
        all.AddRange(chosen.Where(c => c != layout.Id).Distinct());
        return all;
    }
}
