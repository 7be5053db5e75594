namespace Smarketing.Cli.Data;

/// <summary>A column of a configuration package.</summary>
/// <param name="Type">The tool's word for its type: string, number, decimal, bool, datetime, optionsetvalue, entityreference, …</param>
/// <param name="LookupTable">The table an <c>entityreference</c> points to.</param>
public sealed record ConfigurationColumn(string Type, string? LookupTable);
