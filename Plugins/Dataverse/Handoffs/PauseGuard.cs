using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Domain.Handoffs;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Pauses make sense, and the clocks of their hand-off are read anew.</summary>
internal static class PauseGuard
{
    /// <summary>Refuses a pause that cannot be taken off any clock.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="pause">The pause as it will be.</param>
    /// <exception cref="RefusalException">It ends too early, concerns no open hand-off, or says no reason.</exception>
    public static void Check(IOrganizationService service, Tables.Pause pause)
    {
        if (pause.From is not { } from || pause.Until is not { } until || until <= from)
            throw new RefusalException(HandoffTexts.PauseEndsTooEarly());
        if (string.IsNullOrWhiteSpace(pause.Reason))
            throw new RefusalException(HandoffTexts.PauseWithoutReason());
        if (pause.HandoffId is not { } id || HandoffRow.Find(service, id.Id) is not { } handoff)
            throw new RefusalException(HandoffTexts.PauseWithoutHandoff());
        if (!HandoffMachine.IsOpen(HandoffRow.StateOf(handoff)))
            throw new RefusalException(HandoffTexts.PauseOfClosed(handoff.Name));
    }

    /// <summary>Has the clocks of a hand-off read anew: one write, which reads them on its way, and a look by the next sweep.</summary>
    public static void ReadAnew(IOrganizationService service, EntityReference? handoffId, DateTime now)
    {
        if (handoffId is not null && HandoffRow.Find(service, handoffId.Id) is { } handoff && HandoffMachine.IsOpen(HandoffRow.StateOf(handoff)))
            service.Update(new Tables.Handoff { Id = handoff.Id, NextCheckOn = Clock.Seconds(now) });
    }
}
