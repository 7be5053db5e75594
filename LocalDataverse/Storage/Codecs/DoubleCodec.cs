using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>Binary floating point.</summary>
internal sealed class DoubleCodec(TableDefinition table, ColumnDefinition column) : ValueCodec(table, column)
{
    // The platform's widest range of a floating point column.
    private const decimal Widest = 100_000_000_000m;

    public override string SqlType => "REAL";

    public override SqlValue Encode(object value)
    {
        if (value is not double number)
            throw WrongType(value, "a double");
        var min = Column.MinValue ?? -Widest;
        var max = Column.MaxValue ?? Widest;

        // Written so that NaN fails too.
        return number >= (double)min && number <= (double)max ? SqlValue.Of(number) : throw Fault.OutOfRange(Table, Column, number, min, max);
    }

    public override object Decode(Statement row, int at) => row.Real(at);
}
