using System;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>What a hand-off says of its lead: taken, not taken and why, reached, given back.</summary>
internal static class HandoffOutcomes
{
    /// <summary>Columns of the row before.</summary>
    public static readonly string[] Before = [Tables.Handoff.Columns.StatusCode, Tables.Handoff.Columns.FirstTouchOn];

    /// <summary>Columns whose change tells something.</summary>
    public static readonly string[] Telling = Before;

    /// <summary>Keeps what is new.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="before">The row before; <c>null</c> for a new one.</param>
    /// <param name="after">The row after, with all columns.</param>
    /// <param name="now">When, UTC.</param>
    public static void Record(IOrganizationService service, Entity? before, Entity after, DateTime now)
    {
        var handoff = after.ToEntity<Tables.Handoff>();
        var old = before?.ToEntity<Tables.Handoff>();
        if (handoff.LeadId is null || OutcomeSubject.Of(service, handoff.LeadId.Id, handoff) is not { } subject)
            return;
        var writer = new OutcomeWriter(service, now);
        if (before is null)
            CampaignMarks.ToCompute(service, subject.Campaign?.Id, now);
        if (handoff.FirstTouchOn is { } touchedOn && old?.FirstTouchOn is null)
            writer.Write(subject.Row(Tables.OutcomeKind.Contacted, touchedOn, handoff.Id));
        if (handoff.StatusCode == old?.StatusCode)
            return;
        var answeredOn = handoff.AnsweredOn ?? now;
        switch (handoff.StatusCode)
        {
            // A seller who qualifies a lead without having answered has taken it, with an opportunity or without.
            case Tables.HandoffStatus.Accepted or Tables.HandoffStatus.InOpportunity:
            case Tables.HandoffStatus.Closed when old?.StatusCode == Tables.HandoffStatus.Waiting && handoff.AnsweredOn is not null:
                writer.Write(subject.Row(Tables.OutcomeKind.Accepted, answeredOn, handoff.Id));
                break;
            case Tables.HandoffStatus.Rejected:
                var rejected = subject.Row(Tables.OutcomeKind.Rejected, answeredOn, handoff.Id);
                rejected.RejectReason = handoff.RejectReason;
                writer.Write(rejected);
                Recycle(writer, subject, handoff, answeredOn);
                break;
            case Tables.HandoffStatus.Closed when old?.StatusCode == Tables.HandoffStatus.Accepted && IsOpen(subject.Lead):
                Recycle(writer, subject, handoff, handoff.DispositionOn ?? now);
                break;
        }
    }

    private static void Recycle(OutcomeWriter writer, OutcomeSubject subject, Tables.Handoff handoff, DateTime on)
    {
        var recycled = subject.Row(Tables.OutcomeKind.Recycled, on, handoff.Id);
        recycled.Reason = handoff.RejectReason is { } reason ? ClosedLoopTexts.NameOf(reason).English : null;
        writer.Write(recycled);
    }

    // A lead that was disqualified or qualified has its own outcome; one still open went back to ripen.
    private static bool IsOpen(Tables.Lead lead) => lead.GetAttributeValue<OptionSetValue?>(Sales.State)?.Value is null or Sales.Lead.Open;
}
