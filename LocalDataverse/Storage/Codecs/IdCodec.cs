using System;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>Identifiers as 16 bytes: half the index size of text, and compared by one memcmp.</summary>
internal sealed class IdCodec(TableDefinition table, ColumnDefinition column) : ValueCodec(table, column)
{
    public override string SqlType => "BLOB";

    public override SqlValue Encode(object value) => value is Guid id ? SqlValue.Of(id) : throw WrongType(value, "a Guid");

    public override object Decode(Statement row, int at) => row.Id(at);
}
