using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Operators;

public sealed class LessTests
{
    [Theory]
    [InlineData(24, true)]
    [InlineData(25, false)]
    public void A_number_must_be_below(int employees, bool met) =>
        Assert.Equal(met, Given.IsMet(FitOperator.Less, "25", FactValue.OfNumber(employees)));

    [Fact]
    public void Unknown_is_not_less() => Assert.False(Given.IsMet(FitOperator.Less, "1", FactValue.Unknown));
}
