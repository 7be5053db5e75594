using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>Marks content whose figures no longer hold.</summary>
internal static class ContentMarks
{
    /// <summary>Lets content be computed anew by the next sweep; written without asking, as <see cref="CampaignMarks.ToCompute"/> is.</summary>
    public static void ToCompute(IOrganizationService service, Guid? contentId, DateTime now)
    {
        if (contentId is { } id)
            service.Update(new Tables.Content { Id = id, DirtyOn = now });
    }

    /// <summary>
    /// Marks content that has one more reader: none for a lead that met it before, so that a page read over and over is not written over and over.
    /// One read for an event that names content, two when the content is known.
    /// </summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="engagementId">The event.</param>
    /// <param name="leadId">Who met it.</param>
    /// <param name="key">What the event says the content is.</param>
    /// <param name="now">When, UTC.</param>
    public static void Met(IOrganizationService service, Guid engagementId, Guid leadId, string? key, DateTime now)
    {
        if (!string.IsNullOrEmpty(key) && Known(service, key!) is { } content && SpeaksFor(service, engagementId, leadId, key!))
            ToCompute(service, content, now);
    }

    private static Guid? Known(IOrganizationService service, string key)
    {
        var query = new QueryExpression(Tables.Content.EntityLogicalName) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Content.Columns.Key, ConditionOperator.Equal, key);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.Id;
    }

    // Of a lead's events about the same content the one with the smallest id speaks for all. Which came first would not do: of two that came
    // in one batch each sees the other, and neither would speak.
    private static bool SpeaksFor(IOrganizationService service, Guid engagementId, Guid leadId, string key)
    {
        var query = new QueryExpression(Tables.Engagement.EntityLogicalName) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Engagement.Columns.LeadId, ConditionOperator.Equal, leadId);
        query.Criteria.AddCondition(Tables.Engagement.Columns.Content, ConditionOperator.Equal, key);
        query.AddOrder(Tables.Engagement.PrimaryIdAttribute, OrderType.Ascending);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.Id == engagementId;
    }
}
