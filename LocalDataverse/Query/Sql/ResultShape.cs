using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Formatting;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Sql;

/// <summary>
/// What a query for rows selects and how a row of the result becomes an entity. For a reader who wants formatted values it also selects the
/// names of lookups and the currencies of amounts.
/// </summary>
internal sealed class ResultShape
{
    private const string Currency = "transactioncurrencyid";

    private readonly string tableName;
    private readonly string idName;
    private readonly LookupNames names;
    private readonly UserFormats? formats;
    private readonly int versionAt = -1;
    private readonly bool hasId;
    private readonly ResultColumn[] columns;
    private readonly List<Action<SqlText>> selected = [];

    public ResultShape(QueryTree tree, LookupNames names, UserFormats? formats)
    {
        this.names = names;
        this.formats = formats;
        var root = tree.Root;
        tableName = root.LogicalName;
        idName = root.Layout.Table.PrimaryId;
        if (!tree.Distinct || root.AllColumns)
        {
            // The id and the version come first, whatever is asked for.
            hasId = true;
            Add(sql => sql.Append(root.Layout.Id.SelectList(root.Sql)), 1);
            if (root.Layout.Version is { } version)
                versionAt = Add(sql => sql.Append(version.SelectList(root.Sql)), 1);
        }

        var shown = new List<ResultColumn>();
        foreach (var column in OwnColumns(root))
            shown.Add(Column(root, column, column.Column.LogicalName, isAliased: false));
        foreach (var table in tree.Tables)
        {
            if (table != root && table.AllColumns)
            {
                foreach (var column in table.Layout.Readable)
                    shown.Add(Column(table, column, $"{table.Alias}.{column.Column.LogicalName}", isAliased: true));
            }

            foreach (var node in table.Columns)
            {
                if (node.Alias is not null || (table != root && !table.AllColumns))
                    shown.Add(Column(table, node.Column, node.Alias ?? $"{table.Alias}.{node.Column.Column.LogicalName}", isAliased: true));
            }
        }

        columns = [.. shown];
        if (formats is not null)
            AddCurrencies(tree);
    }

    /// <summary>Places it takes in a result.</summary>
    public int Width { get; private set; }

    /// <summary>Writes what the SELECT names; something, even when nothing is asked for.</summary>
    public void WriteSelect(SqlText sql)
    {
        for (var i = 0; i < selected.Count; i++)
            selected[i](i == 0 ? sql : sql.Append(", "));
        if (selected.Count == 0)
            sql.Append("NULL");
    }

    /// <summary>The current row.</summary>
    public Entity Read(Statement row)
    {
        var entity = new Entity(tableName);
        var attributes = entity.Attributes;
        if (hasId)
        {
            entity.Id = row.Id(0);
            attributes.Add(idName, entity.Id);
            if (versionAt >= 0 && !row.IsNull(versionAt))
                entity.RowVersion = row.Integer(versionAt).ToString(CultureInfo.InvariantCulture);
        }

        foreach (var column in columns)
        {
            if (column.Column.Read(row, column.At) is not { } value)
                continue;
            if (column.IsId)
                entity.Id = (Guid)value;
            if (formats is not null)
                Show(entity, column, value, row);
            attributes[column.Key] = column.IsAliased ? new AliasedValue(column.Table.LogicalName, column.Column.Column.LogicalName, value) : value;
        }

        return entity;
    }

    private void Show(Entity entity, ResultColumn column, object value, Statement row)
    {
        if (column.NameAt >= 0 && !row.IsNull(column.NameAt))
            ((EntityReference)value).Name = row.Text(column.NameAt);
        if (column.Format?.Of(value, CurrencyAt(column, row)) is { } text)
            entity.FormattedValues[column.Key] = text;
    }

    private CurrencyFormat CurrencyAt(ResultColumn column, Statement row) =>
        (column.CurrencyAt >= 0 && !row.IsNull(column.CurrencyAt) ? formats!.CurrencyOf(row.Id(column.CurrencyAt)) : null) ?? formats!.BaseCurrency;

    private List<StoredColumn> OwnColumns(TableNode root)
    {
        var own = new List<StoredColumn>();
        var seen = new HashSet<StoredColumn>();
        if (hasId)
            seen.Add(root.Layout.Id);
        foreach (var column in root.AllColumns ? root.Layout.Readable : root.Columns.FindAll(c => c.Alias is null).ConvertAll(c => c.Column))
        {
            if (seen.Add(column))
                own.Add(column);
        }

        return own;
    }

    private ResultColumn Column(TableNode table, StoredColumn column, string key, bool isAliased)
    {
        var result = new ResultColumn(table, column, key, isAliased)
        {
            At = Add(sql => sql.Append(column.SelectList(table.Sql)), column.Width),
            IsId = !isAliased && column == table.Layout.Id,
        };
        if (formats is null)
            return result;
        return result with
        {
            Format = formats.Of(column.Column),
            NameAt = column.Column.IsLookup && names.Has(column) ? Add(sql => names.Write(sql, table.Sql, column), 1) : -1,
        };
    }

    // Equal rows of a distinct query must stay equal, so there only a currency that is asked for counts.
    private void AddCurrencies(QueryTree tree)
    {
        var places = new Dictionary<TableNode, int>();
        for (var i = 0; i < columns.Length; i++)
        {
            var (table, column) = (columns[i].Table, columns[i].Column);
            if (!ColumnFormat.TakesRowCurrency(column.Column) || !table.Layout.Table.TryColumn(Currency, out _))
                continue;
            if (!places.TryGetValue(table, out var at))
                places.Add(table, at = CurrencyPlace(table, tree.Distinct));
            columns[i] = columns[i] with { CurrencyAt = at };
        }
    }

    private int CurrencyPlace(TableNode table, bool isDistinct)
    {
        if (Array.Find(columns, c => c.Table == table && string.Equals(c.Column.Column.LogicalName, Currency, StringComparison.Ordinal)) is { } shown)
            return shown.At;
        return isDistinct || table.Layout.Find(Currency) is not { } currency ? -1 : Add(sql => sql.Append(currency.Expression(table.Sql)), 1);
    }

    private int Add(Action<SqlText> write, int width)
    {
        var at = Width;
        selected.Add(write);
        Width += width;
        return at;
    }

    private sealed record ResultColumn(TableNode Table, StoredColumn Column, string Key, bool IsAliased)
    {
        public int At { get; init; }

        public int NameAt { get; init; } = -1;

        public int CurrencyAt { get; init; } = -1;

        public ColumnFormat? Format { get; init; }

        public bool IsId { get; init; }
    }
}
