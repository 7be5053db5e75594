using System;
using System.Linq;
using Smarketing.Crm.Domain.Handoffs;
using Smarketing.Crm.Domain.ServiceLevel;
using Smarketing.Tests.Plugins.Domain.ServiceLevel;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Handoffs;

/// <summary>What the clocks of a hand-off ask for: once each, at the second, over nights, weekends, holidays and changes of the clock.</summary>
public sealed class HandoffClocksTests
{
    private static readonly HandoffPromises Promises = HandoffPromises.Of(60, 120, 600, 1200, attempts: 3, warnPercent: 75, mostPauseMinutes: 30, mostReroutes: 2);

    [Fact]
    public void The_sixtieth_minute_keeps_and_one_second_more_breaches()
    {
        var start = Paris("2026-03-03 09:30");
        Assert.DoesNotContain(new Notice(PromiseKind.Accept, true), Read(start, start.AddMinutes(60)).Notices);
        Assert.Contains(new Notice(PromiseKind.Accept, true), Read(start, start.AddMinutes(60).AddSeconds(1)).Notices);
    }

    [Theory]
    [InlineData("a lunch", "2026-03-03 11:30", "2026-03-03 14:30")]
    [InlineData("a night", "2026-03-03 17:30", "2026-03-04 09:30")]
    [InlineData("a weekend", "2026-03-06 17:30", "2026-03-09 09:30")]
    [InlineData("a holiday", "2026-04-30 17:30", "2026-05-04 09:30")]
    [InlineData("summer time", "2026-03-27 17:30", "2026-03-30 09:30")]
    [InlineData("winter time", "2026-10-23 17:30", "2026-10-26 09:30")]
    public void An_hour_goes_over(string what, string start, string due)
    {
        var from = Paris(start);
        Assert.Equal((what, Paris(due)), (what, Read(from, from).DueOn(PromiseKind.Accept)));
        Assert.DoesNotContain(new Notice(PromiseKind.Accept, true), Read(from, Paris(due)).Notices);
        Assert.Contains(new Notice(PromiseKind.Accept, true), Read(from, Paris(due).AddSeconds(1)).Notices);
    }

    [Fact]
    public void An_hour_that_ends_with_the_week_is_broken_only_when_the_next_begins()
    {
        var start = Paris("2026-03-06 17:00");
        var due = Paris("2026-03-06 18:00");
        var reading = Read(start, due);
        Assert.Equal(due, reading.DueOn(PromiseKind.Accept));
        Assert.Equal(Paris("2026-03-09 09:00:01"), reading.NextCheckOn);
    }

    [Fact]
    public void The_warning_comes_at_its_percentage()
    {
        var start = Paris("2026-03-03 09:00");
        Assert.Empty(Read(start, start.AddMinutes(45).AddSeconds(-1)).Notices);
        Assert.Equal([new Notice(PromiseKind.Accept, false)], Read(start, start.AddMinutes(45)).Notices);
    }

    [Fact]
    public void From_check_to_check_each_notice_comes_once_and_none_is_missed()
    {
        var start = Paris("2026-03-03 09:00");
        var now = Read(start, start).NextCheckOn;
        var told = new System.Collections.Generic.HashSet<Notice>();
        for (var checks = 0; now is not null; checks++)
        {
            Assert.True(checks < 20);
            var reading = Read(start, now.Value);
            Assert.Contains(reading.Notices, told.Add);
            now = reading.NextCheckOn;
        }

        Assert.Equal(8, told.Count);
    }

    [Fact]
    public void The_owners_clock_starts_anew_and_the_contracts_goes_on()
    {
        var start = Paris("2026-03-03 09:00");
        var facts = new HandoffFacts { ContractStartedOn = start, StartedOn = start.AddMinutes(61), Attempt = 2 };
        var reading = HandoffClocks.Read(Office, Promises, facts, start.AddMinutes(70));
        var accept = reading.Readings.Single(promise => promise.Promise.Kind == PromiseKind.Accept);
        Assert.Equal((ClockState.Running, TimeSpan.FromMinutes(9)), (accept.Owner.State, accept.Owner.Elapsed));
        Assert.Equal((ClockState.Breached, TimeSpan.FromMinutes(70)), (accept.Contract.State, accept.Contract.Elapsed));
        Assert.Empty(reading.Notices);
    }

    [Theory]
    [InlineData(1, HandoffResponse.ReRoute)]
    [InlineData(2, HandoffResponse.ReRoute)]
    [InlineData(3, HandoffResponse.Escalate)]
    public void It_goes_round_as_often_as_agreed_and_then_up(int attempt, HandoffResponse response)
    {
        var start = Paris("2026-03-03 09:00");
        var facts = new HandoffFacts { ContractStartedOn = start, StartedOn = start, Attempt = attempt };
        Assert.Equal(HandoffResponse.None, HandoffClocks.Read(Office, Promises, facts, start.AddMinutes(60)).Response);
        Assert.Equal(response, HandoffClocks.Read(Office, Promises, facts, start.AddMinutes(61)).Response);
    }

    [Fact]
    public void An_accepted_lead_stays_with_its_owner_and_goes_up_once()
    {
        var start = Paris("2026-03-03 09:00");
        var facts = Accepted(start);
        Assert.Equal(HandoffResponse.Escalate, HandoffClocks.Read(Office, Promises, facts, start.AddMinutes(121)).Response);
        Assert.Equal(
            HandoffResponse.None,
            HandoffClocks.Read(Office, Promises, facts with { EscalatedOn = start.AddMinutes(121) }, start.AddMinutes(122)).Response);
    }

    [Fact]
    public void What_was_kept_late_counts_as_broken_and_is_told_no_more()
    {
        var start = Paris("2026-03-03 09:00");
        var reading = HandoffClocks.Read(Office, Promises, Accepted(start) with { AnsweredOn = start.AddMinutes(61) }, start.AddMinutes(80));
        Assert.Equal(1, reading.Breaches);
        Assert.Empty(reading.Notices);
    }

    [Fact]
    public void Nothing_is_waited_for_once_it_is_said_what_became_of_it()
    {
        var start = Paris("2026-03-03 09:00");
        var facts = Accepted(start) with { State = HandoffState.InOpportunity, DispositionOn = start.AddMinutes(30) };
        var reading = HandoffClocks.Read(Office, Promises, facts, start.AddDays(30));
        Assert.Equal((0, null), (reading.Breaches, reading.NextCheckOn));
        Assert.Empty(reading.Notices);
    }

    [Fact]
    public void A_pause_is_taken_off_as_far_as_agreed()
    {
        var start = Paris("2026-03-03 09:00");
        var facts = new HandoffFacts { ContractStartedOn = start, StartedOn = start, Pauses = [new Span(start.AddMinutes(10), start.AddMinutes(55))] };
        var reading = HandoffClocks.Read(Office, Promises, facts, start.AddMinutes(90));
        Assert.Equal(start.AddMinutes(90), reading.DueOn(PromiseKind.Accept));
        Assert.DoesNotContain(new Notice(PromiseKind.Accept, true), reading.Notices);
        Assert.Contains(new Notice(PromiseKind.Accept, true), HandoffClocks.Read(Office, Promises, facts, start.AddMinutes(90).AddSeconds(1)).Notices);
    }

    [Fact]
    public void What_is_not_promised_has_no_clock()
    {
        var start = Paris("2026-03-03 09:00");
        var none = HandoffPromises.Of(null, null, 600, null, attempts: null, warnPercent: 75, mostPauseMinutes: null, mostReroutes: null);
        var reading = HandoffClocks.Read(Office, none, new HandoffFacts { ContractStartedOn = start, StartedOn = start }, start.AddDays(30));
        Assert.Empty(reading.Readings);
        Assert.Null(reading.NextCheckOn);
    }

    private static WorkingCalendar Office { get; } = Calendars.Office(new DateTime(2026, 5, 1));

    private static HandoffFacts Accepted(DateTime start) =>
        new() { State = HandoffState.Accepted, ContractStartedOn = start, StartedOn = start, AnsweredOn = start.AddMinutes(20) };

    private static HandoffReading Read(DateTime start, DateTime now) =>
        HandoffClocks.Read(Office, Promises, new HandoffFacts { ContractStartedOn = start, StartedOn = start }, now);

    private static DateTime Paris(string local) =>
        TimeZoneInfo.ConvertTimeToUtc(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), Calendars.Paris);
}
