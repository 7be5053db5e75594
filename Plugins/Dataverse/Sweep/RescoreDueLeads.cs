using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>Scores again the leads whose grade or stage time alone has changed; scoring sets their next moment.</summary>
internal sealed class RescoreDueLeads : ISweepTask
{
    public string Name => "rescore";

    public int Run(SweepContext context, int budget)
    {
        var query = new QueryExpression(Tables.Lead.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(false),
            TopCount = budget,
            NoLock = true,
        };
        query.Criteria.AddCondition(Tables.Lead.Columns.RescoreOn, ConditionOperator.LessEqual, context.Now);
        query.AddOrder(Tables.Lead.Columns.RescoreOn, OrderType.Ascending);
        var due = context.Service.RetrieveMultiple(query).Entities.ToArray();
        foreach (var lead in due)
            LeadTrigger.RequestAsSystem(context.Service, lead.Id, Tables.ScoreTrigger.Elapsed, context.Now);
        return due.Length;
    }
}
