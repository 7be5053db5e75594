using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.ClosedLoop;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>Reads the opportunities that ended and were not opened again, from outcomes only.</summary>
internal static class ClosedReader
{
    /// <summary>Those whose lead came of a campaign.</summary>
    public static IReadOnlyList<ClosedOpportunity> OfCampaign(IOrganizationService service, Guid campaignId) =>
        Read(service, Tables.Outcome.Columns.CampaignId, campaignId);

    private static IReadOnlyList<ClosedOpportunity> Read(IOrganizationService service, string column, Guid value)
    {
        var query = new QueryExpression(Tables.Outcome.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.Outcome.Columns.Kind, Tables.Outcome.Columns.OccurredOn, Tables.Outcome.Columns.OpportunityId, Tables.Outcome.Columns.Amount,
                Tables.Outcome.Columns.Sign, Tables.Outcome.Columns.ReversesId),
            NoLock = true,
        };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        query.Criteria.AddCondition(
            Tables.Outcome.Columns.Kind, ConditionOperator.In,
            (int)Tables.OutcomeKind.OpportunityOpened, (int)Tables.OutcomeKind.Won, (int)Tables.OutcomeKind.Lost);
        var rows = Pages.All(service, query).Select(row => row.ToEntity<Tables.Outcome>()).ToArray();
        var reversed = new HashSet<Guid>(rows.Where(row => row.Sign < 0).Select(row => row.ReversesId?.Id).OfType<Guid>());
        var opened = rows.Where(row => row.Kind == Tables.OutcomeKind.OpportunityOpened && row.Sign > 0 && row.OpportunityId is not null)
            .ToDictionary(row => row.OpportunityId!.Id, row => row.OccurredOn!.Value);
        return rows
            .Where(row => row.Kind != Tables.OutcomeKind.OpportunityOpened && row.Sign > 0 && !reversed.Contains(row.Id))
            .Select(row => new ClosedOpportunity(row.Kind == Tables.OutcomeKind.Won, row.Amount ?? 0, Days(row, opened)))
            .ToArray();
    }

    private static int Days(Tables.Outcome closed, Dictionary<Guid, DateTime> opened) =>
        closed.OpportunityId is { } opportunity && opened.TryGetValue(opportunity.Id, out var on)
            ? Math.Max(0, (closed.OccurredOn!.Value - on).Days)
            : 0;
}
