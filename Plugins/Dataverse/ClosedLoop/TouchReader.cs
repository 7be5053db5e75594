using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.ClosedLoop;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>What a touch earns for: a campaign, a piece of content, or both.</summary>
/// <param name="CampaignId">The campaign of the event, else that of its content.</param>
/// <param name="ContentId">The content the event names.</param>
internal sealed record Earner(Guid? CampaignId, Guid? ContentId);

/// <summary>Reads a lead's touches: engagement that names a campaign or a known piece of content. Leaving the mailing list earns nothing.</summary>
internal sealed class TouchReader
{
    private readonly Dictionary<string, Earner> earners = new(StringComparer.Ordinal);

    private TouchReader(IReadOnlyList<Touch> touches) => Touches = touches;

    /// <summary>The touches up to the outcome, oldest first.</summary>
    public IReadOnlyList<Touch> Touches { get; private set; }

    /// <summary>For whom a touch earns.</summary>
    public Earner EarnerOf(Touch touch) => earners[touch.Key];

    /// <summary>Reads: one read for the engagement, one more when an event names content.</summary>
    /// <param name="service">Who reads.</param>
    /// <param name="leadId">The lead.</param>
    /// <param name="outcomeOn">Later events are left out, UTC.</param>
    public static TouchReader Read(IOrganizationService service, Guid leadId, DateTime outcomeOn)
    {
        var events = EngagementReader.Read(service, leadId, since: null).Where(item => UnixTime.ToUtc(item.OccurredAt) <= outcomeOn).ToArray();
        var contents = ContentsNamed(service, events.Select(item => item.Content).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToArray());
        var reader = new TouchReader(Array.Empty<Touch>());
        var touches = new List<Touch>();
        foreach (var item in events.Where(item => item.Type != EngagementType.Unsubscribed))
        {
            var content = item.Content is { } key && contents.TryGetValue(key, out var found) ? found : null;
            var earner = new Earner(item.CampaignId ?? content?.CampaignId?.Id, content?.Id);
            if (earner is { CampaignId: null, ContentId: null })
                continue;
            var touch = new Touch(UnixTime.ToUtc(item.OccurredAt), KeyOf(item.SourceKey, earner, touches.Count));
            reader.earners[touch.Key] = earner;
            touches.Add(touch);
        }

        reader.Touches = Attribution.Before(touches, outcomeOn);
        return reader;
    }

    // Events of one moment are told apart by their source; the same event told twice without a source is two.
    private static string KeyOf(string? source, Earner earner, int place) => string.Format(
        CultureInfo.InvariantCulture, "{0}|{1:D}|{2:D}|{3}", source, earner.CampaignId, earner.ContentId, source is null ? place : 0);

    private static Dictionary<string, Tables.Content> ContentsNamed(IOrganizationService service, string[] keys)
    {
        var found = new Dictionary<string, Tables.Content>(StringComparer.OrdinalIgnoreCase);
        if (keys.Length == 0)
            return found;
        var query = new QueryExpression(Tables.Content.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Content.Columns.Key, Tables.Content.Columns.CampaignId),
        };
        query.Criteria.AddCondition(Tables.Content.Columns.Key, ConditionOperator.In, keys.Cast<object>().ToArray());
        foreach (var row in Pages.All(service, query))
        {
            var content = row.ToEntity<Tables.Content>();
            found[content.Key!] = content;
        }

        return found;
    }
}
