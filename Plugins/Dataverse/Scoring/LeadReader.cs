using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse;

/// <summary>Reads leads as they are scored.</summary>
internal static class LeadReader
{
    /// <summary>The column that says whether a lead is open, qualified or disqualified.</summary>
    public const string State = "statecode";

    /// <summary>The state of an open lead.</summary>
    public const int Open = 0;

    /// <summary>Whether the lead is still there. Asked, because a failed update would fail the whole job.</summary>
    public static bool Exists(IOrganizationService service, Guid leadId)
    {
        var query = new QueryExpression(Tables.Lead.EntityLogicalName) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Lead.PrimaryIdAttribute, ConditionOperator.Equal, leadId);
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }

    /// <summary>A lead's score and what explains it.</summary>
    public static Tables.Lead ReadScore(IOrganizationService service, Guid leadId) =>
        service.Retrieve(
            Tables.Lead.EntityLogicalName,
            leadId,
            new ColumnSet(
                Tables.Lead.Columns.FitScore,
                Tables.Lead.Columns.EngagementScore,
                Tables.Lead.Columns.Score,
                Tables.Lead.Columns.Grade,
                Tables.Lead.Columns.Stage,
                Tables.Lead.Columns.Reasons,
                Tables.Lead.Columns.Explanation,
                Tables.Lead.Columns.RescoreOn,
                Tables.Lead.Columns.ScoreFault)).ToEntity<Tables.Lead>();
}
