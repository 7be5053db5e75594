using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>Several options of a choice, as <c>,1,7,12,</c> in ascending order, each once. None chosen is no value.</summary>
internal sealed class ChoicesCodec(TableDefinition table, ColumnDefinition column) : ValueCodec(table, column)
{
    public override string SqlType => "TEXT";

    public override SqlValue Encode(object value)
    {
        if (value is not OptionSetValueCollection options)
            throw WrongType(value, "an OptionSetValueCollection");
        foreach (var option in options)
        {
            if (Column.Options.Count > 0 && Column.Option(option.Value) is null)
                throw Fault.NoSuchOption(Table, Column, option.Value);
        }

        return options.Count == 0
            ? SqlValue.Null
            : SqlValue.Of(Text(options.Select(o => o.Value).Distinct().Order()));
    }

    /// <summary>Options as they are stored; give them in ascending order, each once.</summary>
    public static string Text(IEnumerable<int> options) => $",{string.Join(",", options.Select(v => v.ToString(CultureInfo.InvariantCulture)))},";

    public override object Decode(Statement row, int at) => new OptionSetValueCollection(
        row.Text(at).Trim(',').Split(',').Select(v => new OptionSetValue(int.Parse(v, CultureInfo.InvariantCulture))).ToList());
}
