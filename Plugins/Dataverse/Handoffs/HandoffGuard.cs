using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Status and clocks of a hand-off follow from what is done; nobody writes them by hand, administrators included.</summary>
internal static class HandoffGuard
{
    private const string Organization = "organization";
    private const string SystemUserId = "systemuserid";

    /// <summary>What follows from events. Owner, pair, pool and note may be written by whoever may write the row.</summary>
    public static readonly string[] Columns =
    [
        Tables.Handoff.Columns.StateCode, Tables.Handoff.Columns.StatusCode, Tables.Handoff.Columns.Key, Tables.Handoff.Columns.LeadId, Tables.Handoff.Columns.Cycle,
        Tables.Handoff.Columns.Attempt, Tables.Handoff.Columns.AgreementId, Tables.Handoff.Columns.ContractStartedOn, Tables.Handoff.Columns.StartedOn,
        Tables.Handoff.Columns.AcceptBy, Tables.Handoff.Columns.AnsweredOn, Tables.Handoff.Columns.RejectReason, Tables.Handoff.Columns.FirstTouchBy,
        Tables.Handoff.Columns.FirstTouchOn, Tables.Handoff.Columns.Touches, Tables.Handoff.Columns.FollowUpBy, Tables.Handoff.Columns.FollowedUpOn,
        Tables.Handoff.Columns.DispositionBy, Tables.Handoff.Columns.DispositionOn, Tables.Handoff.Columns.Breaches, Tables.Handoff.Columns.NextCheckOn,
        Tables.Handoff.Columns.EscalatedOn, Tables.Handoff.Columns.OpportunityId,
    ];

    /// <summary>Refuses an edit by hand.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="target">The update.</param>
    /// <param name="before">The row before it.</param>
    /// <param name="depth">1 when a user or a program asks for it, more when a step or an API of this solution does.</param>
    /// <param name="userId">In whose name.</param>
    /// <exception cref="RefusalException">It changes what follows from events.</exception>
    public static void Check(IOrganizationService service, Entity target, Entity before, int depth, Guid userId)
    {
        if (depth == 1 && Edits.OfAny(target, before, Columns) && !IsSystem(service, userId))
            throw new RefusalException(HandoffTexts.NotByHand(before.GetAttributeValue<string?>(Tables.Handoff.Columns.Name)));
    }

    /// <summary>Whether it is SYSTEM, as which nobody logs in; the platform's own jobs act as it.</summary>
    public static bool IsSystem(IOrganizationService service, Guid userId) =>
        service.RetrieveMultiple(new QueryExpression(Organization) { ColumnSet = new ColumnSet(SystemUserId), TopCount = 1 })
            .Entities.FirstOrDefault()?.GetAttributeValue<Guid?>(SystemUserId) == userId;
}
