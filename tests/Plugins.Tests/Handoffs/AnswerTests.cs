using System;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Handoffs;

/// <summary>Sales answers a hand-off: who may, how, and what becomes of the lead.</summary>
public sealed class AnswerTests : IDisposable
{
    private readonly HandoffHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void While_it_waits_the_lead_is_latched()
    {
        var lead = house.LeadOf(house.HandedOff());
        Assert.Equal((Stage.SQL, true), (lead.Stage, lead.HandoffOpen));
        house.Update(lead.Id, ("emailaddress1", null));
        Assert.Equal(Stage.SQL, house.Lead(lead.Id).Stage);
    }

    [Fact]
    public void Its_owner_accepts()
    {
        var id = house.HandedOff();
        house.Clock.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal((int)HandoffStatus.Accepted, house.Answer(id, house.Seller, true, note: "Called before"));

        var handoff = house.Handoff(id);
        Assert.Equal((HandoffStatus.Accepted, house.Clock.Now, "Called before"), (handoff.StatusCode, handoff.AnsweredOn, handoff.AnswerNote));
        Assert.Equal((Stage.Accepted, false, house.Clock.Now), (house.LeadOf(id).Stage, house.LeadOf(id).HandoffOpen, house.LeadOf(id).StageSince));
    }

    [Fact]
    public void Its_owner_rejects_with_a_reason_and_the_lead_ripens_again()
    {
        var id = house.HandedOff();

        Assert.Equal((int)HandoffStatus.Rejected, house.Answer(id, house.Seller, false, (int)RejectReason.NotNow));

        var handoff = house.Handoff(id);
        Assert.Equal((HandoffStatus.Rejected, RejectReason.NotNow), (handoff.StatusCode, handoff.RejectReason));
        Assert.Null(handoff.NextCheckOn);
        var lead = house.LeadOf(id);
        Assert.Equal((Stage.Nurture, false, handoff.AnsweredOn), (lead.Stage, lead.HandoffOpen, lead.RejectedOn));
    }

    [Fact]
    public void Only_newer_facts_bring_a_rejected_lead_back()
    {
        var id = house.HandedOff();
        house.Answer(id, house.Seller, false, (int)RejectReason.NotNow);
        var lead = house.LeadOf(id).Id;
        house.Clock.Pass(TimeSpan.FromDays(1));
        house.Update(lead, (Lead.Columns.ScoreRequestedOn, house.Clock.Now));
        Assert.Equal(Stage.Nurture, house.Lead(lead).Stage);

        house.Make.Event(lead, EngagementType.DemoRequest);
        house.Update(lead, (Lead.Columns.ScoreRequestedOn, house.Clock.Now));

        Assert.Equal((Stage.SQL, 2), (house.Lead(lead).Stage, house.Lead(lead).Cycle));
    }

    [Fact]
    public void A_stranger_does_not_answer()
    {
        var id = house.HandedOff();
        Assert.Contains("Only its owner", CrmHouse.RefusalOf(() => house.Answer(id, house.Stranger, true)), StringComparison.Ordinal);
        Assert.Equal(HandoffStatus.Waiting, house.Handoff(id).StatusCode);
    }

    [Fact]
    public void A_sales_manager_answers_for_the_owner() =>
        Assert.Equal((int)HandoffStatus.Accepted, house.Answer(house.HandedOff(), house.Boss, true));

    [Fact]
    public void An_administrator_answers_for_the_owner() =>
        Assert.Equal((int)HandoffStatus.Accepted, house.Answer(house.HandedOff(), house.Organization.AdministratorId, true));

    [Fact]
    public void A_rejection_without_a_reason_is_refused() => Assert.Contains(
        "without a reason", CrmHouse.RefusalOf(() => house.Answer(house.HandedOff(), house.Seller, false)), StringComparison.Ordinal);

    [Fact]
    public void A_reason_that_does_not_exist_is_refused() => Assert.Contains(
        "no reason to reject", CrmHouse.RefusalOf(() => house.Answer(house.HandedOff(), house.Seller, false, 7)), StringComparison.Ordinal);

    [Fact]
    public void A_second_answer_is_refused()
    {
        var id = house.Accepted();
        Assert.Contains(
            "has its answer", CrmHouse.RefusalOf(() => house.Answer(id, house.Seller, false, (int)RejectReason.Other)), StringComparison.Ordinal);
    }

    // The door: a stage is what the hand-off says, whoever writes whatever on the lead.
    [Fact]
    public void Nobody_moves_a_lead_by_writing_what_sales_would_say()
    {
        var lead = house.LeadOf(house.HandedOff()).Id;
        house.Update(lead, (Lead.Columns.HandoffOpen, false));
        Assert.Equal((Stage.SQL, true), (house.Lead(lead).Stage, house.Lead(lead).HandoffOpen));
        house.Update(lead, (Lead.Columns.RejectedOn, house.Clock.Now));
        Assert.Equal((Stage.SQL, (DateTime?)null), (house.Lead(lead).Stage, house.Lead(lead).RejectedOn));
    }

    [Fact]
    public void Nobody_latches_a_lead_that_was_not_handed_off()
    {
        var lead = house.Make.Lead();
        house.Update(lead, (Lead.Columns.HandoffOpen, true));
        Assert.NotEqual(true, house.Lead(lead).HandoffOpen);
    }
}
