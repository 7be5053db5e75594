using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.Storage.Codecs;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>
/// The table <c>activitypointer</c>, which has no rows of its own: it shows the rows of every activity table with the columns
/// they share. As a view it cannot disagree with them, whoever writes, deletes or rolls back.
/// </summary>
internal static class ActivityView
{
    public const string Table = "activitypointer";

    private const string TypeColumn = "activitytypecode";

    /// <summary>The statement that makes the view over all activity tables.</summary>
    public static string CreateSql(TableLayout view, IReadOnlyList<TableLayout> activities) =>
        $"CREATE VIEW {view.Sql} AS {string.Join(" UNION ALL ", activities.Count == 0 ? [Nothing(view)] : activities.Select(a => Select(view, a)))}";

    private static string Nothing(TableLayout view) =>
        $"SELECT {string.Join(", ", Stored(view).SelectMany(c => c.TargetSql is null ? [$"NULL AS {c.Sql}"] : new[] { $"NULL AS {c.Sql}", $"NULL AS {c.TargetSql}" }))} WHERE 0";

    private static string Select(TableLayout view, TableLayout activity) =>
        $"SELECT {string.Join(", ", Stored(view).SelectMany(column => Columns(column, activity)))} FROM {activity.Sql}";

    private static IEnumerable<string> Columns(StoredColumn column, TableLayout activity)
    {
        var name = column.Column.LogicalName;
        if (name == TypeColumn)
        {
            yield return $"'{activity.Table.LogicalName}' AS {column.Sql}";
            yield break;
        }

        var own = activity.Table.TryColumn(name, out _) ? activity.Find(name) : null;
        if (own is null || own.DerivedFrom is not null || own.Codec.SqlType != column.Codec.SqlType)
        {
            yield return $"NULL AS {column.Sql}";
            if (column.TargetSql is not null)
                yield return $"NULL AS {column.TargetSql}";
            yield break;
        }

        yield return own.Sql == column.Sql ? own.Sql : $"{own.Sql} AS {column.Sql}";
        if (column.TargetSql is not null)
        {
            // Each table leaves its own first target unsaid; here it has to be said.
            var first = $"'{((ReferenceCodec)own.Codec).DefaultTarget}'";
            var target = own.TargetSql is null ? first : $"COALESCE({own.TargetSql}, {first})";
            yield return $"CASE WHEN {own.Sql} IS NULL THEN NULL ELSE {target} END AS {column.TargetSql}";
        }
    }

    private static IEnumerable<StoredColumn> Stored(TableLayout view) => view.Columns.Where(c => c.DerivedFrom is null);
}
