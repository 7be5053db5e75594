using System;
using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Operators;

public sealed class EqualsTests
{
    [Fact]
    public void Text_is_equal_whatever_its_case_accents_and_outer_blanks() =>
        Assert.True(Given.IsMet(FitOperator.Equals, "Île-de-France", FactValue.OfText("  ile-DE-france ")));

    [Fact]
    public void Another_text_is_not_equal() => Assert.False(Given.IsMet(FitOperator.Equals, "Lyon", FactValue.OfText("Lyons")));

    [Theory]
    [InlineData(25, true)]
    [InlineData(24, false)]
    public void A_number_is_equal_by_value(int value, bool met) =>
        Assert.Equal(met, Given.IsMet(FitOperator.Equals, "25.0", FactValue.OfNumber(value)));

    [Theory]
    [InlineData("oui", true)]
    [InlineData("false", false)]
    public void A_flag_is_written_as_people_write_it(string value, bool met) =>
        Assert.Equal(met, Given.IsMet(FitOperator.Equals, value, FactValue.OfFlag(true)));

    [Fact]
    public void A_reference_is_equal_by_id()
    {
        var id = new Guid("aaaaaaaa-0000-0000-0000-000000000001");
        Assert.True(Given.IsMet(FitOperator.Equals, id.ToString(), FactValue.OfReference(id)));
    }

    [Fact]
    public void Unknown_equals_nothing() => Assert.False(Given.IsMet(FitOperator.Equals, "Lyon", FactValue.OfText("  ")));
}
