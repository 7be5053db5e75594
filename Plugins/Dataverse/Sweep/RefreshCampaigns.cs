using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.ClosedLoop;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>Computes anew the campaigns about which something has become known, longest waiting first.</summary>
internal sealed class RefreshCampaigns : ISweepTask
{
    public string Name => "campaigns";

    public int Run(SweepContext context, int budget)
    {
        var query = new QueryExpression(Tables.Campaign.EntityLogicalName) { ColumnSet = new ColumnSet(false), TopCount = budget };
        query.Criteria.AddCondition(Tables.Campaign.Columns.DirtyOn, ConditionOperator.NotNull);
        query.AddOrder(Tables.Campaign.Columns.DirtyOn, OrderType.Ascending);
        var due = context.Service.RetrieveMultiple(query).Entities.ToArray();
        if (due.Length == 0)
            return 0;
        var model = CampaignFigures.ModelAgreed(context.Service);
        foreach (var campaign in due)
            CampaignFigures.Refresh(context.Service, campaign.Id, model, context.Now);
        return due.Length;
    }
}
