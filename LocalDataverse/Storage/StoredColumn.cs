using System.Globalization;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Storage.Codecs;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>A column as it lies in the database: the names in SQL and how values get in and out.</summary>
internal sealed class StoredColumn
{
    private StoredColumn(ColumnDefinition column, ValueCodec codec)
    {
        Column = column;
        Codec = codec;
        Sql = Quote(column.LogicalName);
        if (codec is ReferenceCodec { HasTargetColumn: true })
            TargetSql = Quote(column.LogicalName + "#table");
    }

    public ColumnDefinition Column { get; }

    public ValueCodec Codec { get; }

    /// <summary>Quoted name.</summary>
    public string Sql { get; }

    /// <summary>Quoted name of the column with the target of a lookup, or null.</summary>
    public string? TargetSql { get; }

    /// <summary>The lookup whose target this column names; the value is then not kept a second time.</summary>
    public StoredColumn? DerivedFrom { get; private init; }

    /// <summary>Columns it takes in a result.</summary>
    public int Width => TargetSql is null ? 1 : 2;

    /// <summary>The value as an expression over a table alias.</summary>
    public string Expression(string alias)
    {
        if (DerivedFrom is null)
            return $"{alias}.{Sql}";
        var reference = (ReferenceCodec)DerivedFrom.Codec;
        var target = DerivedFrom.TargetSql is { } sql ? $"COALESCE({alias}.{sql}, {Literal(reference.DefaultTarget)})" : Literal(reference.DefaultTarget);
        return $"CASE WHEN {alias}.{DerivedFrom.Sql} IS NULL THEN NULL ELSE {target} END";
    }

    /// <summary>What a SELECT names to read the column.</summary>
    public string SelectList(string alias) => TargetSql is null ? Expression(alias) : $"{Expression(alias)}, {alias}.{TargetSql}";

    /// <summary>The value at a place of the result, or null.</summary>
    public object? Read(Statement row, int at) => row.IsNull(at) ? null : Codec.Decode(row, at);

    /// <summary>The stored form of a column; null when its values live elsewhere.</summary>
    public static StoredColumn? Of(TableDefinition table, ColumnDefinition column, int decimalScale)
    {
        ValueCodec? codec = column.Type switch
        {
            ColumnType.Boolean => new BooleanCodec(table, column),
            ColumnType.Integer => new IntegerCodec(table, column),
            ColumnType.BigInt => new BigIntCodec(table, column),
            ColumnType.Decimal => new DecimalCodec(table, column, decimalScale),
            ColumnType.Double => new DoubleCodec(table, column),
            ColumnType.Money => new MoneyCodec(table, column),
            ColumnType.String or ColumnType.Memo => new TextCodec(table, column),
            ColumnType.DateTime => new DateTimeCodec(table, column),
            ColumnType.Picklist or ColumnType.State or ColumnType.Status => new ChoiceCodec(table, column),
            ColumnType.MultiSelectPicklist => new ChoicesCodec(table, column),
            ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner => new ReferenceCodec(table, column),
            ColumnType.Uniqueidentifier => new IdCodec(table, column),
            ColumnType.EntityName => new TableNameCodec(table, column),
            ColumnType.Image => new BytesCodec(table, column),
            _ => null,
        };
        if (codec is null)
            return null;
        StoredColumn? derivedFrom = null;
        if (column is { Type: ColumnType.EntityName, AttributeOf: { } lookup } && table.TryColumn(lookup, out var reference) && reference.IsLookup)
            derivedFrom = Of(table, reference, decimalScale);
        return new StoredColumn(column, codec) { DerivedFrom = derivedFrom };
    }

    /// <summary>A name in SQL.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", System.StringComparison.Ordinal)}\"";

    /// <summary>A name as a text in SQL; for names of metadata only.</summary>
    public static string Literal(string text) => string.Create(CultureInfo.InvariantCulture, $"'{text.Replace("'", "''", System.StringComparison.Ordinal)}'");
}
