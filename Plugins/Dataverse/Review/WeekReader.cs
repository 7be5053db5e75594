using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Domain.Review;

namespace Smarketing.Crm.Dataverse;

/// <summary>Reads what happened in a week: six reads, whatever happened, since the database adds up.</summary>
internal static class WeekReader
{
    /// <summary>The figures of a week.</summary>
    public static WeekFigures Read(IOrganizationService service, ReviewWeek week)
    {
        var period = new OutcomePeriod(week.From, week.Until);
        var outcomes = OutcomeSums.In(service, period);
        var events = Tally.ByOption(
            service,
            Tables.Engagement.EntityLogicalName,
            Tables.Engagement.Columns.Type,
            Tally.Within(Tables.Engagement.Columns.OccurredOn, period) + Events);
        // Only the first attempt: a hand-off that went from pair to pair is one lead handed over.
        var handedOff = Tally.Within(Tables.Handoff.Columns.StartedOn, period) + Tally.Where(Tables.Handoff.Columns.Attempt, "eq", 1);
        var handoffs = Tally.Rows(service, Tables.Handoff.EntityLogicalName, handedOff);
        return new WeekFigures
        {
            Leads = Tally.Rows(service, Tables.Lead.EntityLogicalName, Tally.Within("createdon", period)),
            Mqls = Tally.Rows(
                service,
                Tables.ScoreChange.EntityLogicalName,
                Tally.Within(Tables.ScoreChange.Columns.ScoredOn, period)
                    + OneOf(Tables.ScoreChange.Columns.NewStage, "eq", "or")
                    + NotAlready),
            HandedOff = handoffs,
            HandledInTime = handoffs == 0 ? 0 : handoffs - Tally.Rows(
                service, Tables.Handoff.EntityLogicalName, handedOff + Tally.Where(Tables.Handoff.Columns.Breaches, "gt", 0)),
            Accepted = outcomes.Facts(Tables.OutcomeKind.Accepted),
            Rejected = outcomes.Facts(Tables.OutcomeKind.Rejected),
            MeetingsHeld = outcomes.Facts(Tables.OutcomeKind.MeetingHeld),
            Opportunities = outcomes.Facts(Tables.OutcomeKind.OpportunityOpened),
            Won = outcomes.Facts(Tables.OutcomeKind.Won),
            Lost = outcomes.Facts(Tables.OutcomeKind.Lost),
            Revenue = outcomes.Amount(Tables.OutcomeKind.Won),
            Margin = outcomes.Margin(Tables.OutcomeKind.Won),
            EventRegistrations = Of(events, Tables.EngagementType.EventRegistered),
            EventAttendances = Of(events, Tables.EngagementType.EventAttended),
        };
    }

    // Each time a lead becomes MQL anew, also when it goes straight to SQL; a change of grade within, or falling back from SQL, is none.
    private static readonly string NotAlready = """<filter type="or">"""
        + Tally.Empty(Tables.ScoreChange.Columns.OldStage)
        + OneOf(Tables.ScoreChange.Columns.OldStage, "ne", "and")
        + "</filter>";

    private static string OneOf(string column, string @operator, string joined) => "<filter type=\"" + joined + "\">"
        + Tally.Where(column, @operator, (int)Tables.Stage.MQL)
        + Tally.Where(column, @operator, (int)Tables.Stage.SQL)
        + "</filter>";

    // Page visits alone may be more than the platform adds up.
    private static readonly string Events = """<filter type="or">"""
        + Tally.Where(Tables.Engagement.Columns.Type, "eq", (int)Tables.EngagementType.EventRegistered)
        + Tally.Where(Tables.Engagement.Columns.Type, "eq", (int)Tables.EngagementType.EventAttended)
        + "</filter>";

    private static int Of(System.Collections.Generic.IReadOnlyDictionary<int, int> counts, Tables.EngagementType type) =>
        counts.TryGetValue((int)type, out var number) ? number : 0;
}
