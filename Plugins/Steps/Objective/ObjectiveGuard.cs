using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Domain.Objectives;
using Row = Smarketing.Crm.Dataverse.Tables.Objective;
using Status = Smarketing.Crm.Dataverse.Tables.ObjectiveStatus;

namespace Smarketing.Crm.Steps;

/// <summary>What may happen to an objective.</summary>
internal static class ObjectiveGuard
{
    // A user or program calls at depth 1; the sweep that writes figures is itself a call.
    private const int ByHand = 1;

    /// <summary>Refuses figures, and an end, that somebody enters.</summary>
    /// <exception cref="RefusalException">Somebody does.</exception>
    public static void RefuseFigures(StepContext context, Row row, Status? status)
    {
        if (context.Depth == ByHand && (ObjectiveRow.CarriesFigures(context.Target) || status is Status.Reached or Status.Missed))
            throw new RefusalException(ObjectiveTexts.FiguresAreComputed(row.Name));
    }

    /// <summary>Refuses what contradicts itself, even in a draft.</summary>
    /// <exception cref="RefusalException">It does.</exception>
    public static void RefuseContradictions(Row row)
    {
        var faults = SmartCheck.Contradictions(ObjectiveRow.Read(row));
        if (faults.Count > 0)
            throw new RefusalException(ObjectiveTexts.NotSmart(row.Name, faults));
    }

    /// <summary>Takes an event of an objective's life.</summary>
    /// <returns>The state after it.</returns>
    /// <exception cref="RefusalException">It must not happen.</exception>
    public static ObjectiveState Take(ObjectiveState state, ObjectiveEvent happening, Row row)
    {
        var decision = ObjectiveMachine.Decide(state, happening);
        if (decision.Refusal is { } refusal)
        {
            throw new RefusalException(refusal == ObjectiveRefusal.NotSmart
                ? ObjectiveTexts.NotSmart(row.Name, SmartCheck.Faults(ObjectiveRow.Read(row)))
                : ObjectiveTexts.Refused(row.Name, refusal));
        }

        return decision.After;
    }

    /// <summary>The event that brings an objective to a status.</summary>
    public static ObjectiveEvent Towards(Status? status, Row row) => ObjectiveRow.State(status) switch
    {
        ObjectiveState.Running => SmartCheck.Faults(ObjectiveRow.Read(row)).Count == 0 ? ObjectiveEvent.Started : ObjectiveEvent.StartedUnready,
        ObjectiveState.Reached => ObjectiveEvent.EndedMet,
        ObjectiveState.Missed => ObjectiveEvent.EndedUnmet,
        ObjectiveState.Cancelled => ObjectiveEvent.Cancelled,
        _ => ObjectiveEvent.TakenBack,
    };
}
