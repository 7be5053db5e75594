using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>Deletes engagement older than the agreement that works keeps it; without a retention nothing is deleted.</summary>
internal sealed class DeleteOldEngagement : RowTask
{
    public override string Name => "retention";

    public override IReadOnlyList<Entity> Due(SweepContext context, int most)
    {
        var agreement = AgreementReader.Working(context.Service).OrderBy(working => working.StatusCode).FirstOrDefault();
        if (agreement?.RetentionDays is not { } days)
            return [];
        var query = new QueryExpression(Tables.Engagement.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(false),
            TopCount = most,
            NoLock = true,
        };
        query.Criteria.AddCondition(Tables.Engagement.Columns.OccurredOn, ConditionOperator.LessThan, context.Now.AddDays(-days));
        query.AddOrder(Tables.Engagement.Columns.OccurredOn, OrderType.Ascending);
        return context.Due(Name, query, Tables.Engagement.PrimaryIdAttribute);
    }

    protected override int Do(SweepContext context, IReadOnlyList<Entity> due, int budget)
    {
        foreach (var engagement in due)
            context.Service.Delete(Tables.Engagement.EntityLogicalName, engagement.Id);
        return due.Count;
    }
}
