using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>Pictures.</summary>
internal sealed class BytesCodec(TableDefinition table, ColumnDefinition column) : ValueCodec(table, column)
{
    public override string SqlType => "BLOB";

    public override SqlValue Encode(object value) => value is byte[] bytes ? SqlValue.Of(bytes) : throw WrongType(value, "a byte array");

    public override object Decode(Statement row, int at) => row.Bytes(at);
}
