using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Handoffs;

/// <summary>“Not now”, with a day: the lead comes back by itself when the day begins where the agreement lives, and not before unless it does something new.</summary>
public sealed class PutOffTests : IDisposable
{
    private static readonly DateTime Day = new(2026, 3, 20);

    private readonly HandoffHouse house = new();

    public void Dispose() => house.Dispose();

    [Theory]
    [InlineData("2026-03-19 23:59:59", Stage.Nurture, 1)]
    [InlineData("2026-03-20 00:00:00", Stage.SQL, 2)]
    public void Rejected_until_a_day_it_comes_back_with_that_day_in_the_agreements_time_zone(string paris, Stage stage, int cycle)
    {
        var lead = PutOff();
        Assert.Equal((Stage.Nurture, HandoffHouse.Paris("2026-03-20 00:00")), (house.Lead(lead).Stage, house.Lead(lead).RescoreOn));

        Sweep(paris);

        Assert.Equal((stage, cycle), (house.Lead(lead).Stage, house.Lead(lead).Cycle));
    }

    [Fact]
    public void Swept_days_too_late_it_has_been_back_since_its_day()
    {
        var lead = PutOff();
        Sweep("2026-03-24 10:00");
        Assert.Equal((Stage.SQL, HandoffHouse.Paris("2026-03-20 00:00")), (house.Lead(lead).Stage, house.Lead(lead).StageSince));
    }

    [Fact]
    public void Back_on_its_day_it_is_handed_off_anew()
    {
        var lead = PutOff();
        Sweep("2026-03-20 00:00");
        Assert.Equal([1, 2], house.Handoffs(lead).Select(handoff => handoff.Cycle!.Value).Order());
    }

    [Fact]
    public void The_return_is_recomputed_from_what_was_kept()
    {
        var lead = PutOff();
        Sweep("2026-03-20 00:00");
        var back = house.ChangesOf(lead).Single(change => change.OldStage == Stage.Nurture && change.NewStage == Stage.SQL);
        Assert.Equal((ScoreTrigger.Elapsed, true), (back.Trigger, new ScoreReplay(house.Service).Confirms(back)));
    }

    [Fact]
    public void Something_new_brings_it_back_before_its_day_and_the_day_is_taken_out()
    {
        var lead = PutOff();
        house.Clock.Pass(TimeSpan.FromDays(2));
        house.Make.Event(lead, EngagementType.DemoRequest);
        house.RunJobs();
        Assert.Equal((Stage.SQL, 2, null), (house.Lead(lead).Stage, house.Lead(lead).Cycle, house.Lead(lead).RecycleOn));
    }

    [Fact]
    public void Rejected_again_without_a_day_it_does_not_come_back_on_the_former_one()
    {
        var lead = PutOff();
        house.Clock.Pass(TimeSpan.FromDays(2));
        house.Make.Event(lead, EngagementType.DemoRequest);
        house.RunJobs();
        house.Answer(house.Handoffs(lead).Single(handoff => handoff.Cycle == 2).Id, house.Boss, false, (int)RejectReason.NotAFit);

        Sweep("2026-03-20 00:00");

        Assert.Equal(Stage.Nurture, house.Lead(lead).Stage);
    }

    [Fact]
    public void The_day_of_a_lead_that_ripens_can_be_moved()
    {
        var lead = PutOff();
        house.Update(lead, (Lead.Columns.RecycleOn, Day.AddDays(4)));
        Assert.Equal(HandoffHouse.Paris("2026-03-24 00:00"), house.Lead(lead).RescoreOn);
        Sweep("2026-03-20 00:00");
        Assert.Equal(Stage.Nurture, house.Lead(lead).Stage);
        Sweep("2026-03-24 00:00");
        Assert.Equal(Stage.SQL, house.Lead(lead).Stage);
    }

    [Fact]
    public void An_accepted_lead_put_off_on_its_form_comes_back_too()
    {
        var id = house.Accepted();
        var lead = house.LeadOf(id).Id;
        house.Update(lead, (Lead.Columns.RecycleOn, Day));
        house.RunJobs();
        Assert.Equal(Stage.Nurture, house.Lead(lead).Stage);

        Sweep("2026-03-20 00:00");

        Assert.Equal(Stage.SQL, house.Lead(lead).Stage);
    }

    [Fact]
    public void Who_does_not_speak_for_sales_does_not_move_the_day()
    {
        var lead = PutOff();
        var marketer = house.Organization.CreateUser(
            "Other", house.Organization.RoleNamed("Smarketing Marketing"), house.Organization.CreateRoleFor(Microsoft.Crm.Sdk.Messages.PrivilegeDepth.Global, "Lead"));
        Assert.Contains("for sales to say", CrmHouse.RefusalOf(() => Move(lead, marketer)), StringComparison.Ordinal);
        Assert.Equal(Day, house.Lead(lead).RecycleOn);
        Move(lead, house.Seller);
        Assert.Equal(Day.AddDays(-7), house.Lead(lead).RecycleOn);
    }

    [Theory]
    [InlineData("2026-03-02")]
    [InlineData("2026-03-03")]
    public void A_day_that_has_begun_is_refused(string day) => Assert.Contains(
        "has begun already", CrmHouse.RefusalOf(() => Reject(house.HandedOff(), DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture))), StringComparison.Ordinal);

    [Fact]
    public void A_lead_is_not_accepted_and_put_off_at_once() => Assert.Contains(
        "not both", CrmHouse.RefusalOf(() => house.Service.Execute(Answer(house.HandedOff(), true, Day))), StringComparison.Ordinal);

    private void Move(Guid lead, Guid user) =>
        house.Organization.CreateService(user).Update(new Lead { Id = lead, RecycleOn = Day.AddDays(-7) });

    private Guid PutOff()
    {
        var id = house.HandedOff();
        Reject(id, Day);
        house.RunJobs();
        return house.LeadOf(id).Id;
    }

    private void Reject(Guid handoff, DateTime day)
    {
        var request = Answer(handoff, false, day);
        request["Reason"] = (int)RejectReason.NotNow;
        house.Organization.CreateService(house.Seller).Execute(request);
    }

    private static OrganizationRequest Answer(Guid handoff, bool accept, DateTime day) => new("smk_AnswerHandoff")
    {
        ["Target"] = new EntityReference(Handoff.EntityLogicalName, handoff), ["Accept"] = accept, ["RecycleOn"] = day,
    };

    private void Sweep(string paris)
    {
        house.Clock.Pass(HandoffHouse.Paris(paris) - house.Clock.Now);
        house.Service.Execute(new OrganizationRequest("smk_RunSweep") { ["Limit"] = 100, ["Task"] = "rescore" });
        house.RunJobs();
    }
}
