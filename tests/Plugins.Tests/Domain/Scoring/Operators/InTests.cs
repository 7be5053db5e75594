using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Operators;

public sealed class InTests
{
    [Theory]
    [InlineData("Lyon", true)]
    [InlineData("nantes", true)]
    [InlineData("Lille", true)]
    [InlineData("Paris", false)]
    public void One_of_the_list_passes(string city, bool met) =>
        Assert.Equal(met, Given.IsMet(FitOperator.In, "Lyon; Nantes\nLille", FactValue.OfText(city)));

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void A_choice_is_in_by_its_number(int option, bool met) =>
        Assert.Equal(met, Given.IsMet(FitOperator.In, "1;3", FactValue.OfChoice(option)));

    [Fact]
    public void Unknown_is_in_no_list() => Assert.False(Given.IsMet(FitOperator.In, "Lyon", FactValue.Unknown));
}
