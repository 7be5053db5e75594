using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.Personas;

/// <summary>What a lead is given to read next: by persona, buying stage and channel, published, not met yet, and as far as it consents.</summary>
public static class NextContent
{
    /// <summary>Where a lead's stage puts it as a buyer; <c>null</c> for customers and disqualified leads, who are given nothing.</summary>
    public static BuyingStage? StageOf(Stage stage) => stage switch
    {
        Stage.Lead or Stage.Nurture => BuyingStage.Awareness,
        Stage.Mql => BuyingStage.Consideration,
        Stage.Sql or Stage.Accepted or Stage.Opportunity => BuyingStage.Decision,
        _ => null,
    };

    /// <summary>
    /// The best few: written for the persona before written for everyone, then for the stage, then by the channel on which the lead was met
    /// last, then the newest, then by key. The same for the same facts.
    /// </summary>
    /// <param name="contents">What there is.</param>
    /// <param name="reader">For whom.</param>
    /// <param name="now">The moment, in UTC.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<Recommendation> For(IEnumerable<Content> contents, Reader reader, DateTime now, int most)
    {
        if (reader is null)
            throw new ArgumentNullException(nameof(reader));
        return contents
            .Where(content => Obstacle(content, reader, now) is null)
            .OrderByDescending(content => content.PersonaId is not null)
            .ThenByDescending(content => content.Stage is not null)
            .ThenByDescending(content => IsOnLastChannel(content, reader))
            .ThenByDescending(content => content.PublishedOn)
            .ThenBy(content => content.Key, StringComparer.Ordinal)
            .Take(most)
            .Select(content => new Recommendation(content, Reasons(content, reader)))
            .ToArray();
    }

    /// <summary>The first thing that keeps content from being recommended; <c>null</c> when nothing does.</summary>
    public static ContentObstacle? Obstacle(Content content, Reader reader, DateTime now)
    {
        if (content.PublishedOn is null || content.PublishedOn > now)
            return ContentObstacle.NotPublished;
        if (content.RetiredOn <= now)
            return ContentObstacle.Retired;
        if (content.Channel == Channel.Email && !reader.MayBeMailed)
            return ContentObstacle.NoConsent;
        if (reader.Seen.Contains(content.Key, StringComparer.OrdinalIgnoreCase))
            return ContentObstacle.Seen;
        if (content.PersonaId is not null && content.PersonaId != reader.PersonaId)
            return ContentObstacle.OtherPersona;
        return reader.Stage is null || (content.Stage is not null && content.Stage != reader.Stage) ? ContentObstacle.OtherStage : null;
    }

    private static ContentReason[] Reasons(Content content, Reader reader)
    {
        var reasons = new List<ContentReason>();
        if (content.PersonaId is not null)
            reasons.Add(ContentReason.ForPersona);
        if (content.Stage is not null)
            reasons.Add(ContentReason.ForStage);
        if (IsOnLastChannel(content, reader))
            reasons.Add(ContentReason.OnLastChannel);
        if (reasons.Count == 0)
            reasons.Add(ContentReason.ForEveryone);
        return [.. reasons];
    }

    private static bool IsOnLastChannel(Content content, Reader reader) => content.Channel is not null && content.Channel == reader.LastChannel;
}
