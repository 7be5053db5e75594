using System.Collections.Generic;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>Which words of a column mean that the lead became a customer, and which that it did not.</summary>
public sealed record OutcomeRule(ColumnReference Column, IReadOnlySet<string> Won, IReadOnlySet<string> Lost);
