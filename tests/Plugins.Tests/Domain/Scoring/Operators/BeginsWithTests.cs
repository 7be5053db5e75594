using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Operators;

public sealed class BeginsWithTests
{
    [Theory]
    [InlineData("69003", true)]
    [InlineData("16900", false)]
    public void The_text_begins_with_the_words(string code, bool met) =>
        Assert.Equal(met, Given.IsMet(FitOperator.BeginsWith, "69", FactValue.OfText(code)));

    [Fact]
    public void Unknown_begins_with_nothing() => Assert.False(Given.IsMet(FitOperator.BeginsWith, "6", FactValue.Unknown));
}
