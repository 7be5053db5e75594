using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>
/// References as the id of the row; which table it is stands in a second column when the lookup has several targets. An empty
/// second column means the first target, so that a lookup that gains targets keeps its meaning.
/// </summary>
internal sealed class ReferenceCodec(TableDefinition table, ColumnDefinition column) : ValueCodec(table, column)
{
    public override string SqlType => "BLOB";

    /// <summary>The target meant when none is stored.</summary>
    public string DefaultTarget => Column.Targets.Count > 0 ? Column.Targets[0] : "";

    /// <summary>True when a second column tells the target.</summary>
    public bool HasTargetColumn => Column.Targets.Count != 1;

    public override SqlValue Encode(object value)
    {
        if (value is not EntityReference reference)
            throw WrongType(value, "an EntityReference");
        if (Column.Targets.Count > 0 && !Column.Targets.Contains(reference.LogicalName, StringComparer.Ordinal))
            throw Fault.WrongTarget(Table, Column, reference.LogicalName);
        if (reference.Id == Guid.Empty)
            throw Fault.InvalidArgument($"The reference in '{Column.LogicalName}' of '{Table.LogicalName}' has no id. Set the id, or leave the column empty.");
        return SqlValue.Of(reference.Id);
    }

    /// <summary>What stands in the second column.</summary>
    public static SqlValue EncodeTarget(object? value) => value is EntityReference reference ? SqlValue.Of(reference.LogicalName) : SqlValue.Null;

    public override object Decode(Statement row, int at) => new EntityReference(
        HasTargetColumn && !row.IsNull(at + 1) ? row.Text(at + 1) : DefaultTarget,
        row.Id(at));
}
