using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Routing;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>
/// No lead is lost: routes SQL leads that have no open hand-off, as when the job that should have routed them failed, and tries again those that
/// nobody could take. What still cannot be routed is no piece done, and goes to the end of the line.
/// </summary>
internal sealed class RouteWaitingLeads : RowTask
{
    private const string State = "statecode";
    private const string ModifiedOn = "modifiedon";
    private const int Open = 0;
    private const int MinutesBetweenTries = 5;

    // A try that comes to nothing costs as much as one that does, and counts for none.
    private const int MostTries = 25;

    public override string Name => "route";

    public override IReadOnlyList<Entity> Due(SweepContext context, int most)
    {
        var due = context.Due(Name, Orphans(context)).Take(most).ToList<Entity>();
        if (due.Count < most)
            due.AddRange(Waiting(context, Math.Min(MostTries, most - due.Count)));
        return due;
    }

    // A lead that nobody has handed off yet, or the hand-off of one that waits.
    protected override int Do(SweepContext context, IReadOnlyList<Entity> due, int budget)
    {
        PairAlerts.HealMended(context.Service, context.Now);
        return due.Count(piece => piece.LogicalName == Tables.Lead.EntityLogicalName
            ? HandoffRouter.RouteIfRipe(context.Service, piece.Id, context.Now) is not null
            : HandoffRouter.Route(context.Service, piece.ToEntity<Tables.Handoff>().LeadId!.Id, context.Now)?.PairId is not null);
    }

    private static Tables.Lead[] Orphans(SweepContext context)
    {
        var query = new QueryExpression(Tables.Lead.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Lead.Columns.RejectedOn, Tables.Lead.Columns.StageSince),
        };
        query.Criteria.AddCondition(State, ConditionOperator.Equal, Open);
        query.Criteria.AddCondition(Tables.Lead.Columns.Stage, ConditionOperator.Equal, (int)Tables.Stage.SQL);
        query.Criteria.AddCondition(Tables.Lead.Columns.HandoffOpen, ConditionOperator.NotEqual, true);
        query.AddOrder(Tables.Lead.Columns.StageSince, OrderType.Ascending);
        // A lead that sales has rejected since it became SQL waits for scoring, not for a pair.
        return Pages.All(context.Service, query)
            .Select(row => row.ToEntity<Tables.Lead>())
            .Where(lead => lead.RejectedOn is null || lead.RejectedOn < lead.StageSince)
            .ToArray();
    }

    private IReadOnlyList<Entity> Waiting(SweepContext context, int most)
    {
        var query = new QueryExpression(Tables.Handoff.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Handoff.Columns.LeadId),
            TopCount = most,
        };
        query.Criteria.AddCondition(Tables.Handoff.Columns.StatusCode, ConditionOperator.Equal, (int)Tables.HandoffStatus.Waiting);
        query.Criteria.AddCondition(Tables.Handoff.Columns.PairId, ConditionOperator.Null);
        query.Criteria.AddCondition(ModifiedOn, ConditionOperator.LessEqual, context.Now.AddMinutes(-MinutesBetweenTries));
        query.AddLink(Tables.Lead.EntityLogicalName, Tables.Handoff.Columns.LeadId, Tables.Lead.PrimaryIdAttribute)
            .LinkCriteria.AddCondition(State, ConditionOperator.Equal, Open);
        query.AddOrder(ModifiedOn, OrderType.Ascending);
        return context.Due(Name, query, Tables.Handoff.PrimaryIdAttribute);
    }
}
