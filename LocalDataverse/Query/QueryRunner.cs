using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Readers;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query;

/// <summary>Runs queries: language → tree → SQL → entities. The store's lock is held meanwhile.</summary>
internal sealed class QueryRunner(SqliteDatabase database, MetadataCatalog catalog, Func<string, TableLayout> layouts)
{
    /// <summary>Runs a query.</summary>
    public EntityCollection Run(QueryBase query, QueryMoment moment)
    {
        var tree = Read(query);
        return tree.Aggregates.Count > 0 ? Aggregate(tree, moment) : Select(tree, moment);
    }

    /// <summary>The SQL of a query for rows, then how SQLite would run it.</summary>
    public IReadOnlyList<string> Explain(QueryBase query, QueryMoment moment)
    {
        var tree = Read(query);
        var sql = new SelectQuery(tree, moment, Names).Page();
        var lines = new List<string> { sql.ToString() };
        var statement = database.Prepare("EXPLAIN QUERY PLAN " + sql);
        try
        {
            sql.Bind(statement);
            while (statement.Step())
                lines.Add(statement.Text(3));
        }
        finally
        {
            statement.Reset();
        }

        return lines;
    }

    private LookupNames Names => new(catalog, layouts);

    private QueryTree Read(QueryBase query) => query switch
    {
        QueryExpression expression => QueryExpressionReader.Read(expression, layouts),
        QueryByAttribute byAttribute => QueryByAttributeReader.Read(byAttribute, layouts),
        FetchExpression fetch => FetchXmlReader.Read(fetch.Query, layouts),
        null => throw Fault.InvalidQuery("There is no query. Give a QueryExpression, QueryByAttribute or FetchExpression."),
        _ => throw Fault.NotSupported($"queries of type {query.GetType().Name}", "Use QueryExpression, QueryByAttribute or FetchExpression."),
    };

    private EntityCollection Select(QueryTree tree, QueryMoment moment)
    {
        var select = new SelectQuery(tree, moment, Names);
        var result = new EntityCollection { EntityName = tree.Root.LogicalName, TotalRecordCount = -1 };
        IReadOnlyList<SqlValue>? first = null, last = null;
        Run(select.Page(), row =>
        {
            if (result.Entities.Count == select.Size)
            {
                result.MoreRecords = true;
                return;
            }

            result.Entities.Add(select.Read(row));

            // Keys are read of the first and the last row only; which row is the last shows when the page is full or the rows end.
            if (result.Entities.Count == 1)
                first = select.ReadKeys(row);
            if (result.Entities.Count == select.Size)
                last = select.ReadKeys(row);
        });
        if (tree.Top is null && result.MoreRecords && first is not null && last is not null)
            result.PagingCookie = select.Cookie(first, last);
        if (tree.Page.CountAll)
        {
            var count = Count(select.CountAll());
            result.TotalRecordCountLimitExceeded = count > PageNode.Largest;
            result.TotalRecordCount = (int)Math.Min(count, PageNode.Largest);
        }

        return result;
    }

    private EntityCollection Aggregate(QueryTree tree, QueryMoment moment)
    {
        var aggregate = new AggregateQuery(tree, moment, Names);
        if (Count(aggregate.CountRows()) > tree.AggregateLimit)
            throw Fault.Of(ErrorCodes.AggregateLimit, $"The maximum record limit is exceeded. Reduce the number of records: at most {tree.AggregateLimit.ToString(CultureInfo.InvariantCulture)} go into this aggregate query.");
        var result = new EntityCollection { EntityName = tree.Root.LogicalName, TotalRecordCount = -1 };
        try
        {
            Run(aggregate.Groups(), row =>
            {
                if (result.Entities.Count == aggregate.Size)
                    result.MoreRecords = true;
                else
                    result.Entities.Add(aggregate.Read(row));
            });
        }
        catch (SqliteException e) when (e.Message.Contains("integer overflow", StringComparison.Ordinal))
        {
            throw Fault.InvalidQuery("A sum of the aggregate query is more than 64 bits hold. Sum fewer rows.");
        }

        return result;
    }

    private long Count(SqlText sql)
    {
        var count = 0L;
        Run(sql, row => count = row.Integer(0));
        return count;
    }

    private void Run(SqlText sql, Action<Statement> read)
    {
        var statement = database.Prepare(sql.ToString());
        try
        {
            sql.Bind(statement);
            while (statement.Step())
                read(statement);
        }
        finally
        {
            statement.Reset();
        }
    }
}
