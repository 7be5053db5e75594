using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Domain.Handoffs;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>What a person answers about a hand-off.</summary>
/// <param name="Accept">To accept; else to reject.</param>
/// <param name="Reason">Why rejected: a value of the choice; <c>null</c> when not said.</param>
/// <param name="Note">What the person adds.</param>
/// <param name="RecycleOn">The day on which the lead counts again, by the agreement's time zone; <c>null</c> for none.</param>
internal sealed record HandoffAnswer(bool Accept, int? Reason, string? Note, DateTime? RecycleOn);

/// <summary>Takes the answer of sales to a hand-off: three reads by its owner, one more with a day, three writes, one transaction.</summary>
internal static class HandoffAnswers
{
    private const int NoteLength = 4000;

    /// <summary>Takes an answer.</summary>
    /// <param name="service">Acts with the rights of the system: sellers cannot write hand-offs.</param>
    /// <param name="handoffId">The hand-off.</param>
    /// <param name="userId">Who answers.</param>
    /// <param name="answer">What.</param>
    /// <param name="now">UTC.</param>
    /// <returns>Its status afterwards.</returns>
    /// <exception cref="RefusalException">It cannot be answered, not by this person, or not so.</exception>
    public static Tables.HandoffStatus Take(IOrganizationService service, Guid handoffId, Guid userId, HandoffAnswer answer, DateTime now)
    {
        if (HandoffRow.Find(service, handoffId) is null)
            throw new RefusalException(HandoffTexts.NoSuchHandoff());
        // Two answers at once, or an answer and a sweep: who comes second waits here, and reads what the first has written.
        HandoffRow.Lock(service, handoffId, now);
        var handoff = HandoffRow.Find(service, handoffId)!;
        if (answer.Note?.Length > NoteLength)
            throw new RefusalException(HandoffTexts.NoteTooLong(NoteLength));
        if (answer.RecycleOn is { } day)
            CheckDay(service, answer, day, now);
        var state = HandoffRow.StateOf(handoff);
        var isAllowed = state == HandoffState.Waiting && HandoffRights.MayAnswer(service, userId, handoff.OwnerId);
        var decision = HandoffMachine.Decide(
            state, answer.Accept ? new HandoffEvent.Accepted(isAllowed) : new HandoffEvent.Rejected(isAllowed, ReasonOf(answer.Reason)));
        if (decision.Refusal is { } refusal)
            throw new RefusalException(HandoffTexts.Refused(refusal, handoff.Name));

        var row = new Tables.Handoff { Id = handoff.Id, AnsweredOn = Clock.Seconds(now), AnswerNote = answer.Note };
        if (!answer.Accept)
            row.RejectReason = (Tables.RejectReason)answer.Reason!.Value;
        HandoffRow.SetState(row, decision.After);
        FallbackQueue.Leave(service, handoff, now);
        service.Update(row);
        Leads.HearSales(service, handoff.LeadId, answer.RecycleOn);
        return row.StatusCode!.Value;
    }

    private static void CheckDay(IOrganizationService service, HandoffAnswer answer, DateTime day, DateTime now)
    {
        if (answer.Accept)
            throw new RefusalException(HandoffTexts.AcceptedAndPutOff());
        if (!PutOff.IsAhead(service, day, now))
            throw new RefusalException(HandoffTexts.PutOffToThePast(day));
    }

    private static RejectReason? ReasonOf(int? value)
    {
        if (value is not { } option)
            return null;
        var reason = (RejectReason)(option - ModelReader.FirstOption);
        return Enum.IsDefined(typeof(RejectReason), reason) ? reason : throw new RefusalException(HandoffTexts.NoSuchReason(option));
    }
}
