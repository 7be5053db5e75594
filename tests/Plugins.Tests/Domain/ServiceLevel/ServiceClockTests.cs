using System;
using System.Linq;
using CsCheck;
using Smarketing.Crm.Domain.ServiceLevel;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.ServiceLevel;

public sealed class ServiceClockTests
{
    // Thursday, nine o'clock in Paris.
    private static readonly DateTime Nine = new(2026, 3, 5, 8, 0, 0, DateTimeKind.Utc);

    private static readonly Promise FourHours = new(PromiseKind.FirstTouch, TimeSpan.FromHours(4), TimeSpan.FromHours(3));

    [Theory]
    [InlineData(179, ClockState.Running)]
    [InlineData(180 + 120, ClockState.Warned)]
    [InlineData(240 + 120, ClockState.Warned)]
    [InlineData(241 + 120, ClockState.Breached)]
    public void It_warns_when_three_hours_are_used_and_is_breached_after_four(int minutes, ClockState state) =>
        Assert.Equal(state, Read(FourHours, Nine.AddMinutes(minutes)).State);

    [Fact]
    public void It_foretells_when_it_will_warn_and_until_when_the_promise_is_kept()
    {
        var reading = Read(FourHours, Nine);
        Assert.Equal((Nine.AddHours(3), Nine.AddHours(6)), (reading.WarnsOn, reading.BreachesOn));
    }

    [Theory]
    [InlineData(6 * 60, ClockState.Kept)]
    [InlineData((6 * 60) + 1, ClockState.Breached)]
    public void What_was_done_in_time_stays_kept_and_what_was_done_late_stays_breached(int minutes, ClockState state) =>
        Assert.Equal(state, Read(FourHours, Nine.AddDays(30), Nine.AddMinutes(minutes)).State);

    [Fact]
    public void A_pause_is_taken_off_once_however_often_it_was_written_down()
    {
        var pause = new Span(Nine.AddHours(1), Nine.AddHours(2));
        Assert.Equal(TimeSpan.FromHours(2), Read(FourHours, Nine.AddHours(3), null, pause, pause, new Span(Nine.AddMinutes(90), Nine.AddHours(2))).Elapsed);
    }

    [Theory]
    [InlineData(60, 120)]
    [InlineData(30, 150)]
    [InlineData(0, 180)]
    public void No_more_pause_is_taken_off_than_the_agreement_allows(int most, int elapsed) =>
        Assert.Equal(
            TimeSpan.FromMinutes(elapsed),
            Read(FourHours with { MostPause = TimeSpan.FromMinutes(most) }, Nine.AddHours(3), null, new Span(Nine.AddHours(1), Nine.AddHours(2))).Elapsed);

    [Fact]
    public void Without_a_limit_for_warning_nobody_is_warned()
    {
        var reading = Read(FourHours with { WarnAfter = null }, Nine.AddHours(5.9));
        Assert.Equal((ClockState.Running, null), (reading.State, reading.WarnsOn));
    }

    [Fact]
    public void Elapsed_is_working_time_less_pauses_minute_by_minute() =>
        AnyClock.Sample(c =>
        {
            var (calendar, facts, minutes) = c;
            var now = facts.StartedOn.AddMinutes(minutes);
            var pauses = facts.Pauses;
            var expected = TimeSpan.Zero;
            for (var at = facts.StartedOn; at < now; at = at.AddMinutes(1))
            {
                if (!pauses.Any(pause => at >= pause.From && at < pause.To))
                    expected += Calendars.BruteForce(calendar, at, at.AddMinutes(1));
            }

            Assert.Equal(expected, ServiceClock.Read(calendar, FourHours, facts, now).Elapsed);
        }, iter: 60);

    [Fact]
    public void The_state_changes_at_the_instants_foretold_and_at_no_other() =>
        AnyClock.Sample(c =>
        {
            var (calendar, facts, minutes) = c;
            var reading = ServiceClock.Read(calendar, FourHours, facts, facts.StartedOn.AddMinutes(minutes));
            if (reading.BreachesOn is not { } last || reading.WarnsOn is not { } warns)
                return;
            Assert.Equal(ClockState.Running, At(warns.AddTicks(-1)));
            Assert.Equal(ClockState.Warned, At(warns));
            Assert.Equal(ClockState.Warned, At(last));
            Assert.Equal(TimeSpan.FromHours(4), ServiceClock.Read(calendar, FourHours, facts, last).Elapsed);

            ClockState At(DateTime now) => ServiceClock.Read(calendar, FourHours, facts, now).State;
        });

    private static Gen<(WorkingCalendar Calendar, ClockFacts Facts, int Minutes)> AnyClock =>
        Gen.Select(
            Calendars.Any,
            Gen.Int[0, 900_000].Select(minute => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minute)),
            Gen.Select(Gen.Int[-500, 9000], Gen.Int[0, 3000]).Array[0, 4],
            Gen.Int[0, 9000]).Select(t => (
                t.Item1,
                new ClockFacts(t.Item2, null, [.. t.Item3.Select(p => new Span(t.Item2.AddMinutes(p.Item1), t.Item2.AddMinutes(p.Item1 + p.Item2)))]),
                t.Item4));

    private static ClockReading Read(Promise promise, DateTime now, DateTime? stopped = null, params Span[] pauses) =>
        ServiceClock.Read(Calendars.Office(), promise, new ClockFacts(Nine, stopped, pauses), now);
}
