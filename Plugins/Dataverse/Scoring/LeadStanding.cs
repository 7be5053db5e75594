using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Domain.Review;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>Where a lead stands, as its columns say.</summary>
internal static class LeadStanding
{
    private const string State = "statecode";
    private const int Open = 0;

    /// <summary>Columns by which sales tells the gate what it may not move, or that the lead is open again; each is a reason to score.</summary>
    public static readonly string[] SaidBySales = [Tables.Lead.Columns.HandoffOpen, Tables.Lead.Columns.RejectedOn, State];

    /// <summary>Whether the lead is qualified or disqualified once this write is done: it then keeps the score it was closed with.</summary>
    /// <param name="target">The write.</param>
    /// <param name="before">The row before it.</param>
    public static bool IsClosed(Entity target, Entity before) =>
        (target.Contains(State) ? target : before).GetAttributeValue<OptionSetValue?>(State) is { } state && state.Value != Open;

    /// <summary>Where the lead stood before, with what this write says of sales' answer.</summary>
    /// <param name="target">The write.</param>
    /// <param name="before">The row before it; <c>null</c> for a new lead.</param>
    /// <param name="zone">Where days begin.</param>
    /// <param name="saidBySales">Where sales says it stands; <c>null</c> when it says nothing.</param>
    /// <param name="now">When it says so, UTC.</param>
    public static Standing Read(Entity target, Entity before, TimeZoneInfo zone, Stage? saidBySales, DateTime now)
    {
        var standing = Read(target, before, zone);
        return saidBySales is { } stage && stage != standing.Stage ? standing.Entering(stage, UnixTime.FromUtc(now)) : standing;
    }

    /// <summary>Where the lead stood before, with what this write says of sales' answer.</summary>
    /// <param name="target">The write.</param>
    /// <param name="before">The row before it; <c>null</c> for a new lead.</param>
    /// <param name="zone">Where days begin.</param>
    public static Standing Read(Entity target, Entity? before, TimeZoneInfo zone) => new()
    {
        Stage = StageOf(before?.GetAttributeValue<OptionSetValue?>(Tables.Lead.Columns.Stage)),
        StageSince = Moment(before, Tables.Lead.Columns.StageSince),
        Cycle = before?.GetAttributeValue<int?>(Tables.Lead.Columns.Cycle) ?? 0,
        BelowSince = Moment(before, Tables.Lead.Columns.BelowSince),
        Exploring = before?.GetAttributeValue<bool?>(Tables.Lead.Columns.Exploring) ?? false,
        RejectedOn = Moment(target.Contains(Tables.Lead.Columns.RejectedOn) ? target : before, Tables.Lead.Columns.RejectedOn),
        RecycleOn = RecycleOn(PutsOff(target) ? target : before, zone),
        HandoffOpen = (target.Contains(Tables.Lead.Columns.HandoffOpen) ? target : before)
            ?.GetAttributeValue<bool?>(Tables.Lead.Columns.HandoffOpen) ?? false,
    };

    /// <summary>Whether the write carries anything by which sales may have said something.</summary>
    public static bool CarriesWordOfSales(Entity target) => Array.Exists(SaidBySales, target.Contains);

    /// <summary>Whether the write says, or takes back, to which day the lead is put off.</summary>
    public static bool PutsOff(Entity target) => target.Contains(Tables.Lead.Columns.RecycleOn);

    /// <summary>The moment at which the day begins to which the lead is put off, UTC; <c>null</c> for none.</summary>
    public static DateTime? RecycleOn(Entity? row, TimeZoneInfo zone) =>
        row?.GetAttributeValue<DateTime?>(Tables.Lead.Columns.RecycleOn) is { } day ? WallClock.ToUtc(zone, day.Date) : null;

    /// <summary>When the lead was last scored, in UTC; <c>null</c> for never.</summary>
    public static DateTime? ScoredOn(Entity? before) => Moment(before, Tables.Lead.Columns.ScoredOn);

    /// <summary>When time alone was to change the lead, in UTC; <c>null</c> for never.</summary>
    public static DateTime? RescoreOn(Entity? before) => Moment(before, Tables.Lead.Columns.RescoreOn);

    /// <summary>When one of its facts last changed, in UTC; <c>null</c> when not known.</summary>
    public static DateTime? FactsChangedOn(Entity? before) => Moment(before, Tables.Lead.Columns.FactsChangedOn);

    private static Stage StageOf(OptionSetValue? option) =>
        option is null ? Stage.Lead : (Stage)(option.Value - ModelReader.FirstOption);

    private static DateTime? Moment(Entity? row, string column) =>
        row?.GetAttributeValue<DateTime?>(column) is { } value ? Clock.Utc(value) : null;
}
