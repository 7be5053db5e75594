using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Operators;

public sealed class ContainsTests
{
    [Theory]
    [InlineData("Directrice générale adjointe", true)]
    [InlineData("Direction", false)]
    public void The_text_holds_the_words(string title, bool met) =>
        Assert.Equal(met, Given.IsMet(FitOperator.Contains, "GENERALE", FactValue.OfText(title)));

    [Fact]
    public void Unknown_contains_nothing() => Assert.False(Given.IsMet(FitOperator.Contains, "a", FactValue.Unknown));
}
