using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Personas;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>Reads content, and what a lead has met of it.</summary>
internal static class ContentReader
{
    /// <summary>Content that is published and not retired at a moment: one read.</summary>
    public static IReadOnlyList<Content> Published(IOrganizationService service, DateTime now)
    {
        var query = new QueryExpression(Tables.Content.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.Content.Columns.Key,
                Tables.Content.Columns.Name,
                Tables.Content.Columns.BuyingStage,
                Tables.Content.Columns.PersonaId,
                Tables.Content.Columns.Channel,
                Tables.Content.Columns.PublishedOn,
                Tables.Content.Columns.RetiredOn,
                Tables.Content.Columns.Url),
        };
        query.Criteria.AddCondition(Tables.Content.Columns.StateCode, ConditionOperator.Equal, (int)Tables.ContentState.Active);
        query.Criteria.AddCondition(Tables.Content.Columns.PublishedOn, ConditionOperator.LessEqual, now);
        var retired = query.Criteria.AddFilter(LogicalOperator.Or);
        retired.AddCondition(Tables.Content.Columns.RetiredOn, ConditionOperator.Null);
        retired.AddCondition(Tables.Content.Columns.RetiredOn, ConditionOperator.GreaterThan, now);
        return Pages.All(service, query).Select(row => Read(row.ToEntity<Tables.Content>())).ToArray();
    }

    /// <summary>The lead as a reader of content.</summary>
    /// <param name="lead">The lead, with stage and consent.</param>
    /// <param name="events">What it did, newest first.</param>
    /// <param name="personaId">Its persona.</param>
    public static Reader ReaderOf(Entity lead, IReadOnlyList<EngagementEvent> events, Guid? personaId)
    {
        var stage = lead.GetAttributeValue<OptionSetValue?>(Tables.Lead.Columns.Stage) is { } option
            ? (Stage)(option.Value - ModelReader.FirstOption)
            : Stage.Lead;
        return new Reader(
            personaId,
            NextContent.StageOf(stage),
            events.Count == 0 ? null : events[0].Channel,
            events.Select(item => item.Content).Where(content => !string.IsNullOrEmpty(content)).Distinct(StringComparer.Ordinal).ToArray()!,
            !lead.GetAttributeValue<bool>(DoNotEmail) && !lead.GetAttributeValue<bool>(DoNotBulkEmail));
    }

    /// <summary>The lead's consent to e-mail, and to mailings.</summary>
    public const string DoNotEmail = "donotemail";

    /// <inheritdoc cref="DoNotEmail"/>
    public const string DoNotBulkEmail = "donotbulkemail";

    private static Content Read(Tables.Content row) => new(
        row.Id,
        row.Key ?? string.Empty,
        row.Name ?? string.Empty,
        row.BuyingStage is { } stage ? (BuyingStage)((int)stage - ModelReader.FirstOption) : null,
        row.PersonaId?.Id,
        row.Channel is { } channel ? (Channel)((int)channel - ModelReader.FirstOption) : null,
        row.PublishedOn is { } published ? Clock.Utc(published) : null,
        row.RetiredOn is { } retired ? Clock.Utc(retired) : null,
        row.Url);
}
