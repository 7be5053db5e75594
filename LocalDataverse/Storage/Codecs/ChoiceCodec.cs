using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>One option of a choice, state or status, by its number.</summary>
internal sealed class ChoiceCodec(TableDefinition table, ColumnDefinition column) : ValueCodec(table, column)
{
    public override string SqlType => "INTEGER";

    public override SqlValue Encode(object value)
    {
        if (value is not OptionSetValue option)
            throw WrongType(value, "an OptionSetValue");
        if (Column.Options.Count > 0 && Column.Option(option.Value) is null)
            throw Fault.NoSuchOption(Table, Column, option.Value);
        return SqlValue.Of(option.Value);
    }

    public override object Decode(Statement row, int at) => new OptionSetValue((int)row.Integer(at));
}
