using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.ClosedLoop;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>Computes anew the content about which something has become known, and content never computed; longest waiting first.</summary>
internal sealed class RefreshContents : ISweepTask
{
    public string Name => "contents";

    public int Run(SweepContext context, int budget)
    {
        var query = new QueryExpression(Tables.Content.EntityLogicalName) { ColumnSet = ContentFigures.Needed, TopCount = budget };
        query.Criteria.FilterOperator = LogicalOperator.Or;
        query.Criteria.AddCondition(Tables.Content.Columns.DirtyOn, ConditionOperator.NotNull);
        query.Criteria.AddCondition(Tables.Content.Columns.FiguredOn, ConditionOperator.Null);
        query.AddOrder(Tables.Content.Columns.DirtyOn, OrderType.Ascending);
        var due = context.Service.RetrieveMultiple(query).Entities.Select(row => row.ToEntity<Tables.Content>()).ToArray();
        if (due.Length == 0)
            return 0;
        var model = CampaignFigures.ModelAgreed(context.Service);
        foreach (var content in due)
            ContentFigures.Refresh(context.Service, content, model, context.Now);
        return due.Length;
    }
}
