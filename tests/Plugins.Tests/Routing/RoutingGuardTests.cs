using System;
using System.Collections.Generic;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Smarketing.Tests.Plugins.Steps;
using Xunit;

namespace Smarketing.Tests.Plugins.Routing;

/// <summary>What could not route a lead is refused when it is written: which row, what is wrong, and what to do, in the writer's language.</summary>
public sealed class RoutingGuardTests(BilingualHouses houses) : IClassFixture<BilingualHouses>
{
    private static readonly Dictionary<string, Action<CrmHouse>> Broken = new()
    {
        ["rule without order"] = house => Create(house, Rule(house, rule => rule.Order = null)),
        ["rule without pool"] = house => Create(house, Rule(house, rule => rule.PoolId = null)),
        ["rule on no column"] = house => Create(house, Rule(house, rule => rule.Conditions = "jobtitle is known\nshoesize greater 44")),
        ["rule without operator"] = house => Create(house, Rule(house, rule => rule.Conditions = "jobtitle is a director")),
        ["pair of one"] = house => Create(house, Pair(house, pair => pair.MarketerId = pair.SellerId)),
        ["pair without marketer"] = house => Create(house, Pair(house, pair => pair.MarketerId = null)),
        ["pair with broken conditions"] = house => Create(house, Pair(house, pair => pair.Conditions = "industrycode in 7; 987654")),
        ["pair without capacity"] = house => Create(house, Pair(house, pair => pair.Capacity = 0)),
        ["member without pair"] = house => Create(house, new PoolMember { Name = "Nord", PoolId = Pool(house), Weight = 1 }),
        ["member without weight"] = house => Create(house, Member(house, null)),
        ["member of no weight"] = house => Create(house, Member(house, 0)),
        ["pool without method"] = house => Create(house, new Pool { Name = "Nord" }),
        ["absence reversed"] = house => Create(house, Absence(house, "2026-03-09", "2026-03-08")),
        ["absence without end"] = house => Create(house, new Absence { Name = "Nord", UserId = User(house), From = RoutingHouse.Date("2026-03-09") }),
    };

    [Theory]
    [InlineData("rule without order", "routing rule “Nord” has no order", "règle de répartition « Nord » n’a pas d’ordre")]
    [InlineData("rule without pool", "Choose the pool", "Choisissez le pool")]
    [InlineData("rule on no column", "Routing rule “Nord”, line 2 of its conditions (“shoesize greater 44”): the lead has no column “shoesize”", "Règle de répartition « Nord », ligne 2 de ses conditions")]
    [InlineData("rule without operator", "begins with", "commence par")]
    [InlineData("pair of one", "two different people", "deux personnes différentes")]
    [InlineData("pair without marketer", "lacks a seller or a marketer", "un commercial ou un marketeur")]
    [InlineData("pair with broken conditions", "“987654” is no option", "« 987654 » n’est pas une option")]
    [InlineData("pair without capacity", "capacity of the pair “Nord” is 0", "capacité du binôme « Nord » est de 0")]
    [InlineData("member without pair", "lacks its pool or its pair", "son pool ou son binôme")]
    [InlineData("member without weight", "Enter more than 0", "Saisissez plus de 0")]
    [InlineData("member of no weight", "Enter more than 0", "Saisissez plus de 0")]
    [InlineData("pool without method", "Choose weighted round robin", "Choisissez tour de rôle")]
    [InlineData("absence reversed", "ends on 2026-03-08", "finit le 2026-03-08")]
    [InlineData("absence without end", "Enter all three", "Saisissez les trois")]
    public void It_is_refused_in_the_writers_language(string what, string english, string french)
    {
        Assert.Contains(english, CrmHouse.RefusalOf(() => Broken[what](houses.English)), StringComparison.Ordinal);
        Assert.Contains(french, CrmHouse.RefusalOf(() => Broken[what](houses.French)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_right_cannot_be_made_wrong()
    {
        var house = houses.English;
        var rule = Create(house, Rule(house, _ => { }));
        var pair = Create(house, Pair(house, _ => { }));
        var member = Create(house, Member(house, 1));
        var pool = Pool(house).Id;
        var absence = Create(house, Absence(house, "2026-03-08", "2026-03-08"));

        Refused(house, new RoutingRule { Id = rule, Conditions = "jobtitle" });
        Refused(house, new RoutingRule { Id = rule, PoolId = null });
        Refused(house, new Pair { Id = pair, MarketerId = house.Row<Pair>(Smarketing.Crm.Dataverse.Tables.Pair.EntityLogicalName, pair).SellerId });
        Refused(house, new PoolMember { Id = member, Weight = -1 });
        Refused(house, new Pool { Id = pool, Method = null });
        Refused(house, new Absence { Id = absence, Until = RoutingHouse.Date("2026-03-07") });
    }

    [Fact]
    public void What_is_right_is_saved()
    {
        var house = houses.English;
        Create(house, Rule(house, rule => rule.Conditions = "# the north\naddress1_country in FR; BE\nsmk_fitscore greater 50"));
        Create(house, Pair(house, pair => pair.Capacity = 0.5m));
        Create(house, Member(house, 0.01m));
        Create(house, Absence(house, "2026-03-08", "2026-03-08"));
    }

    private static void Refused(CrmHouse house, Microsoft.Xrm.Sdk.Entity row) => CrmHouse.RefusalOf(() => house.Service.Update(row));

    private static Guid Create(CrmHouse house, Microsoft.Xrm.Sdk.Entity row) => house.Service.Create(row);

    private static RoutingRule Rule(CrmHouse house, Action<RoutingRule> change)
    {
        var rule = new RoutingRule { Name = "Nord", Order = 1, PoolId = Pool(house) };
        change(rule);
        return rule;
    }

    private static Pair Pair(CrmHouse house, Action<Pair> change)
    {
        var pair = new Pair { Name = "Nord", SellerId = User(house), MarketerId = RoutingHouse.User(house.Organization.AdministratorId) };
        change(pair);
        return pair;
    }

    private static PoolMember Member(CrmHouse house, decimal? weight) => new()
    {
        Name = "Nord", PoolId = Pool(house), Weight = weight,
        PairId = RoutingHouse.Reference(Smarketing.Crm.Dataverse.Tables.Pair.EntityLogicalName, Create(house, Pair(house, _ => { }))),
    };

    private static Absence Absence(CrmHouse house, string from, string until) => new()
    {
        Name = "Nord", UserId = User(house), From = RoutingHouse.Date(from), Until = RoutingHouse.Date(until),
    };

    private static Microsoft.Xrm.Sdk.EntityReference Pool(CrmHouse house) => RoutingHouse.Reference(
        Smarketing.Crm.Dataverse.Tables.Pool.EntityLogicalName, Create(house, new Pool { Name = "Nord", Method = RoutingMethod.LeastLoaded }));

    private static Microsoft.Xrm.Sdk.EntityReference User(CrmHouse house) =>
        RoutingHouse.User(house.Organization.CreateUser("U" + Guid.NewGuid().ToString("N")));
}
