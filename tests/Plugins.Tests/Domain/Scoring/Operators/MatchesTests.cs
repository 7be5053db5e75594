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

    [Theory]
    [InlineData(@"^0[1-9]( \d{2}){4}$", "06 12 34 56 78", true)]
    [InlineData(@"^0[1-9]( \d{2}){4}$", "06 12 34 56", false)]
    [InlineData(@"^\d{2} \d{2} \d{2} \d{2} \d{2}$", "06 12 34 56 78", true)]
    [InlineData(@"\b[A-Z]{2}\d{2}(-\d{3}){1,2}\b", "réf. fr75-001-002", true)]
    public void Counted_repetitions_end_and_are_let_pass(string pattern, string text, bool met) =>
        Assert.Equal(met, Given.IsMet(FitOperator.Matches, pattern, FactValue.OfText(text)));

    [Theory]
    [InlineData("(a?){30}[bc]")]
    [InlineData("a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?[bc]")]
    [InlineData("(a|[ab])(a|[ab])(a|[ab])(a|[ab])(a|[ab])(a|[ab])(a|[ab])(a|[ab])(a|[ab])(a|[ab])(a|[ab])(a|[ab])(a|[ab])(a|[ab])[cd]")]
    [InlineData("a+a+a+[bc]")]
    [InlineData("(a{1,9}){1,9}$")]
    public void What_lets_other_engines_try_for_ever_is_answered_at_once(string pattern) =>
        Assert.False(Given.IsMet(FitOperator.Matches, pattern, FactValue.OfText(new string('a', 4000) + "x")));

    [Theory]
    [InlineData("(a{30}){30}", false)]
    [InlineData("(a{40}){40}", true)]
    [InlineData("(){2000}", true)]
    public void A_pattern_whose_counts_make_it_huge_is_refused(string pattern, bool refused) =>
        Assert.Equal(refused, Record.Exception(() => Given.IsMet(FitOperator.Matches, pattern, FactValue.OfText("a"))) is not null);

    [Fact]
    public void A_text_too_long_for_the_pattern_is_told_and_not_guessed()
    {
        var fault = Assert.Throws<BrokenModelException>(
            () => Given.IsMet(FitOperator.Matches, "(a?){400}b", FactValue.OfText(new string('a', 100_000))));
        Assert.Equal(FaultCode.PatternTooSlow, Assert.Single(fault.Faults).Code);
    }

    [Fact]
    public void A_text_of_4000_characters_is_never_too_long() =>
        Assert.False(Given.IsMet(FitOperator.Matches, "(a?){400}b", FactValue.OfText(new string('a', 4000))));

    [Theory]
    [InlineData("a**")]
    [InlineData("+a")]
    [InlineData("a{3,2}")]
    [InlineData("[b-a]")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData(@"\q")]
    [InlineData(@"\x4")]
    public void What_is_no_pattern_is_refused(string pattern)
    {
        var fault = Assert.Throws<BrokenModelException>(() => Given.IsMet(FitOperator.Matches, pattern, FactValue.OfText("a")));
        Assert.Equal(FaultCode.InvalidPattern, Assert.Single(fault.Faults).Code);
    }

    [Fact]
    public void Unknown_matches_nothing() => Assert.False(Given.IsMet(FitOperator.Matches, ".", FactValue.Unknown));
}
