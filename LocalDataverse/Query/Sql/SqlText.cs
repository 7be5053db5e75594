using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Sql;

/// <summary>SQL in the making. Values only ever enter as parameters.</summary>
internal sealed class SqlText
{
    // SQLite numbers its parameters up to here.
    private const int MostValues = 32_766;

    private readonly StringBuilder text = new();
    private readonly List<SqlValue> values = [];

    public IReadOnlyList<SqlValue> Values => values;

    public SqlText Append(string sql)
    {
        text.Append(sql);
        return this;
    }

    /// <exception cref="System.ServiceModel.FaultException">The query holds more values than a statement takes.</exception>
    public SqlText Value(SqlValue value)
    {
        if (values.Count == MostValues)
            throw Fault.InvalidQuery($"The query holds more than {MostValues.ToString(CultureInfo.InvariantCulture)} values. Split the list, and send one query for each part.");
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
