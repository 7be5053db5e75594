namespace Smarketing.Cli.Csv.Mapping;

/// <summary>A column of the file, as the map names it.</summary>
/// <param name="Name">The column's header.</param>
/// <param name="Path">The setting in the map that names it.</param>
/// <param name="Line">The map's line.</param>
/// <param name="Character">The character in that line.</param>
public sealed record ColumnReference(string Name, string Path, int Line, int Character);
