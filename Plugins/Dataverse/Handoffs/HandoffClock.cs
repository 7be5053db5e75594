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

    /// <summary>Sets the due dates of a hand-off that is being created.</summary>
    public static void OnCreate(IOrganizationService service, Entity target, DateTime now, Action<string> trace) =>
        Set(service, target, target.ToEntity<Tables.Handoff>(), null, NoPauses, now, trace);

    /// <summary>Sets the due dates of a hand-off that is being updated.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="target">The update.</param>
    /// <param name="before">The row before it.</param>
    /// <param name="now">UTC.</param>
    /// <param name="trace">Takes what keeps dates from being set.</param>
    public static void OnUpdate(IOrganizationService service, Entity target, Entity before, DateTime now, Action<string> trace)
    {
        // Whoever gets it by hand begins anew; the contract goes on.
        if (Edits.OfAny(target, before, Tables.Handoff.Columns.OwnerId) && !target.Contains(Tables.Handoff.Columns.StartedOn)
            && HandoffMachine.IsOpen(HandoffRow.StateOf(before.ToEntity<Tables.Handoff>())))
            target[Tables.Handoff.Columns.StartedOn] = HandoffRow.Seconds(now);
        var after = Edits.After<Tables.Handoff>(target, before);
        // What is due and has not been looked at stays due, whatever else happens to the hand-off; who has looked says so by emptying it.
        Set(service, target, after, after.NextCheckOn, HandoffRow.Pauses(service, before.Id), now, trace);
    }

    private static void Set(
        IOrganizationService service, Entity target, Tables.Handoff after, DateTime? due, IReadOnlyList<Span> pauses, DateTime now, Action<string> trace)
    {
        // Nobody has a lead that waits for a pair: it has no owner's clock yet.
        if (after.PairId is null || after.AgreementId is not { } agreementId || PromiseTerms.Measurable(service, agreementId.Id, now, trace) is not { } terms)
        {
            target[Tables.Handoff.Columns.NextCheckOn] = null;
            return;
        }

        var reading = HandoffClocks.Read(terms.Calendar, terms.Promises, HandoffRow.Facts(after, pauses, now), now);
        target[Tables.Handoff.Columns.AcceptBy] = reading.DueOn(PromiseKind.Accept);
        target[Tables.Handoff.Columns.FirstTouchBy] = reading.DueOn(PromiseKind.FirstTouch);
        target[Tables.Handoff.Columns.FollowUpBy] = reading.DueOn(PromiseKind.FollowUp);
        target[Tables.Handoff.Columns.DispositionBy] = reading.DueOn(PromiseKind.Disposition);
        target[Tables.Handoff.Columns.Breaches] = reading.Breaches;
        target[Tables.Handoff.Columns.NextCheckOn] =
            HandoffMachine.IsOpen(HandoffRow.StateOf(after)) && due is { } waiting && Clock.Utc(waiting) <= now ? Clock.Utc(waiting) : reading.NextCheckOn;
    }
}
