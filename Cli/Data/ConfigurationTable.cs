using System.Collections.Generic;

namespace Smarketing.Cli.Data;

/// <summary>A table of a configuration package: the columns it carries, and its records.</summary>
public sealed class ConfigurationTable
{
    public required string LogicalName { get; init; }

    public required string PrimaryId { get; init; }

    /// <summary>The type of each column, in the words of the Configuration Migration Tool.</summary>
    public required IReadOnlyDictionary<string, ConfigurationColumn> Columns { get; init; }

    public List<ConfigurationRecord> Records { get; } = [];
}
