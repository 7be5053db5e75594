using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query;

/// <summary>Runs queries.</summary>
internal sealed class QueryRunner(SqliteDatabase database, MetadataCatalog catalog, Func<string, TableLayout> layouts)
{
    public EntityCollection Run(QueryBase query, QueryMoment moment) =>
        throw Fault.NotSupported($"queries of type {query.GetType().Name} at {moment.UtcNow:o}", $"{database.IsFile}{catalog.Tables.Count}{layouts("lead").Sql}");

    public IReadOnlyList<string> Explain(QueryBase query, QueryMoment moment) => [Run(query, moment).EntityName];
}
