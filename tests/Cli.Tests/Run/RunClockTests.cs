using System;
using CsCheck;
using Smarketing.Cli.Run;
using Xunit;

namespace Smarketing.Tests.Cli.Run;

public sealed class RunClockTests
{
    private static readonly DateTime Start = new(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void It_stands_still_until_it_is_moved()
    {
        var clock = new RunClock(Start);
        Assert.Equal(clock.GetUtcNow(), clock.GetUtcNow());
        Assert.Equal(new DateTimeOffset(Start), clock.GetUtcNow());
    }

    [Fact]
    public void It_never_goes_back() =>
        Gen.Int[-1000, 1000].Array.Sample(minutes =>
        {
            var clock = new RunClock(Start);
            foreach (var minute in minutes)
            {
                var (before, to) = (clock.Now, Start.AddMinutes(minute));
                clock.MoveTo(to);
                Assert.Equal(to > before ? to : before, clock.Now);
            }
        });
}
