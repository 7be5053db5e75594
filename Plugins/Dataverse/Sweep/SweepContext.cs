using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>What a sweep task may use.</summary>
internal sealed class SweepContext
{
    private readonly Action<string> trace;

    public SweepContext(IOrganizationService service, Guid organizationId, DateTime now, Action<string> trace, Guid? piece = null)
    {
        Service = service;
        Piece = piece;
        Failures = new SweepFailures(service);
        OrganizationId = organizationId;
        Now = now;
        this.trace = trace;
    }

    /// <summary>Acts with the rights of the system.</summary>
    public IOrganizationService Service { get; }

    /// <summary>The organisation swept.</summary>
    public Guid OrganizationId { get; }

    /// <summary>When the sweep was asked for, UTC.</summary>
    public DateTime Now { get; }

    /// <summary>The only row to look at; <c>null</c> for all.</summary>
    public Guid? Piece { get; }

    /// <summary>What is known to fail.</summary>
    public SweepFailures Failures { get; }

    /// <summary>The rows of a query that a task may do: the piece asked for, or all but those known to fail.</summary>
    /// <param name="task">The task.</param>
    /// <param name="query">Asks for what is due.</param>
    /// <param name="id">Its column of ids.</param>
    public IReadOnlyList<Entity> Due(string task, QueryExpression query, string id)
    {
        if (Piece is { } piece)
            query.Criteria.AddCondition(id, ConditionOperator.Equal, piece);
        var found = Service.RetrieveMultiple(query).Entities;
        if (Piece is not null || found.Count == 0)
            return found;
        var leftOut = Failures.LeftOut(task, Now);
        if (!found.Any(row => leftOut.Contains(row.Id)))
            return found;
        query.Criteria.AddCondition(new ConditionExpression(id, ConditionOperator.NotIn, leftOut.ToArray()));
        return Service.RetrieveMultiple(query).Entities;
    }

    /// <summary>The same of rows that are read already.</summary>
    public IEnumerable<T> Due<T>(string task, IReadOnlyCollection<T> rows) where T : Entity
    {
        if (Piece is { } piece)
            return rows.Where(row => row.Id == piece);
        if (rows.Count == 0)
            return rows;
        var leftOut = Failures.LeftOut(task, Now);
        return rows.Where(row => !leftOut.Contains(row.Id));
    }

    /// <summary>Writes a line to the plug-in trace log.</summary>
    public void Trace(string line) => trace(line);
}
