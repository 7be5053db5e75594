using System;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Routing;

/// <summary>Who is away today takes no leads; today is a date of the agreement's time zone.</summary>
public sealed class AbsenceTests
{
    // The clock stands at 09:30 UTC on 2 March 2026.
    [Theory]
    [InlineData("2026-03-02", "2026-03-02", 0, true)]
    [InlineData("2026-03-01", "2026-03-02", 0, true)]
    [InlineData("2026-03-02", "2026-03-09", 0, true)]
    [InlineData("2026-03-03", "2026-03-09", 0, false)]
    [InlineData("2026-02-01", "2026-03-01", 0, false)]
    [InlineData("2026-03-03", "2026-03-03", 13, false)]
    [InlineData("2026-03-03", "2026-03-03", 14, true)]
    [InlineData("2026-03-02", "2026-03-02", 13, true)]
    [InlineData("2026-03-02", "2026-03-02", 14, false)]
    public void From_the_first_day_to_the_last_included(string from, string until, int hoursLater, bool isAway) =>
        Assert.Equal(isAway, IsPassedOver("Europe/Paris", from, until, hoursLater));

    [Theory]
    [InlineData("Romance Standard Time", true)]
    [InlineData("Europe/Paris", true)]
    [InlineData("America/New_York", false)]
    [InlineData(null, false)]
    public void The_date_is_that_of_the_agreements_zone(string? zone, bool isAway) =>
        // 23:30 UTC: in Paris it is the third already.
        Assert.Equal(isAway, IsPassedOver(zone, "2026-03-03", "2026-03-03", 14));

    [Fact]
    public void An_absence_out_of_use_keeps_nobody_away()
    {
        using var house = new RoutingHouse();
        var pair = house.Member();
        house.Away(house.SellerOf(pair), "2026-03-01", "2026-03-09");
        house.Service.Update(new Absence { Id = house.Rows<Absence>(Absence.EntityLogicalName)[0].Id, StateCode = AbsenceState.Inactive });

        Assert.Equal(pair, house.HandoffOf(house.Routed()).PairId!.Id);
    }

    [Fact]
    public void A_marketer_away_keeps_no_lead_from_the_pair()
    {
        using var house = new RoutingHouse();
        var pair = house.Member();
        house.Away(house.Row<Pair>(Pair.EntityLogicalName, pair).MarketerId!.Id, "2026-03-01", "2026-03-09");

        Assert.Equal(pair, house.HandoffOf(house.Routed()).PairId!.Id);
    }

    private static bool IsPassedOver(string? zone, string from, string until, int hoursLater)
    {
        using var house = new RoutingHouse(agreement => agreement.TimeZone = zone);
        var pair = house.Member();
        house.Away(house.SellerOf(pair), from, until);
        house.Clock.Pass(TimeSpan.FromHours(hoursLater));
        return house.HandoffOf(house.Routed()).PairId is null;
    }
}
