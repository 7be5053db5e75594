using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>A lead that turns out to be none must not cost its pair a turn.</summary>
internal static class Refund
{
    private const decimal OneLead = 1;

    /// <summary>Whether rejecting for that reason may give the turn back: nobody could have worked the lead, or, where the pool says so, nobody wanted to.</summary>
    public static bool MayBeDue(Tables.RejectReason? reason) => IsInvalid(reason) || reason == Tables.RejectReason.NotAFit;

    /// <summary>Gives the turn back if the hand-off cost one and its lead was rejected for a reason that refunds; once, however often it is asked for.</summary>
    /// <returns>Whether it has been given back, now or before.</returns>
    public static bool Of(IOrganizationService service, Guid handoffId, DateTime now)
    {
        var handoff = Read(service, handoffId);
        if (handoff.PoolId is not { } pool || !IsDue(service, handoff, pool))
            return handoff.IsRefunded ?? false;
        PoolReader.Lock(service, pool.Id, now);
        // Read again: somebody else may have given it back while this waited for the pool.
        if (Read(service, handoffId).IsRefunded == true)
            return true;
        service.Update(new Tables.Handoff { Id = handoffId, IsRefunded = true });
        var member = service.Retrieve(
            Tables.PoolMember.EntityLogicalName, handoff.PoolMemberId!.Id, new ColumnSet(Tables.PoolMember.Columns.Credit)).ToEntity<Tables.PoolMember>();
        service.Update(new Tables.PoolMember { Id = member.Id, Credit = (member.Credit ?? 0) + OneLead });
        return true;
    }

    // Only turns cost credit. A member deleted since has none to be given back.
    private static bool IsDue(IOrganizationService service, Tables.Handoff handoff, EntityReference pool) =>
        handoff.StatusCode == Tables.HandoffStatus.Rejected && handoff.IsRefunded != true
        && handoff.RoutedBy == Tables.RoutedBy.WeightedRoundRobin && handoff.PoolMemberId is not null
        && (IsInvalid(handoff.RejectReason) || (handoff.RejectReason == Tables.RejectReason.NotAFit && RefundsNotAFit(service, pool)));

    private static bool IsInvalid(Tables.RejectReason? reason) =>
        reason is Tables.RejectReason.Duplicate or Tables.RejectReason.InvalidData or Tables.RejectReason.NoContactPossible;

    private static bool RefundsNotAFit(IOrganizationService service, EntityReference pool) =>
        service.Retrieve(pool.LogicalName, pool.Id, new ColumnSet(Tables.Pool.Columns.RefundsNotAFit)).ToEntity<Tables.Pool>().RefundsNotAFit == true;

    private static Tables.Handoff Read(IOrganizationService service, Guid handoffId) =>
        service.Retrieve(
            Tables.Handoff.EntityLogicalName,
            handoffId,
            new ColumnSet(
                Tables.Handoff.Columns.StatusCode, Tables.Handoff.Columns.RejectReason, Tables.Handoff.Columns.IsRefunded, Tables.Handoff.Columns.RoutedBy,
                Tables.Handoff.Columns.PoolId, Tables.Handoff.Columns.PoolMemberId)).ToEntity<Tables.Handoff>();
}
