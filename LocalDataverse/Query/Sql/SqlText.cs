using System.Collections.Generic;
using System.Text;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Sql;

/// <summary>SQL in the making. Values only ever enter as parameters.</summary>
internal sealed class SqlText
{
    private readonly StringBuilder text = new();
    private readonly List<SqlValue> values = [];

    public IReadOnlyList<SqlValue> Values => values;

    public SqlText Append(string sql)
    {
        text.Append(sql);
        return this;
    }

    public SqlText Value(SqlValue value)
    {
        text.Append('?');
        values.Add(value);
        return this;
    }

    /// <summary>Binds all values to the statement made of this text.</summary>
    public void Bind(Statement statement)
    {
        for (var i = 0; i < values.Count; i++)
            statement.Bind(i + 1, values[i]);
    }

    public override string ToString() => text.ToString();
}
