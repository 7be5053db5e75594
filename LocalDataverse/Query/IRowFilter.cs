using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query;

/// <summary>
/// Which rows of a table a caller gets to see. <see cref="FromWriter"/> ands it into every table a query reads: the root, links and
/// the tables of conditions on related rows alike. The names of lookups come without it, as on the platform.
/// </summary>
internal interface IRowFilter
{
    /// <summary>Whether the caller sees less than all rows of the table.</summary>
    bool Restricts(TableLayout table);

    /// <summary>Writes an SQL expression that is true for the rows the caller sees; asked only where <see cref="Restricts"/> says so.</summary>
    /// <param name="table">The table.</param>
    /// <param name="alias">What the query calls it in SQL.</param>
    /// <param name="sql">Where to write; values only as parameters.</param>
    void Write(TableLayout table, string alias, SqlText sql);

    /// <summary>Refuses a column that the query filters, sorts, joins or counts by and the caller may not read.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The column is secured.</exception>
    void RequireColumn(TableDefinition table, ColumnDefinition column)
    {
    }
}
