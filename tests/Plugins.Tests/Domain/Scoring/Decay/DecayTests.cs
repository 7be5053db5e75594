using System;
using CsCheck;
using Smarketing.Crm.Domain.Scoring;
using Xunit;
using Fading = Smarketing.Crm.Domain.Scoring.Decay;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Decay;

public sealed class DecayTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(7, 50)]
    [InlineData(14, 25)]
    [InlineData(21, 12.5)]
    public void A_half_life_halves(int days, double expected) =>
        Assert.Equal((decimal)expected, Worth(Fading.HalfLife(7), TimeSpan.FromDays(days)));

    [Fact]
    public void A_half_life_follows_its_formula_between_halvings() =>
        Gen.Select(Gen.Long[0, 400L * 86_400], Gen.Int[1, 3650]).Sample((age, hundredthsOfDays) =>
        {
            var expected = 100 * Math.Pow(2, -age / (hundredthsOfDays * 864.0));
            return Math.Abs((double)Worth(Fading.HalfLife(hundredthsOfDays / 100m), TimeSpan.FromSeconds(age)) - expected) <= 0.005 + 1e-6;
        });

    [Fact]
    public void No_decay_gives_an_older_event_more() =>
        Gen.Select(AnyDecay, Gen.Long[0, 400L * 86_400], Gen.Long[0, 400L * 86_400]).Sample((decay, one, other) =>
            Worth(decay, TimeSpan.FromSeconds(Math.Min(one, other))) >= Worth(decay, TimeSpan.FromSeconds(Math.Max(one, other))));

    [Theory]
    [InlineData(0, 100)]
    [InlineData(5, 50)]
    [InlineData(10, 0)]
    [InlineData(11, 0)]
    public void A_linear_decay_falls_evenly_to_nothing(int days, double expected) =>
        Assert.Equal((decimal)expected, Worth(Fading.Linear(10), TimeSpan.FromDays(days)));

    [Theory]
    [InlineData((30 * 86_400) - 1, 100)]
    [InlineData(30 * 86_400, 50)]
    [InlineData((90 * 86_400) - 1, 50)]
    [InlineData(90 * 86_400, 0)]
    public void A_step_begins_at_its_day(int seconds, double expected) =>
        Assert.Equal((decimal)expected, Worth(Fading.Steps("30:50; 90:0"), TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Without_decay_an_event_keeps_its_worth() => Assert.Equal(100m, Worth(Fading.None, TimeSpan.FromDays(3000)));

    [Theory]
    [InlineData("30:50; 30:20")]
    [InlineData("30:50; 60:50")]
    [InlineData("30-50")]
    [InlineData("")]
    [InlineData("30:101")]
    public void Steps_that_do_not_fall_with_age_are_refused(string steps) =>
        Assert.Equal(FaultCode.WrongSteps, FaultOf(Fading.Steps(steps)));

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(0.01, false)]
    [InlineData(3650, false)]
    [InlineData(3650.01, true)]
    public void A_half_life_has_a_range(double days, bool refused) =>
        Assert.Equal(refused ? FaultCode.HalfLifeOutOfRange : null, FaultOf(Fading.HalfLife((decimal)days)));

    private static Gen<Fading> AnyDecay => Gen.OneOf(
        Gen.Int[1, 10_000].Select(days => Fading.HalfLife(days / 100m)),
        Gen.Int[1, 300].Select(days => Fading.Linear(days)),
        Gen.Const(Fading.Steps("10:80; 30:50; 90:0")),
        Gen.Const(Fading.None));

    private static decimal Worth(Fading decay, TimeSpan age) =>
        Given.EngagementOf(Given.Noon, Given.Engagement(points: 100, decay: decay), Given.Event(Given.Noon - age));

    private static FaultCode? FaultOf(Fading decay) =>
        Record.Exception(() => Given.Policy(Given.Engagement(decay: decay))) is BrokenModelException broken ? Assert.Single(broken.Faults).Code : null;
}
