using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Operators;

public sealed class MatchesTests
{
    [Theory]
    [InlineData("Chef de projet", true)]
    [InlineData("Sous-chef", false)]
    public void The_text_matches_the_pattern(string title, bool met) =>
        Assert.Equal(met, Given.IsMet(FitOperator.Matches, "^(chef|responsable) de ", FactValue.OfText(title)));

    [Fact]
    public void Accents_make_no_difference_in_pattern_or_text() =>
        Assert.True(Given.IsMet(FitOperator.Matches, "^président", FactValue.OfText("PRESIDENTE")));

    [Theory]
    [InlineData("(a+)+b")]
    [InlineData("(a|aa)*b")]
    [InlineData("(?=a)b")]
    [InlineData(@"(a)\1")]
    [InlineData("a*b*c*d*e")]
    public void A_pattern_that_could_stall_the_server_is_refused(string pattern)
    {
        var fault = Assert.Throws<BrokenModelException>(() => Given.IsMet(FitOperator.Matches, pattern, FactValue.OfText("a")));
        Assert.Equal(FaultCode.UnsafePattern, Assert.Single(fault.Faults).Code);
    }

    [Fact]
    public void A_pattern_that_cannot_be_read_is_refused()
    {
        var fault = Assert.Throws<BrokenModelException>(() => Given.IsMet(FitOperator.Matches, "(chef", FactValue.OfText("a")));
        Assert.Equal(FaultCode.InvalidPattern, Assert.Single(fault.Faults).Code);
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(201, true)]
    public void A_pattern_has_at_most_200_characters(int length, bool refused) =>
        Assert.Equal(refused, Record.Exception(() => Given.IsMet(FitOperator.Matches, new string('a', length), FactValue.OfText("a"))) is not null);

    [Fact]
    public void Unknown_matches_nothing() => Assert.False(Given.IsMet(FitOperator.Matches, ".", FactValue.Unknown));
}
