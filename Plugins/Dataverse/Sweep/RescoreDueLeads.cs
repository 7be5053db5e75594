using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>Scores again the leads whose grade or stage time alone has changed; scoring sets their next moment.</summary>
internal sealed class RescoreDueLeads : RowTask
{
    private const int HoursBetweenTries = 1;

    public override string Name => "rescore";

    public override IReadOnlyList<Entity> Due(SweepContext context, int most)
    {
        var query = new QueryExpression(Tables.Lead.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(false),
            TopCount = most,
            NoLock = true,
        };
        query.Criteria.AddCondition(Tables.Lead.Columns.RescoreOn, ConditionOperator.LessEqual, context.Now);
        // One that could not be scored stays due; asked again in the same hour it would keep the others from their turn.
        var able = query.Criteria.AddFilter(LogicalOperator.Or);
        able.AddCondition(Tables.Lead.Columns.ScoreFault, ConditionOperator.Null);
        able.AddCondition(Tables.Lead.Columns.ScoreRequestedOn, ConditionOperator.Null);
        able.AddCondition(Tables.Lead.Columns.ScoreRequestedOn, ConditionOperator.LessEqual, context.Now.AddHours(-HoursBetweenTries));
        query.AddOrder(Tables.Lead.Columns.RescoreOn, OrderType.Ascending);
        return context.Due(Name, query, Tables.Lead.PrimaryIdAttribute);
    }

    protected override int Do(SweepContext context, IReadOnlyList<Entity> due, int budget)
    {
        foreach (var lead in due)
            LeadTrigger.RequestAsSystem(context.Service, lead.Id, Tables.ScoreTrigger.Elapsed, context.Now);
        return due.Count;
    }
}
