using System.Linq;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>Deletes engagement older than the agreement that works keeps it; without a retention nothing is deleted.</summary>
internal sealed class DeleteOldEngagement : ISweepTask
{
    public string Name => "retention";

    public int Run(SweepContext context, int budget)
    {
        var agreement = AgreementReader.Working(context.Service).OrderBy(working => working.StatusCode).FirstOrDefault();
        if (agreement?.RetentionDays is not { } days)
            return 0;
        var query = new QueryExpression(Tables.Engagement.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(false),
            TopCount = budget,
            NoLock = true,
        };
        query.Criteria.AddCondition(Tables.Engagement.Columns.OccurredOn, ConditionOperator.LessThan, context.Now.AddDays(-days));
        query.AddOrder(Tables.Engagement.Columns.OccurredOn, OrderType.Ascending);
        var old = context.Service.RetrieveMultiple(query).Entities.ToArray();
        foreach (var engagement in old)
            context.Service.Delete(Tables.Engagement.EntityLogicalName, engagement.Id);
        return old.Length;
    }
}
