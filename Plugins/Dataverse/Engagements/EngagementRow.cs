using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Smarketing.Crm.Dataverse.Json;

namespace Smarketing.Crm.Dataverse.Engagements;

/// <summary>What is wrong with a row.</summary>
/// <param name="Member">The member of the row concerned; empty for the row itself.</param>
/// <param name="Rule">Which rule it breaks.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record EngagementFault(string Member, Text Rule, Text Remedy);

/// <summary>One row told by another system: what it says, or what is wrong with it.</summary>
internal sealed class EngagementRow
{
    private const string Lead = "lead", Type = "type", Channel = "channel", OccurredOn = "occurredOn", SourceKey = "sourceKey";
    private const string Content = "content", Campaign = "campaign";
    private const int LongestKey = 200, LongestContent = 200;

    private static readonly string[] Members = [Lead, Type, Channel, OccurredOn, SourceKey, Content, Campaign];
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    // Clocks of two systems differ a little.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    // Dates before are not kept by the platform.
    private const int FirstYear = 1753;

    private EngagementRow(int index) => Index = index;

    /// <summary>Its place in the call, from 0.</summary>
    public int Index { get; }

    /// <summary>What it says, when nothing is wrong with it so far.</summary>
    public Tables.Engagement? Engagement { get; private set; }

    /// <summary>What is wrong with it.</summary>
    public EngagementFault? Fault { get; private set; }

    /// <summary>Reads the rows of a call.</summary>
    /// <param name="json">A JSON array.</param>
    /// <param name="now">When it is told, UTC.</param>
    /// <exception cref="RefusalException">The text is no array, or has too many rows.</exception>
    public static IReadOnlyList<EngagementRow> ReadAll(string? json, DateTime now)
    {
        if (json is null || !json.TrimStart().StartsWith("[", StringComparison.Ordinal))
            throw new RefusalException(EngagementTexts.NoArray());
        IReadOnlyList<JsonReader> items;
        try
        {
            items = JsonReader.Parse("{\"rows\":" + json + "}").Array("rows");
        }
        catch (FormatException exception)
        {
            throw new RefusalException(EngagementTexts.BrokenJson(exception.Message));
        }

        if (items.Count > RecordEngagementsMessage.MostRows)
            throw new RefusalException(EngagementTexts.TooManyRows(items.Count, RecordEngagementsMessage.MostRows));
        return items.Select((item, index) => Read(item, index, now)).ToArray();
    }

    /// <summary>Says that the row cannot be kept.</summary>
    public void Refuse(EngagementFault fault)
    {
        Engagement = null;
        Fault = fault;
    }

    /// <summary>A lead that does not exist, or that the caller may not see.</summary>
    public static EngagementFault NoSuchLead(Guid id) => new(Lead, EngagementTexts.NoRow("lead", id), EngagementTexts.GiveId());

    /// <summary>A campaign that does not exist, or that the caller may not see.</summary>
    public static EngagementFault NoSuchCampaign(Guid id) => new(Campaign, EngagementTexts.NoRow("campaign", id), EngagementTexts.GiveId());

    private static EngagementRow Read(JsonReader item, int index, DateTime now)
    {
        var row = new EngagementRow(index);
        if (!item.IsObject)
        {
            row.Refuse(new EngagementFault(string.Empty, EngagementTexts.NoObject(), EngagementTexts.GiveObject()));
            return row;
        }

        var unknown = item.Names.FirstOrDefault(name => Array.IndexOf(Members, name) < 0);
        if (unknown is not null)
        {
            row.Refuse(new EngagementFault(unknown, EngagementTexts.UnknownMember(), EngagementTexts.UseMembers(string.Join(", ", Members))));
            return row;
        }

        row.Engagement = new Tables.Engagement
        {
            LeadId = row.Id(item, Lead, Tables.Lead.EntityLogicalName, required: true),
            Type = row.Choice<Tables.EngagementType>(item, Type),
            Channel = row.Choice<Tables.Channel>(item, Channel),
            OccurredOn = row.Moment(item, now),
            SourceKey = row.Words(item, SourceKey, LongestKey, required: true),
            Content = row.Words(item, Content, LongestContent, required: false),
            CampaignId = row.Id(item, Campaign, Tables.Campaign.EntityLogicalName, required: false),
        };
        row.Engagement.Name = row.Engagement.Content ?? row.Engagement.Type?.ToString();
        if (row.Fault is not null)
            row.Engagement = null;
        return row;
    }

    private string? Words(JsonReader item, string member, int longest, bool required)
    {
        var text = Given(item, member, required);
        if (text is not null && text.Length > longest)
            First(new EngagementFault(member, EngagementTexts.TooLong(text.Length, longest), EngagementTexts.Shorten()));
        return text;
    }

    private Microsoft.Xrm.Sdk.EntityReference? Id(JsonReader item, string member, string table, bool required)
    {
        if (Given(item, member, required) is not { } text)
            return null;
        if (Guid.TryParse(text, out var id))
            return new Microsoft.Xrm.Sdk.EntityReference(table, id);
        First(new EngagementFault(member, EngagementTexts.NoId(text), EngagementTexts.GiveId()));
        return null;
    }

    private T? Choice<T>(JsonReader item, string member) where T : struct
    {
        if (Given(item, member, required: true) is not { } text)
            return null;
        // Several names with commas between would be read as one value.
        if (text.IndexOf(',') < 0 && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(typeof(T), value))
            return value;
        First(new EngagementFault(member, EngagementTexts.NoChoice(text), EngagementTexts.UseOneOf(string.Join(", ", Enum.GetNames(typeof(T))))));
        return null;
    }

    private DateTime? Moment(JsonReader item, DateTime now)
    {
        if (Given(item, OccurredOn, required: true) is not { } text)
            return null;
        if (!DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            || moment.UtcDateTime.Year < FirstYear)
            First(new EngagementFault(OccurredOn, EngagementTexts.NoMoment(text), EngagementTexts.GiveMoment()));
        else if (moment.UtcDateTime > now + Ahead)
            First(new EngagementFault(OccurredOn, EngagementTexts.InTheFuture(text), EngagementTexts.CheckClock()));
        else
            return moment.UtcDateTime;
        return null;
    }

    private string? Given(JsonReader item, string member, bool required)
    {
        var text = item.Text(member)?.Trim();
        if (!string.IsNullOrEmpty(text))
            return text;
        if (required)
            First(new EngagementFault(member, EngagementTexts.Missing(), EngagementTexts.GiveMember()));
        return null;
    }

    private void First(EngagementFault fault) => Fault ??= fault;
}
