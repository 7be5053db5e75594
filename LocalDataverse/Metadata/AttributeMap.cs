namespace Smarketing.LocalDataverse.Metadata;

/// <summary>A column that a row made from another one takes over from it.</summary>
/// <param name="SourceTable">The table of the row it is made from.</param>
/// <param name="TargetTable">The table of the new row.</param>
/// <param name="SourceColumn">The column read.</param>
/// <param name="TargetColumn">The column written.</param>
internal sealed record AttributeMap(string SourceTable, string TargetTable, string SourceColumn, string TargetColumn);
