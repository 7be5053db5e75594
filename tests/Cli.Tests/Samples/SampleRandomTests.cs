using System.Linq;
using CsCheck;
using Smarketing.Cli.Run.Feed;
using Smarketing.Cli.Samples;
using Xunit;

namespace Smarketing.Tests.Cli.Samples;

public sealed class SampleRandomTests
{
    [Fact]
    public void The_first_numbers_of_a_seed_are_those_of_SplitMix64()
    {
        var random = new SampleRandom(42);
        Assert.Equal([741, 159, 278, 344, 38], Enumerable.Range(0, 5).Select(_ => random.Between(0, 999)));
    }

    [Fact]
    public void Numbers_stay_in_their_range() =>
        Gen.Select(Gen.ULong, Gen.Int[-50, 50], Gen.Int[0, 50]).Sample((seed, least, width) =>
            new SampleRandom(seed).Between(least, least + width) is var drawn && drawn >= least && drawn <= least + width);

    [Fact]
    public void Every_item_is_drawn_as_often_as_it_weighs()
    {
        var random = new SampleRandom(7);
        var often = Enumerable.Range(0, 10_000).Count(_ => random.Weighted((3, true), (1, false)));
        Assert.InRange(often, 7_300, 7_700);
    }

    [Fact]
    public void A_fraction_drawn_from_a_key_is_the_same_every_time_and_below_one() =>
        Gen.Select(Gen.String, Gen.Int, Gen.Int).Sample((text, first, second) =>
            StableHash.Fraction(text, first, second) is var drawn && drawn is >= 0 and < 1 && drawn == StableHash.Fraction(text, first, second));
}
