using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>A lead that turns out to be none must not cost its pair a turn.</summary>
internal static class Refund
{
    private const decimal OneLead = 1;

    /// <summary>Whether rejecting for that reason says that the lead was invalid: nobody could have worked it.</summary>
    public static bool IsInvalid(Tables.RejectReason? reason) =>
        reason is Tables.RejectReason.Duplicate or Tables.RejectReason.InvalidData or Tables.RejectReason.NoContactPossible;

    /// <summary>Gives the turn back if the hand-off cost one and its lead was invalid; once, however often it is asked for.</summary>
    /// <returns>Whether it has been given back, now or before.</returns>
    public static bool Of(IOrganizationService service, Guid handoffId, DateTime now)
    {
        var handoff = Read(service, handoffId);
        if (handoff.PoolId is not { } pool || !IsDue(handoff))
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
    private static bool IsDue(Tables.Handoff handoff) =>
        handoff.StatusCode == Tables.HandoffStatus.Rejected && IsInvalid(handoff.RejectReason) && handoff.IsRefunded != true
        && handoff.RoutedBy == Tables.RoutedBy.WeightedRoundRobin && handoff.PoolMemberId is not null;

    private static Tables.Handoff Read(IOrganizationService service, Guid handoffId) =>
        service.Retrieve(
            Tables.Handoff.EntityLogicalName,
            handoffId,
            new ColumnSet(
                Tables.Handoff.Columns.StatusCode, Tables.Handoff.Columns.RejectReason, Tables.Handoff.Columns.IsRefunded, Tables.Handoff.Columns.RoutedBy,
                Tables.Handoff.Columns.PoolId, Tables.Handoff.Columns.PoolMemberId)).ToEntity<Tables.Handoff>();
}
