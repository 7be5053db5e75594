using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Operators;

public sealed class NotEqualsTests
{
    [Fact]
    public void Another_value_passes() => Assert.True(Given.IsMet(FitOperator.NotEquals, "Student", FactValue.OfText("Engineer")));

    [Fact]
    public void The_same_value_does_not() => Assert.False(Given.IsMet(FitOperator.NotEquals, "Student", FactValue.OfText("STUDENT")));

    [Fact]
    public void Unknown_is_not_another_value() => Assert.False(Given.IsMet(FitOperator.NotEquals, "Student", FactValue.Unknown));
}
