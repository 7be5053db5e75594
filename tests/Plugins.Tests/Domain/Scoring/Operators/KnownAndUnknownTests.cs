using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Operators;

public sealed class KnownAndUnknownTests
{
    [Fact]
    public void A_value_is_known() => Assert.True(Given.IsMet(FitOperator.IsKnown, null, FactValue.OfNumber(0)));

    [Fact]
    public void A_blank_text_is_not_known() => Assert.False(Given.IsMet(FitOperator.IsKnown, null, FactValue.OfText(" \t")));

    [Fact]
    public void A_missing_value_is_unknown() => Assert.True(Given.IsMet(FitOperator.IsUnknown, null, FactValue.Unknown));

    [Fact]
    public void A_value_is_not_unknown() => Assert.False(Given.IsMet(FitOperator.IsUnknown, null, FactValue.OfFlag(false)));
}
