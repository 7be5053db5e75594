using System.Collections.Generic;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>A condition on a column of the row. An unknown cell fulfils none.</summary>
public sealed record Condition(ColumnReference Column, decimal? AtLeast, decimal? AtMost, IReadOnlySet<string>? In);
