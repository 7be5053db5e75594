using System;

namespace Smarketing.LocalDataverse.Query.Sql;

/// <summary>One expression a result is sorted by.</summary>
/// <param name="Name">What the paging cookie calls it.</param>
/// <param name="IsDescending">Greatest first. Empty comes first when ascending, last when descending, as in SQL Server.</param>
/// <param name="Write">Writes the expression.</param>
internal sealed record SortKey(string Name, bool IsDescending, Action<SqlText> Write);
