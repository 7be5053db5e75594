using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.Routing;

/// <summary>A pair whose people can no longer take leads is passed over with the reason; those who set pairs up are told once, and no lead is lost.</summary>
public sealed class PairOutOfActionTests : IDisposable
{
    private readonly RoutingHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void A_seller_who_has_had_leads_and_loses_the_role_is_passed_over_and_told_of_once()
    {
        var manager = house.NewUser();
        house.Service.Update(new Pool { Id = house.Pool, ManagerId = RoutingHouse.User(manager) });
        var (pair, other) = (house.Member(99), house.Member());
        Assert.Equal(pair, house.HandoffOf(house.Routed()).PairId!.Id);
        TakeRoles(pair);

        var handoff = house.HandoffOf(house.Routed());
        house.Routed();

        Assert.Equal(other, handoff.PairId!.Id);
        Assert.Contains("no longer may own leads", handoff.Candidates, StringComparison.Ordinal);
        Assert.Contains("ne peut plus posséder de leads", handoff.Candidates, StringComparison.Ordinal);
        var alert = Assert.Single(Alerts());
        Assert.Equal((Side.Both, house.Pool, manager), (alert.Side!.Value, alert.PoolId!.Id, alert.ToUserId!.Id));
        Assert.Contains("Give the seller the role", alert.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_only_pair_of_its_pool_leaves_leads_waiting_and_fails_no_sweep()
    {
        var pair = house.Member();
        house.Routed();
        TakeRoles(pair);
        var lead = house.Routed();
        Assert.Null(house.HandoffOf(lead).PairId);
        house.Clock.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal(0, house.Sweep());

        house.Organization.GiveRoles("systemuser", house.SellerOf(pair), [.. house.Roles]);
        house.Clock.Pass(TimeSpan.FromMinutes(6));

        Assert.Equal(1, house.Sweep());
        Assert.Equal((pair, house.SellerOf(pair)), (house.HandoffOf(lead).PairId!.Id, house.OwnerOf(lead)));
        Assert.Equal(house.Clock.Now, Assert.Single(Alerts()).HealedOn);
    }

    [Fact]
    public void Somebody_who_can_no_longer_log_in_is_told_of_too_and_back_again_it_heals()
    {
        var pair = house.Member(99);
        house.Member();
        Disable(pair, true);
        house.Routed();
        Assert.Contains("can no longer log in", Assert.Single(Alerts()).Message, StringComparison.Ordinal);

        house.Sweep();
        Assert.Null(Assert.Single(Alerts()).HealedOn);
        Disable(pair, false);
        house.Sweep();
        Assert.NotNull(Assert.Single(Alerts()).HealedOn);

        Disable(pair, true);
        house.Routed();
        Assert.Null(Assert.Single(Alerts()).HealedOn);
    }

    [Fact]
    public void A_pair_taken_out_of_its_pool_is_no_more_to_be_told_of()
    {
        var pair = house.Member(99);
        house.Member();
        TakeRoles(pair);
        house.Routed();
        house.Service.Update(new PoolMember { Id = house.MemberOf(pair).Id, StateCode = PoolMemberState.Inactive });
        house.Sweep();
        Assert.NotNull(Assert.Single(Alerts()).HealedOn);
    }

    [Fact]
    public void A_pool_whose_manager_is_gone_keeps_what_waits_with_somebody_who_is_there()
    {
        var gone = house.NewUser();
        house.Service.Update(new Pool { Id = house.Pool, ManagerId = RoutingHouse.User(gone) });
        house.Service.Update(new Entity("systemuser", gone) { ["isdisabled"] = true });

        Assert.Equal(house.Organization.AdministratorId, house.HandoffOf(house.Routed()).OwnerId!.Id);
    }

    [Fact]
    public void An_expired_agreement_goes_on_routing()
    {
        using var old = new RoutingHouse(agreement => agreement.ValidUntil = RoutingHouse.Date("2026-03-03"));
        var pair = old.Member();
        old.Clock.Pass(TimeSpan.FromDays(3));
        old.Service.Execute(new OrganizationRequest("smk_RunSweep") { ["Limit"] = 10, ["Task"] = "expire" });
        Assert.Equal(AgreementStatus.Expired, old.Row<Agreement>(Agreement.EntityLogicalName, old.AgreementId).StatusCode);

        var handoff = old.HandoffOf(old.Routed());

        Assert.Equal((pair, old.AgreementId), (handoff.PairId!.Id, handoff.AgreementId!.Id));
    }

    private IReadOnlyList<Alert> Alerts() => house.Alerts(AlertKind.PairOutOfAction);

    private void TakeRoles(Guid pair) => house.Service.Disassociate(
        "systemuser", house.SellerOf(pair), new Relationship("systemuserroles_association"), [.. house.Roles.Select(role => new EntityReference("role", role))]);

    private void Disable(Guid pair, bool isDisabled) =>
        house.Service.Update(new Entity("systemuser", house.SellerOf(pair)) { ["isdisabled"] = isDisabled });
}
