using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Routing;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>
/// No lead is lost: routes SQL leads that have no open hand-off, as when the job that should have routed them failed, and tries again those that
/// nobody could take. What still cannot be routed is no piece done, and goes to the end of the line.
/// </summary>
internal sealed class RouteWaitingLeads : ISweepTask
{
    private const string State = "statecode";
    private const string ModifiedOn = "modifiedon";
    private const int Open = 0;
    private const int MinutesBetweenTries = 5;

    public string Name => "route";

    public int Run(SweepContext context, int budget)
    {
        PairAlerts.HealMended(context.Service, context.Now);
        var done = RouteOrphans(context, budget);
        return done < budget ? done + TryAgain(context, budget - done) : done;
    }

    private static int RouteOrphans(SweepContext context, int budget)
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
        var orphans = Pages.All(context.Service, query)
            .Select(row => row.ToEntity<Tables.Lead>())
            .Where(lead => lead.RejectedOn is null || lead.RejectedOn < lead.StageSince)
            .Take(budget)
            .ToArray();
        return orphans.Count(lead => HandoffRouter.RouteIfRipe(context.Service, lead.Id, context.Now) is not null);
    }

    private static int TryAgain(SweepContext context, int budget)
    {
        var query = new QueryExpression(Tables.Handoff.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Handoff.Columns.LeadId),
            TopCount = budget,
        };
        query.Criteria.AddCondition(Tables.Handoff.Columns.StatusCode, ConditionOperator.Equal, (int)Tables.HandoffStatus.Waiting);
        query.Criteria.AddCondition(Tables.Handoff.Columns.PairId, ConditionOperator.Null);
        query.Criteria.AddCondition(ModifiedOn, ConditionOperator.LessEqual, context.Now.AddMinutes(-MinutesBetweenTries));
        query.AddLink(Tables.Lead.EntityLogicalName, Tables.Handoff.Columns.LeadId, Tables.Lead.PrimaryIdAttribute)
            .LinkCriteria.AddCondition(State, ConditionOperator.Equal, Open);
        query.AddOrder(ModifiedOn, OrderType.Ascending);
        return context.Service.RetrieveMultiple(query).Entities
            .Select(row => row.ToEntity<Tables.Handoff>().LeadId!.Id)
            .ToArray()
            .Count(leadId => HandoffRouter.Route(context.Service, leadId, context.Now)?.PairId is not null);
    }
}
