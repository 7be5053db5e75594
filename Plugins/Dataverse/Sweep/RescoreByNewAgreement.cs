using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>
/// Scores open leads that bear the mark of another agreement than the one that works, or of none. Which are left is told by the leads
/// themselves, so that it goes on where it was stopped. One that cannot be scored bears the request and is not asked again.
/// </summary>
internal sealed class RescoreByNewAgreement : RowTask
{
    public override string Name => "agreement";

    public override IReadOnlyList<Entity> Due(SweepContext context, int most)
    {
        var agreement = AgreementReader.Working(context.Service).OrderBy(working => working.StatusCode).FirstOrDefault();
        if (agreement?.InForceOn is not { } since)
            return [];
        var query = new QueryExpression(Tables.Lead.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(false),
            TopCount = most,
            NoLock = true,
        };
        query.Criteria.AddCondition(LeadReader.State, ConditionOperator.Equal, LeadReader.Open);
        var marked = query.Criteria.AddFilter(LogicalOperator.Or);
        marked.AddCondition(Tables.Lead.Columns.AgreementId, ConditionOperator.Null);
        marked.AddCondition(Tables.Lead.Columns.AgreementId, ConditionOperator.NotEqual, agreement.Id);
        var asked = query.Criteria.AddFilter(LogicalOperator.Or);
        asked.AddCondition(Tables.Lead.Columns.ScoreTrigger, ConditionOperator.Null);
        asked.AddCondition(Tables.Lead.Columns.ScoreTrigger, ConditionOperator.NotEqual, (int)Tables.ScoreTrigger.Agreement);
        asked.AddCondition(Tables.Lead.Columns.ScoreRequestedOn, ConditionOperator.Null);
        asked.AddCondition(Tables.Lead.Columns.ScoreRequestedOn, ConditionOperator.LessThan, since);
        query.AddOrder(Tables.Lead.Columns.ScoredOn, OrderType.Ascending);
        return context.Due(Name, query, Tables.Lead.PrimaryIdAttribute);
    }

    protected override int Do(SweepContext context, IReadOnlyList<Entity> due, int budget)
    {
        foreach (var lead in due)
            LeadTrigger.RequestAsSystem(context.Service, lead.Id, Tables.ScoreTrigger.Agreement, context.Now);
        return due.Count;
    }
}
