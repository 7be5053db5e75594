using System;
using System.Linq;
using Smarketing.Crm.Domain.Routing;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Routing;

/// <summary>What the shares keep to, whatever the weights and whoever comes and goes.</summary>
public sealed class FairnessLawsTests
{
    [Fact]
    public void After_every_lead_of_a_stable_pool_each_count_is_within_one_of_its_share()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var pool = new Pools(Weights(random, random.Next(2, 9)));
            for (var lead = 0; lead < 250; lead++)
            {
                pool.Give();
                Assert.True(pool.FarthestFromShare() < 1, $"seed {seed}, lead {lead}: {pool.FarthestFromShare()} from the share");
            }
        }
    }

    [Fact]
    public void It_holds_where_serving_the_highest_credit_would_not()
    {
        var pool = new Pools(40, 1, 1, 5, 40, 1, 5);
        for (var lead = 0; lead < 930; lead++)
        {
            pool.Give();
            // Tijdeman's bound for seven.
            Assert.InRange(pool.FarthestFromShare(), 0, 11m / 12 + 0.000_001m);
        }

        Assert.Equal([400, 10, 10, 50, 400, 10, 50], pool.Members.Select(pool.Count));
    }

    [Fact]
    public void It_holds_for_the_same_members_present_while_another_never_comes()
    {
        var pool = new Pools(3, 2, 2, 7);
        for (var lead = 0; lead < 500; lead++)
        {
            pool.Give(member => member.Id != Pools.Id(4));
            Assert.True(pool.FarthestFromShare() < 1);
        }
    }

    [Fact]
    public void Rounding_does_not_add_up()
    {
        var pool = new Pools(1, 1, 1, 4, 0.07m);
        for (var lead = 0; lead < 50_000; lead++)
            pool.Give();

        Assert.True(pool.FarthestFromShare() < 1);
        Assert.All(pool.Members, member => Assert.InRange(pool.Ahead(member) + member.Credit!.Value, -0.000_01m, 0.000_01m));
    }

    [Fact]
    public void Nobody_who_stays_gets_farther_than_one_and_a_half_from_the_share_while_others_come_and_go()
    {
        var farthest = 0m;
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var size = random.Next(2, 9);
            var pool = new Pools(Weights(random, size));
            var always = random.Next(1, size + 1);
            var away = new int[size + 1];
            for (var lead = 0; lead < 250; lead++)
            {
                var turn = pool.Give(member => Number(member) <= always || away[Number(member)] == 0);
                for (var i = 1; i <= size; i++)
                    away[i] = Math.Max(0, away[i] - 1);
                // As with a capacity: who has just got one is full for a while; and anybody may be ill.
                if (seed % 2 == 0)
                    away[Number(turn.Winner)] = random.Next(1, 2 * size);
                else if (random.Next(10) == 0)
                    away[random.Next(1, size + 1)] = random.Next(1, 30);
                farthest = Math.Max(farthest, pool.FarthestFromShare(member => Number(member) <= always));
            }
        }

        Assert.InRange(farthest, 0, 1.5m);
    }

    [Fact]
    public void No_rule_could_keep_to_one_when_whoever_is_served_leaves()
    {
        // Eight equals; whoever gets a lead is full. Whatever the rule, the last to be served has been owed 1/8 + 1/7 + … + 1/2 of a lead before.
        var pool = new Pools(1, 1, 1, 1, 1, 1, 1, 1);
        for (var lead = 0; lead < 7; lead++)
            pool.Give(member => pool.Count(member) == 0);

        Assert.True(pool.FarthestFromShare(member => pool.Count(member) == 0) > 1.7m);
    }

    [Fact]
    public void Credits_add_up_to_zero_whoever_comes_goes_or_is_refunded()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var pool = new Pools(Weights(random, random.Next(2, 7)));
            for (var lead = 0; lead < 120; lead++)
            {
                var present = pool.Members.Where(_ => random.Next(3) > 0).Select(member => member.Id).DefaultIfEmpty(pool.Members[0].Id).ToArray();
                Assert.Equal(0m, pool.Give(member => present.Contains(member.Id)).Credits.Values.Sum());
                var any = random.Next(pool.Members.Length);
                if (random.Next(10) == 0)
                    pool.Members[any] = pool.Members[any] with { Credit = pool.Members[any].Credit + 1 };
                if (random.Next(15) == 0)
                    pool.Members = [.. pool.Members, Pools.Member(10 + lead, random.Next(1, 9))];
                if (random.Next(15) == 0 && pool.Members.Length > 2)
                    pool.Members = [.. pool.Members.Where((_, index) => index != any)];
            }
        }
    }

    [Fact]
    public void The_order_of_the_list_does_not_matter()
    {
        for (var seed = 1; seed < 30; seed++)
        {
            var random = new Random(seed);
            var weights = Weights(random, random.Next(2, 7));
            Pools one = new(weights), other = new(weights);
            for (var lead = 0; lead < 60; lead++)
            {
                var away = Pools.Id(random.Next(1, weights.Length + 1));
                Turn first = one.Give(member => member.Id != away), second = other.Give(member => member.Id != away, shuffle: random.Next(1, 1000));
                Assert.Equal(first.Winner.Id, second.Winner.Id);
                Assert.Equal(first.Credits.OrderBy(pair => pair.Key), second.Credits.OrderBy(pair => pair.Key));
            }
        }
    }

    private static decimal[] Weights(Random random, int count)
    {
        // A few heavy equals among light ones are the hard case; fractions and any number besides.
        decimal[] hard = [1, 5, 40];
        var kind = random.Next(3);
        return [.. Enumerable.Range(0, count).Select(_ =>
            kind == 0 ? hard[random.Next(hard.Length)] : kind == 1 ? 1 + random.Next(6) : (1 + random.Next(5000)) / 100m)];
    }

    private static int Number(PoolMember member) => BitConverter.ToInt32(member.Id.ToByteArray());
}
