using System;
using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Operators;

public sealed class GreaterTests
{
    [Theory]
    [InlineData(25, true)]
    [InlineData(24, false)]
    public void A_number_must_be_above(int employees, bool met) =>
        Assert.Equal(met, Given.IsMet(FitOperator.Greater, "24", FactValue.OfNumber(employees)));

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void A_date_must_be_later(int secondsLater, bool met)
    {
        var day = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(met, Given.IsMet(FitOperator.Greater, "2026-01-01", FactValue.OfInstant(day.AddSeconds(secondsLater))));
    }

    [Fact]
    public void Unknown_is_not_greater() => Assert.False(Given.IsMet(FitOperator.Greater, "-1", FactValue.Unknown));
}
