using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Handoffs;

/// <summary>The clocks of a hand-off run by the agreement's calendar; a sweep warns, gives the lead on, and tells the manager.</summary>
public sealed class ClockTests : IDisposable
{
    private readonly HandoffHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void A_new_hand_off_says_when_its_promises_fall_due()
    {
        var handoff = house.Handoff(house.HandedOff());
        Assert.Equal(
            (HandoffHouse.Paris("2026-03-03 10:00"), HandoffHouse.Paris("2026-03-03 11:00"), HandoffHouse.Paris("2026-03-04 11:30"), HandoffHouse.Paris("2026-03-05 15:30")),
            (handoff.AcceptBy!.Value, handoff.FirstTouchBy!.Value, handoff.FollowUpBy!.Value, handoff.DispositionBy!.Value));
        Assert.Equal(HandoffHouse.Paris("2026-03-03 09:45"), handoff.NextCheckOn);
    }

    [Fact]
    public void Over_a_night_a_weekend_a_holiday_and_a_change_of_the_clock()
    {
        Holiday("2026-03-30", null, yearly: false);
        To("2026-03-27 17:30");
        Assert.Equal(HandoffHouse.Paris("2026-03-31 09:30"), house.Handoff(house.HandedOff()).AcceptBy);
    }

    [Fact]
    public void A_yearly_holiday_and_one_with_hours_of_its_own()
    {
        Holiday("2020-03-04", null, yearly: true);
        Holiday("2026-03-05", "15:00-16:00", yearly: false);
        To("2026-03-03 17:30");
        Assert.Equal(HandoffHouse.Paris("2026-03-05 15:30"), house.Handoff(house.HandedOff()).AcceptBy);
    }

    [Fact]
    public void Nothing_is_due_a_second_before_the_warning()
    {
        var id = house.HandedOff();
        To("2026-03-03 09:44:59");
        Assert.Equal(0, house.Sweep());
        Assert.Empty(house.Alerts(id));
    }

    [Fact]
    public void The_warning_goes_to_the_owner_once()
    {
        var id = house.HandedOff();
        To("2026-03-03 09:45");
        Assert.Equal(1, house.Sweep());
        Assert.Equal(0, house.Sweep());
        To("2026-03-03 09:50");
        Assert.Equal(0, house.Sweep());

        var alert = Assert.Single(house.Alerts(id));
        Assert.Equal((AlertKind.PromiseWarning, Promise.Accept, house.Seller, Side.Sales), (alert.Kind, alert.Promise, alert.ToUserId!.Id, alert.Side));
        Assert.Null(alert.HealedOn);
    }

    [Fact]
    public void An_answer_in_time_heals_the_warning_and_breaks_nothing()
    {
        var id = house.HandedOff();
        To("2026-03-03 09:45");
        house.Sweep();
        To("2026-03-03 10:00");
        house.Answer(id, house.Seller, true);
        house.RunJobs();
        Assert.Equal(house.Clock.Now, Assert.Single(house.Alerts(id)).HealedOn);
        Assert.Equal((0, HandoffHouse.Paris("2026-03-03 10:30")), (house.Handoff(id).Breaches, house.Handoff(id).NextCheckOn));
    }

    [Fact]
    public void A_breach_without_another_pair_agreed_goes_to_the_manager_once()
    {
        var id = house.HandedOff();
        To("2026-03-03 10:00");
        house.Sweep();
        Assert.Null(house.Handoff(id).EscalatedOn);
        To("2026-03-03 10:00:01");
        Assert.Equal(1, house.Sweep());
        To("2026-03-03 10:10");
        house.Sweep();

        Assert.Equal((1, HandoffHouse.Paris("2026-03-03 10:00:01"), HandoffStatus.Waiting), (house.Handoff(id).Breaches, house.Handoff(id).EscalatedOn, house.Handoff(id).StatusCode));
        Assert.Equal(
            [AlertKind.PromiseBreach, AlertKind.PromiseWarning, AlertKind.Escalation], house.Alerts(id).Select(alert => alert.Kind!.Value));
        Assert.Equal(house.Boss, house.Alerts(id)[2].ToUserId!.Id);
    }

    [Fact]
    public void An_answer_a_second_too_late_is_a_breach_although_no_sweep_saw_it()
    {
        var id = house.HandedOff();
        To("2026-03-03 10:00:01");
        house.Answer(id, house.Seller, true);
        Assert.Equal(1, house.Handoff(id).Breaches);
    }

    [Fact]
    public void What_fell_due_is_looked_at_although_something_else_happened_first()
    {
        var id = house.HandedOff();
        To("2026-03-03 10:00:01");
        house.AsSystem.Update(new Handoff { Id = id, AnswerNote = "Nothing", FirstTouchOn = house.Clock.Now });
        Assert.Equal(1, house.Sweep());
        Assert.NotNull(house.Handoff(id).EscalatedOn);
    }

    [Fact]
    public void The_owners_own_manager_comes_first()
    {
        var manager = house.Organization.CreateUser("Chief");
        house.Service.Update(new Entity("systemuser", house.Seller) { ["parentsystemuserid"] = HandoffHouse.User(manager) });
        var id = house.HandedOff();
        To("2026-03-03 10:01");
        house.Sweep();
        Assert.Equal(manager, house.Alerts(id).Single(alert => alert.Kind == AlertKind.Escalation).ToUserId!.Id);
    }

    [Fact]
    public void Two_hand_offs_are_looked_at_within_the_limit_oldest_first()
    {
        var first = house.HandedOff();
        house.Clock.Pass(TimeSpan.FromMinutes(1));
        var second = house.HandedOff();
        To("2026-03-03 09:50");
        Assert.Equal(1, house.Sweep(limit: 1));
        Assert.Single(house.Alerts(first));
        Assert.Empty(house.Alerts(second));
        Assert.Equal(1, house.Sweep(limit: 1));
        Assert.Single(house.Alerts(second));
    }

    [Fact]
    public void A_pause_moves_the_due_dates_as_far_as_agreed_and_gives_them_back()
    {
        var id = house.HandedOff();
        var pause = house.Service.Create(Pause(id, "2026-03-03 09:10", "2026-03-03 09:50"));
        house.RunJobs();
        Assert.Equal(HandoffHouse.Paris("2026-03-03 10:30"), house.Handoff(id).AcceptBy);

        house.Service.Delete(Crm.Dataverse.Tables.Pause.EntityLogicalName, pause);
        house.RunJobs();
        Assert.Equal(HandoffHouse.Paris("2026-03-03 10:00"), house.Handoff(id).AcceptBy);
    }

    [Fact]
    public void A_pause_that_ends_before_it_begins_is_refused() => Assert.Contains(
        "ends after it begins",
        CrmHouse.RefusalOf(() => house.Service.Create(Pause(house.HandedOff(), "2026-03-03 09:10", "2026-03-03 09:10"))), StringComparison.Ordinal);

    [Fact]
    public void A_closed_hand_off_is_not_paused()
    {
        var id = house.HandedOff();
        house.Answer(id, house.Seller, false, (int)RejectReason.NotAFit);
        Assert.Contains(
            "is closed", CrmHouse.RefusalOf(() => house.Service.Create(Pause(id, "2026-03-03 09:10", "2026-03-03 09:20"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("09:00", "is not from one time to another")]
    [InlineData("18:00-09:00", "does not end after it begins")]
    public void A_calendar_that_cannot_be_read_is_refused(string hours, string because) => Assert.Contains(
        because, CrmHouse.RefusalOf(() => house.Service.Update(new Calendar { Id = house.CalendarId, Tuesday = hours })), StringComparison.Ordinal);

    [Fact]
    public void A_time_zone_that_is_not_known_is_refused() => Assert.Contains(
        "“Mars”", CrmHouse.RefusalOf(() => house.Service.Update(new Calendar { Id = house.CalendarId, TimeZone = "Mars" })), StringComparison.Ordinal);

    [Fact]
    public void A_calendar_that_never_opens_is_refused() => Assert.Contains(
        "no working hours", CrmHouse.RefusalOf(() => house.Service.Create(new Calendar { Name = "Never", TimeZone = "UTC" })), StringComparison.Ordinal);

    private void To(string paris) => house.Clock.Pass(HandoffHouse.Paris(paris) - house.Clock.Now);

    private Pause Pause(Guid handoff, string from, string until) => new()
    {
        Name = "Pause", HandoffId = new EntityReference(Handoff.EntityLogicalName, handoff), From = HandoffHouse.Paris(from), Until = HandoffHouse.Paris(until),
        Reason = "The prospect asked to wait",
    };

    private void Holiday(string on, string? hours, bool yearly) => house.Service.Create(new Holiday
    {
        Name = "Holiday", CalendarId = new EntityReference(Calendar.EntityLogicalName, house.CalendarId),
        On = DateTime.Parse(on, System.Globalization.CultureInfo.InvariantCulture), Hours = hours, Yearly = yearly,
    });
}
