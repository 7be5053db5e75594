using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Domain.Handoffs;
using Smarketing.Crm.Domain.ServiceLevel;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>
/// Keeps on each hand-off when its promises fall due and when to look again: on every write, on its way, so that no code that writes a hand-off has to
/// think of it.
/// </summary>
internal static class HandoffClock
{
    private static readonly IReadOnlyList<Span> NoPauses = [];

    // Until a calendar that cannot be read is looked at again.
    private static readonly TimeSpan Retry = TimeSpan.FromHours(1);

    /// <summary>Sets the due dates of a hand-off that is being created. What is late from the start, or cannot be measured, the next sweep looks at.</summary>
    public static void OnCreate(IOrganizationService service, Entity target, DateTime now)
    {
        var isLate = Set(service, target, target.ToEntity<Tables.Handoff>(), null, NoPauses, now);
        if (isLate)
            target[Tables.Handoff.Columns.NextCheckOn] = Clock.Seconds(now);
    }

    /// <summary>Sets the due dates of a hand-off that is being updated.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="target">The update.</param>
    /// <param name="before">The row before it.</param>
    /// <param name="now">UTC.</param>
    public static void OnUpdate(IOrganizationService service, Entity target, Entity before, DateTime now)
    {
        // Whoever gets it by hand begins anew; the contract goes on.
        if (Edits.OfAny(target, before, Tables.Handoff.Columns.OwnerId) && !target.Contains(Tables.Handoff.Columns.StartedOn)
            && HandoffMachine.IsOpen(HandoffRow.StateOf(before.ToEntity<Tables.Handoff>())))
        {
            target[Tables.Handoff.Columns.StartedOn] = Clock.Seconds(now);
            target[Tables.Handoff.Columns.EscalatedOn] = null;
        }

        var after = Edits.After<Tables.Handoff>(target, before);
        // What is due and has not been looked at stays due, whatever else happens to the hand-off; who has looked says so by emptying it.
        Set(service, target, after, after.NextCheckOn, HandoffRow.Pauses(service, before.Id), now);
    }

    /// <returns>Whether there is something to be told already.</returns>
    private static bool Set(IOrganizationService service, Entity target, Tables.Handoff after, DateTime? due, IReadOnlyList<Span> pauses, DateTime now)
    {
        UnreadableCalendar? unreadable = null;
        if (after.AgreementId is not { } agreementId || PromiseTerms.Find(service, agreementId.Id, now, out unreadable) is not { } terms)
        {
            // A closed one too: whether it was late is still to be found out.
            target[Tables.Handoff.Columns.NextCheckOn] = unreadable is null ? null : due is { } kept ? Clock.Utc(kept) : Clock.Seconds(now + Retry);
            return unreadable is not null;
        }

        var reading = HandoffClocks.Read(terms.Calendar, terms.Promises, HandoffRow.Facts(after, pauses, now), now);
        target[Tables.Handoff.Columns.AcceptBy] = reading.DueOn(PromiseKind.Accept);
        target[Tables.Handoff.Columns.FirstTouchBy] = reading.DueOn(PromiseKind.FirstTouch);
        target[Tables.Handoff.Columns.FollowUpBy] = reading.DueOn(PromiseKind.FollowUp);
        target[Tables.Handoff.Columns.DispositionBy] = reading.DueOn(PromiseKind.Disposition);
        target[Tables.Handoff.Columns.Breaches] = reading.Breaches;
        target[Tables.Handoff.Columns.NextCheckOn] =
            HandoffMachine.IsOpen(HandoffRow.StateOf(after)) && due is { } waiting && Clock.Utc(waiting) <= now ? Clock.Utc(waiting) : reading.NextCheckOn;
        return reading.Notices.Count > 0;
    }
}
