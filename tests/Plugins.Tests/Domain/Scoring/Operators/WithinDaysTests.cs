using System;
using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Operators;

public sealed class WithinDaysTests
{
    private const int Day = 86_400;

    [Theory]
    [InlineData(-30 * Day, true)]
    [InlineData((-30 * Day) - 1, false)]
    [InlineData(30 * Day, true)]
    [InlineData((30 * Day) + 1, false)]
    public void A_date_is_near_before_or_after(int secondsFromNow, bool met)
    {
        DateTime moment = Given.Noon.AddSeconds(secondsFromNow);
        Assert.Equal(met, Given.IsMet(FitOperator.WithinDays, "30", FactValue.OfInstant(moment)));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("soon")]
    public void Days_are_a_whole_number(string days)
    {
        var fault = Assert.Throws<BrokenModelException>(() => Given.IsMet(FitOperator.WithinDays, days, FactValue.OfInstant(Given.Noon)));
        Assert.Equal(FaultCode.WrongDays, Assert.Single(fault.Faults).Code);
    }

    [Fact]
    public void Unknown_is_not_near() => Assert.False(Given.IsMet(FitOperator.WithinDays, "30", FactValue.Unknown));
}
