using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Formatting;
using Smarketing.LocalDataverse.Query.Readers;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query;

/// <summary>How one row is read by id for a user; made once for each set of columns, as rows are read one by one far more often than not.</summary>
internal sealed class RowPlan
{
    private readonly ResultShape shape;
    private readonly string sql;

    /// <exception cref="System.ServiceModel.FaultException">The table has no such column.</exception>
    public RowPlan(TableLayout layout, ColumnSet columns, LookupNames names, UserFormats formats)
    {
        Layout = layout;
        var root = new TableNode { Layout = layout, Sql = "t0", Alias = layout.Table.LogicalName, Scope = new QueryScope(null), AllColumns = columns.AllColumns };
        root.Scope.Tables.Add(root);
        if (!columns.AllColumns)
        {
            foreach (var name in columns.Columns)
                TreeBuilder.Select(root, name);
        }

        shape = new ResultShape(new QueryTree { Root = root }, names, formats);
        var text = new SqlText().Append("SELECT ");
        shape.WriteSelect(text);
        sql = text.Append(" FROM ").Append(layout.Sql).Append(" t0 WHERE ").Append(layout.Id.Expression("t0")).Append(" = ?").ToString();
    }

    /// <summary>The table as it lay when the plan was made.</summary>
    public TableLayout Layout { get; }

    /// <summary>The row, or null when there is none.</summary>
    public Entity? Read(SqliteDatabase database, Guid id)
    {
        var statement = database.Prepare(sql);
        try
        {
            statement.Bind(1, SqlValue.Of(id));
            return statement.Step() ? shape.Read(statement) : null;
        }
        finally
        {
            statement.Reset();
        }
    }
}
