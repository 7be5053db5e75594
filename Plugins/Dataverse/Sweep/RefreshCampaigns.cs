using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.ClosedLoop;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>Computes anew the campaigns about which something has become known, longest waiting first.</summary>
internal sealed class RefreshCampaigns : RowTask
{
    public override string Name => "campaigns";

    public override IReadOnlyList<Entity> Due(SweepContext context, int most)
    {
        var query = new QueryExpression(Tables.Campaign.EntityLogicalName) { ColumnSet = new ColumnSet(false), TopCount = most };
        query.Criteria.AddCondition(Tables.Campaign.Columns.DirtyOn, ConditionOperator.NotNull);
        query.AddOrder(Tables.Campaign.Columns.DirtyOn, OrderType.Ascending);
        return context.Due(Name, query, Tables.Campaign.PrimaryIdAttribute);
    }

    protected override int Do(SweepContext context, IReadOnlyList<Entity> due, int budget)
    {
        if (due.Count == 0)
            return 0;
        var model = CampaignFigures.ModelAgreed(context.Service);
        foreach (var campaign in due)
            CampaignFigures.Refresh(context.Service, campaign.Id, model, context.Now);
        return due.Count;
    }
}
