using System;

namespace Smarketing.LocalDataverse.Storage;

/// <content>What follows an owner all at once.</content>
internal sealed partial class RecordStore
{
    /// <summary>Moves all rows that a user or team owns to another business unit.</summary>
    public void MoveOwned(string table, Guid owner, Guid businessUnit)
    {
        // Its rows are those of the activity tables, which move on their own.
        if (table == ActivityView.Table)
            return;
        lock (gate)
        {
            var layout = Layout(table);
            var unit = layout.Get("owningbusinessunit");
            var versioned = layout.Version is { } column ? $", {column.Sql} = ?3" : "";
            var statement = database.Prepare($"UPDATE {layout.Sql} SET {unit.Sql} = ?1{versioned} WHERE {layout.Get("ownerid").Sql} = ?2 AND {unit.Sql} IS NOT ?1");
            statement.Bind(1, SqlValue.Of(businessUnit));
            statement.Bind(2, SqlValue.Of(owner));
            if (layout.Version is not null)
                statement.Bind(3, SqlValue.Of(NextRowVersion()));
            Write(statement, layout, owner);
        }
    }
}
