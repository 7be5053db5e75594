using System;
using System.Linq;
using Smarketing.Crm.Domain.Routing;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Routing;

/// <summary>Turns within a pool: who is next, and what everybody is owed afterwards.</summary>
public sealed class RoundRobinTests
{
    [Fact]
    public void Shares_follow_weights()
    {
        var pool = new Pools(5, 1, 1);
        for (var i = 0; i < 7; i++)
            pool.Give();

        Assert.Equal([5, 1, 1], pool.Members.Select(pool.Count));
    }

    [Fact]
    public void Turns_are_smooth_not_in_a_row()
    {
        var pool = new Pools(2, 1);

        Assert.Equal([1, 2, 1, 1, 2, 1], Enumerable.Range(0, 6).Select(_ => Number(pool.Give().Winner)));
    }

    [Fact]
    public void Weights_may_be_fractions()
    {
        var pool = new Pools(0.5m, 0.25m);
        for (var i = 0; i < 300; i++)
            pool.Give();

        Assert.Equal([200, 100], pool.Members.Select(pool.Count));
    }

    [Fact]
    public void Who_is_away_gains_nothing_and_is_owed_nothing_when_back()
    {
        var pool = new Pools(1, 1, 1);
        for (var i = 0; i < 30; i++)
            pool.Give(member => member.Id != Pools.Id(3));
        Assert.Equal(0, pool.Count(pool.Members[2]));
        Assert.Equal(0m, pool.Members[2].Credit);

        for (var i = 0; i < 30; i++)
            pool.Give();

        Assert.Equal([25, 25, 10], pool.Members.Select(pool.Count));
    }

    [Fact]
    public void Alone_one_takes_every_lead_and_owes_nothing()
    {
        var pool = new Pools(3, 1);
        for (var i = 0; i < 5; i++)
            pool.Give(member => member.Id == Pools.Id(2));

        Assert.Equal(5, pool.Count(pool.Members[1]));
        Assert.Equal([0m, 0m], pool.Members.Select(member => member.Credit!.Value));
    }

    [Fact]
    public void A_newcomer_starts_at_the_median_which_all_bear_together()
    {
        PoolMember[] pool = [Pools.Member(1, 1, 0.6m), Pools.Member(2, 1, 0.3m), Pools.Member(3, 1, -0.9m), Pools.Member(4)];

        var turn = RoundRobin.Next(pool, member => member.Id == Pools.Id(1));

        // The median of 0.6, 0.3 and −0.9 is 0.3; each of the four bears a quarter of it. Alone, the winner gains what it pays.
        Assert.Equal([0.525m, 0.225m, -0.975m, 0.225m], pool.Select(member => turn.Credits[member.Id]));
    }

    [Fact]
    public void The_first_members_of_a_pool_start_even() =>
        Assert.Equal(0m, RoundRobin.Next([Pools.Member(1), Pools.Member(2)], member => member.Id == Pools.Id(1)).Credits[Pools.Id(2)]);

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    public void A_refunded_lead_leaves_the_book_as_if_it_had_never_been(int before)
    {
        var pool = new Pools(40, 1, 1, 5);
        for (var i = 0; i < before; i++)
            pool.Give();
        var book = pool.Members.Select(member => member.Credit!.Value).ToArray();

        var winner = pool.Give().Winner;
        pool.Members = [.. pool.Members.Select(member => member.Id == winner.Id ? member with { Credit = member.Credit + 1 } : member)];
        var turn = RoundRobin.Next(pool.Members, member => member.Id == Pools.Id(1));

        Assert.All(pool.Members.Zip(book), pair => Assert.InRange(turn.Credits[pair.First.Id] - pair.Second, -0.000_000_001m, 0.000_000_001m));
    }

    [Fact]
    public void Among_equals_who_has_waited_longest_is_next()
    {
        PoolMember[] pool = [Waiting(1, 10), Waiting(2, 30), Waiting(3, 20)];

        Assert.Equal(2, Number(RoundRobin.Next(pool, _ => true).Winner));
    }

    [Fact]
    public void Among_equals_who_never_had_one_is_next() =>
        Assert.Equal(3, Number(RoundRobin.Next([Waiting(1, 10), Waiting(2, 30), Pools.Member(3)], _ => true).Winner));

    [Fact]
    public void Among_full_equals_chance_has_no_part()
    {
        PoolMember[] pool = [Pools.Member(1), Pools.Member(2), Pools.Member(3)];

        Assert.Single(Enumerable.Range(0, 5).Select(_ => RoundRobin.Next(pool, _ => true).Winner.Id).Distinct());
        Assert.Equal(RoundRobin.Next(pool, _ => true).Winner.Id, RoundRobin.Next([pool[2], pool[0], pool[1]], _ => true).Winner.Id);
    }

    [Fact]
    public void Nobody_cannot_be_next() =>
        Assert.Throws<ArgumentException>(() => RoundRobin.Next([Pools.Member(1)], _ => false));

    private static PoolMember Waiting(int number, int minutes) => Pools.Member(number) with { LastAssignedOn = Pools.Noon.AddMinutes(-minutes) };

    private static int Number(PoolMember member) => BitConverter.ToInt32(member.Id.ToByteArray());
}
