using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>
/// The platform's rule for "not equal", "not in", "not like" and their kin: an empty column counts as different. SQL alone would
/// leave such rows out.
/// </summary>
internal static class UnknownCountsAsDifferent
{
    /// <summary>Opens the condition.</summary>
    public static SqlText Begin(SqlText sql) => sql.Append("(");

    /// <summary>Closes it with the empty rows let in.</summary>
    public static SqlText End(SqlText sql, ConditionNode condition) => sql.Append(" OR ").Append(condition.Expression).Append(" IS NULL)");
}
