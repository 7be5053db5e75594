using System;
using System.Collections.Generic;

namespace Smarketing.Cli.Run.Feed;

/// <summary>Facts about a lead that became known after it came in.</summary>
/// <param name="On">When (UTC).</param>
/// <param name="Columns">The columns and their new values.</param>
public sealed record LeadChange(DateTime On, IReadOnlyDictionary<string, ColumnValue> Columns);
