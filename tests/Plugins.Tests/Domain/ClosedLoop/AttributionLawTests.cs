using System;
using System.Linq;
using Smarketing.Crm.Domain.ClosedLoop;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.ClosedLoop;

/// <summary>What holds for every way of touches, milestones and amounts.</summary>
public sealed class AttributionLawTests
{
    private const int Rounds = 3000;
    private static readonly DateTime Day = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [MemberData(nameof(AttributionTests.Models), MemberType = typeof(AttributionTests))]
    public void Shares_add_up_to_the_cent_and_none_is_against_the_amount(AttributionModel model) => Each(model, way =>
    {
        var shares = way.Shares();

        Assert.Equal(way.Amount, shares.Sum());
        Assert.All(shares, share => Assert.True(share == 0 || Math.Sign(share) == Math.Sign(way.Amount)));
    });

    [Theory]
    [MemberData(nameof(AttributionTests.Models), MemberType = typeof(AttributionTests))]
    public void The_order_in_which_touches_are_known_changes_nothing(AttributionModel model) => Each(model, way =>
    {
        var shuffled = way with { Touches = [.. way.Touches.OrderBy(_ => way.Random.Next())] };

        Assert.Equal(way.Shares(), shuffled.Shares());
    });

    [Theory]
    [MemberData(nameof(AttributionTests.Models), MemberType = typeof(AttributionTests))]
    public void A_reversal_is_the_opposite(AttributionModel model) => Each(model, way =>
        Assert.Equal(way.Shares(), (way with { Amount = -way.Amount }).Shares().Select(share => -share)));

    [Theory]
    [MemberData(nameof(AttributionTests.Models), MemberType = typeof(AttributionTests))]
    public void Every_share_is_within_a_cent_of_what_the_definition_says(AttributionModel model) => Each(model, way =>
    {
        var expected = NaiveShares(way);
        // Decay weighs to 2⁻³², so on millions it is right to a few hundredths of a cent.
        var tolerance = 0.0100001 + (Math.Abs((double)way.Amount) / (1L << 31));

        Assert.All(way.Shares().Zip(expected), pair => Assert.InRange(Math.Abs((double)pair.First - pair.Second), 0, tolerance));
    });

    // The definition, one sentence after the other, in floating point.
    private static double[] NaiveShares(Way way)
    {
        var touches = way.Before;
        var shares = new double[touches.Count];
        if (touches.Count == 0)
            return shares;
        int? Led(DateTime? milestone) => touches.Select((touch, i) => (touch, i)).Where(x => x.touch.On <= milestone).Select(x => (int?)x.i).LastOrDefault();
        var last = touches.Count - 1;
        (double End, double Middle, int?[] Ends) = way.Model switch
        {
            AttributionModel.First => (1.0, 0.0, new int?[] { 0 }),
            AttributionModel.Last => (1.0, 0.0, [last]),
            AttributionModel.UShaped => (.4, .2, [0, last]),
            AttributionModel.WShaped => (.3, .1, [0, Led(way.Milestones.LeadCreatedOn), Led(way.Milestones.OpportunityOpenedOn)]),
            AttributionModel.FullPath => (.225, .1, [0, Led(way.Milestones.LeadCreatedOn), Led(way.Milestones.OpportunityOpenedOn), Led(way.Milestones.ClosedOn)]),
            AttributionModel.Linear => (0.0, 1.0, []),
            _ => (0.0, 0.0, []),
        };
        if (way.Model == AttributionModel.TimeDecay)
        {
            var weights = touches.Select(touch => Math.Pow(2, (touch.On - way.OutcomeOn).TotalDays / 7)).ToArray();
            return [.. weights.Select(weight => (double)way.Amount * weight / weights.Sum())];
        }

        var reached = Ends.OfType<int>().ToArray();
        var middles = Enumerable.Range(0, touches.Count).Except(reached).ToArray();
        var toEnds = (End * Ends.Length) + (middles.Length == 0 ? Middle : 0);
        foreach (var end in reached)
            shares[end] += (double)way.Amount * toEnds / reached.Length;
        foreach (var middle in middles)
            shares[middle] += (double)way.Amount * Middle / middles.Length;
        return shares;
    }

    private static void Each(AttributionModel model, Action<Way> law)
    {
        var random = new Random(20260302);
        for (var round = 0; round < Rounds; round++)
            law(Way.Any(model, random));
    }

    private sealed record Way(AttributionModel Model, Touch[] Touches, Milestones Milestones, DateTime OutcomeOn, decimal Amount, Random Random)
    {
        public System.Collections.Generic.IReadOnlyList<Touch> Before => Attribution.Before(Touches, OutcomeOn);

        public static Way Any(AttributionModel model, Random random)
        {
            DateTime Moment(int days) => Day.AddMinutes(random.Next(random.Next(4) == 0 ? 3 : days * 1440));
            DateTime? lead = random.Next(8) == 0 ? null : Moment(60), opened = random.Next(4) == 0 ? null : Moment(120);
            var outcome = Moment(200).AddDays(1);
            var touches = Enumerable.Range(0, random.Next(12)).Select(i => new Touch(Moment(220), "t" + i)).ToArray();
            if (touches.All(touch => touch.On > outcome))
                touches = [new Touch(outcome, "only")];
            var cents = random.Next(3) == 0 ? random.Next(-20, 20) : random.NextInt64(-1_000_000_000, 1_000_000_000);
            return new Way(model, touches, new Milestones(lead, opened, random.Next(2) == 0 ? outcome : null), outcome, cents / 100m, random);
        }

        public System.Collections.Generic.IReadOnlyList<decimal> Shares() => Attribution.Share(Model, Before, Milestones, Amount);
    }
}
