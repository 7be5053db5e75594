using System.Collections.Generic;

namespace Smarketing.Cli.Solutions.Tables;

/// <summary>A table as its generated class shows it.</summary>
/// <param name="ClassName">The schema name without the publisher's prefix.</param>
/// <param name="LogicalName">Lower case.</param>
/// <param name="PrimaryId">Logical name of the primary key.</param>
/// <param name="PrimaryName">Logical name of the column that names a row.</param>
/// <param name="Description">English.</param>
/// <param name="Columns">In ordinal order of the logical name.</param>
/// <param name="Keys">Alternate keys: constant name and logical name.</param>
/// <param name="Choices">Choices that only this table has: its state, its status and local ones.</param>
internal sealed record TableModel(
    string ClassName,
    string LogicalName,
    string PrimaryId,
    string PrimaryName,
    string Description,
    IReadOnlyList<ColumnModel> Columns,
    IReadOnlyList<KeyModel> Keys,
    IReadOnlyList<ChoiceModel> Choices);

/// <param name="ConstantName">Schema name without prefix, made an identifier.</param>
/// <param name="LogicalName">Lower case.</param>
/// <param name="Kind">How the value is read and written.</param>
/// <param name="TypeName">The C# type without its question mark.</param>
/// <param name="CanWrite">Whether callers may set it on create or update.</param>
/// <param name="Description">English, with units and limits.</param>
internal sealed record ColumnModel(string ConstantName, string LogicalName, ColumnKind Kind, string TypeName, bool CanWrite, string Description);

internal enum ColumnKind
{
    /// <summary>Read and written as it is.</summary>
    Value,

    /// <summary>An <c>OptionSetValue</c> shown as an enum.</summary>
    Choice,

    /// <summary>The row's own id: a constant only, <c>Entity.Id</c> carries it.</summary>
    PrimaryKey,
}

internal sealed record KeyModel(string ConstantName, string LogicalName);

/// <param name="EnumName">The C# enum.</param>
/// <param name="LogicalName">The choice's own name.</param>
/// <param name="Description">English.</param>
/// <param name="Members">In the order of the file.</param>
internal sealed record ChoiceModel(string EnumName, string LogicalName, string Description, IReadOnlyList<ChoiceMember> Members);

internal sealed record ChoiceMember(string Name, int Value, string Description);
