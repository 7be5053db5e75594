using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Operators;

public sealed class BetweenTests
{
    [Theory]
    [InlineData(49, false)]
    [InlineData(50, true)]
    [InlineData(250, true)]
    [InlineData(251, false)]
    public void Both_ends_are_included(int employees, bool met) =>
        Assert.Equal(met, Given.IsMet(FitOperator.Between, "50", FactValue.OfNumber(employees), "250"));

    [Fact]
    public void Unknown_is_between_nothing() => Assert.False(Given.IsMet(FitOperator.Between, "0", FactValue.Unknown, "9"));
}
