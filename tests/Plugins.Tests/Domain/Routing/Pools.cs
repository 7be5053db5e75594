using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Routing;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Tests.Plugins.Domain.Routing;

/// <summary>A pool that is given one lead after another, and the exact share each member should have had.</summary>
internal sealed class Pools
{
    public static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly Dictionary<Guid, decimal> shares = [];
    private readonly Dictionary<Guid, int> counts = [];
    private int given;

    public Pools(params decimal[] weights) => Members = [.. weights.Select((weight, index) => Member(index + 1, weight))];

    public PoolMember[] Members { get; set; }

    /// <summary>Gives one lead and keeps the book.</summary>
    public Turn Give(Func<PoolMember, bool>? isEligible = null, int shuffle = 0)
    {
        isEligible ??= _ => true;
        var list = shuffle == 0 ? Members : Shuffled(shuffle);
        var turn = RoundRobin.Next(list, isEligible);
        var present = Members.Where(isEligible).ToArray();
        var total = present.Sum(member => member.Weight);
        foreach (var member in present)
            shares[member.Id] = shares.GetValueOrDefault(member.Id) + member.Weight / total;
        counts[turn.Winner.Id] = counts.GetValueOrDefault(turn.Winner.Id) + 1;
        given++;
        Members = [.. Members.Select(member => member with
        {
            Credit = turn.Credits[member.Id],
            LastAssignedOn = member.Id == turn.Winner.Id ? Noon.AddMinutes(given) : member.LastAssignedOn,
        })];
        return turn;
    }

    /// <summary>Leads a member has had.</summary>
    public int Count(PoolMember member) => counts.GetValueOrDefault(member.Id);

    /// <summary>Leads it has had above its share (below: negative).</summary>
    public decimal Ahead(PoolMember member) => Count(member) - shares.GetValueOrDefault(member.Id);

    public decimal FarthestFromShare(Func<PoolMember, bool>? of = null) => Members.Where(of ?? (_ => true)).Max(member => Math.Abs(Ahead(member)));

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static PoolMember Member(int number, decimal weight = 1, decimal? credit = null) => new()
    {
        Id = Id(number), PairId = Id(1000 + number), Name = "Pair " + number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        SellerId = Id(2000 + number), MarketerId = Id(3000 + number), Weight = weight, Credit = credit,
    };

    public static FactValue Nothing(string column) => FactValue.Unknown;

    private PoolMember[] Shuffled(int seed)
    {
        var copy = Members.ToArray();
        new Random(seed).Shuffle(copy);
        return copy;
    }
}
