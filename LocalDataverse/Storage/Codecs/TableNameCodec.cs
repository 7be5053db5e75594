using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>Logical names of tables.</summary>
internal sealed class TableNameCodec(TableDefinition table, ColumnDefinition column) : ValueCodec(table, column)
{
    public override string SqlType => "TEXT";

    public override SqlValue Encode(object value) => value is string name && TextCodec.IsUnicode(name) ? SqlValue.Of(name) : throw WrongType(value, "the logical name of a table");

    public override object Decode(Statement row, int at) => row.Text(at);
}
