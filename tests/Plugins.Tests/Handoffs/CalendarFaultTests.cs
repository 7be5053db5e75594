using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;
using Calendar = Smarketing.Crm.Dataverse.Tables.Calendar;

namespace Smarketing.Tests.Plugins.Handoffs;

/// <summary>A calendar that cannot be read, as an import past the guards may leave it: told once, tried again by the hour, and no breach is lost.</summary>
public sealed class CalendarFaultTests : IDisposable
{
    private readonly HandoffHouse house = new(agreement => agreement.Language = CrmHouse.French);

    public void Dispose() => house.Dispose();

    [Fact]
    public void However_many_hand_offs_wait_for_it_both_sides_are_told_once_in_the_agreements_language()
    {
        Break();
        house.HandedOff();
        house.HandedOff();

        Assert.Equal(2, house.Sweep());
        house.Clock.Pass(TimeSpan.FromHours(1));
        house.Sweep();

        var alert = Assert.Single(Alerts());
        Assert.Equal((Side.Both, house.Boss, house.AgreementId, null), (alert.Side!.Value, alert.ToUserId!.Id, alert.AgreementId!.Id, alert.HealedOn));
        Assert.Equal("Le calendrier « Office » ne peut pas être lu : les engagements ne sont pas mesurés", alert.Name);
        Assert.Contains("« Mars »", alert.Message, StringComparison.Ordinal);
        Assert.Contains("Donnez un nom Windows ou IANA", alert.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hand_off_is_tried_again_an_hour_later_and_not_with_every_sweep()
    {
        Break();
        var id = house.HandedOff();
        Assert.Equal(1, house.Sweep());
        Assert.Equal(house.Clock.Now.AddHours(1), house.Handoff(id).NextCheckOn);
        house.Clock.Pass(TimeSpan.FromSeconds(3599));
        Assert.Equal(0, house.Sweep());
        house.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1, house.Sweep());
    }

    [Fact]
    public void Once_it_is_mended_the_alert_heals_and_what_was_late_is_told()
    {
        var id = house.HandedOff();
        Break();
        house.Clock.Pass(TimeSpan.FromMinutes(61));
        house.Sweep();
        Assert.Empty(house.Alerts(id));

        house.Service.Update(new Calendar { Id = house.CalendarId, TimeZone = "Europe/Paris" });
        house.Sweep();
        Assert.Equal(house.Clock.Now, Assert.Single(Alerts()).HealedOn);
        house.Clock.Pass(TimeSpan.FromHours(1));
        house.Sweep();

        Assert.Contains(house.Alerts(id), alert => alert.Kind == AlertKind.PromiseBreach && alert.Promise == Promise.Accept);
        Assert.NotNull(house.Handoff(id).EscalatedOn);
        Assert.Equal(HandoffHouse.Paris("2026-03-03 10:00"), house.Handoff(id).AcceptBy);
    }

    [Fact]
    public void An_answer_that_came_too_late_meanwhile_counts_as_a_breach_afterwards()
    {
        var id = house.HandedOff();
        Break();
        house.Clock.Pass(TimeSpan.FromSeconds(3601));
        house.Answer(id, house.Seller, false, (int)RejectReason.NotAFit);
        house.RunJobs();
        house.Sweep();
        house.Service.Update(new Calendar { Id = house.CalendarId, TimeZone = "Europe/Paris" });
        house.Clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal(1, house.Sweep());

        Assert.Equal((1, null), (house.Handoff(id).Breaches, house.Handoff(id).NextCheckOn));
    }

    [Fact]
    public void What_was_told_is_not_healed_by_what_cannot_be_measured()
    {
        var id = house.HandedOff();
        house.Clock.Pass(TimeSpan.FromMinutes(45));
        house.Sweep();
        Break();
        house.AsSystem.Update(new Handoff { Id = id, FirstTouchOn = house.Clock.Now });
        house.RunJobs();

        Assert.Null(Assert.Single(house.Alerts(id)).HealedOn);
    }

    [Fact]
    public void Broken_again_it_is_told_again()
    {
        Break();
        house.HandedOff();
        house.Sweep();
        house.Service.Update(new Calendar { Id = house.CalendarId, TimeZone = "Europe/Paris" });
        house.Clock.Pass(TimeSpan.FromHours(1));
        house.Sweep();
        Break();
        house.HandedOff();
        house.Sweep();

        Assert.Equal((null, house.Clock.Now), (Assert.Single(Alerts()).HealedOn, Assert.Single(Alerts()).RaisedOn));
    }

    private void Break() => house.Service.Execute(new UpdateRequest
    {
        Target = new Calendar { Id = house.CalendarId, TimeZone = "Mars" }, ["BypassCustomPluginExecution"] = true,
    });

    private IReadOnlyList<Alert> Alerts() => house.Rows<Alert>(Alert.EntityLogicalName, Alert.Columns.Kind, (int)AlertKind.UnreadableCalendar);
}
