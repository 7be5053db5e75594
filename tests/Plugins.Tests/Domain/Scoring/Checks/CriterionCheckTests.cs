using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Checks;

public sealed class CriterionCheckTests
{
    [Fact]
    public void A_sound_criterion_has_no_fault() => Assert.Empty(Codes(Given.Fit("employees", FitOperator.Greater, "50")));

    [Fact]
    public void A_column_the_lead_does_not_have_is_named()
    {
        var fault = Assert.Single(CriterionCheck.Check(Given.Fit("emploi", FitOperator.IsKnown, name: "Has a job"), LeadColumns.Catalog));
        Assert.Equal((FaultCode.UnknownColumn, "Has a job", "emploi"), (fault.Code, fault.Criterion!.Name, fault.Arguments[0]));
    }

    [Theory]
    [InlineData("employees", FitOperator.Contains, "5")]
    [InlineData("city", FitOperator.Greater, "5")]
    [InlineData("city", FitOperator.WithinDays, "5")]
    [InlineData("sector", FitOperator.Less, "5")]
    public void An_operator_must_suit_the_column(string column, FitOperator test, string value) =>
        Assert.Equal(FaultCode.WrongColumnType, Assert.Single(Codes(Given.Fit(column, test, value))));

    [Theory]
    [InlineData("employees", FitOperator.Greater, "many")]
    [InlineData("employees", FitOperator.Equals, "1 000")]
    [InlineData("visited", FitOperator.Less, "31/12/2025")]
    [InlineData("sector", FitOperator.In, "1;two")]
    [InlineData("optin", FitOperator.Equals, "perhaps")]
    [InlineData("owner", FitOperator.Equals, "Marie")]
    public void A_value_must_be_one_the_column_can_hold(string column, FitOperator test, string value) =>
        Assert.Equal(FaultCode.WrongValue, Assert.Single(Codes(Given.Fit(column, test, value))));

    [Theory]
    [InlineData("3", true)]
    [InlineData("4", false)]
    public void A_choice_must_have_that_option(string value, bool sound) =>
        Assert.Equal(sound ? [] : [FaultCode.UnknownOption], Codes(Given.Fit("sector", FitOperator.Equals, value)));

    [Fact]
    public void An_operator_that_needs_a_value_gets_one() =>
        Assert.Equal(FaultCode.ValueMissing, Assert.Single(Codes(Given.Fit("city", FitOperator.Contains, "  "))));

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    [InlineData(-100, true)]
    [InlineData(-101, false)]
    public void Points_have_a_range(int points, bool sound) =>
        Assert.Equal(sound ? [] : [FaultCode.PointsOutOfRange], Codes(Given.Fit("city", FitOperator.IsKnown, points: points)));

    [Fact]
    public void A_band_runs_upwards() =>
        Assert.Equal(FaultCode.BandReversed, Assert.Single(Codes(Given.Fit("employees", FitOperator.Between, "250", upper: "50"))));

    [Fact]
    public void A_fit_criterion_is_in_a_fit_group() =>
        Assert.Equal(FaultCode.WrongGroup, Assert.Single(Codes(Given.Fit("city", FitOperator.IsKnown, group: CriterionGroup.Intent))));

    [Fact]
    public void An_engagement_criterion_is_in_an_engagement_group() =>
        Assert.Equal(FaultCode.WrongGroup, Assert.Single(Codes(Given.Engagement(group: CriterionGroup.Contact))));

    [Fact]
    public void An_engagement_criterion_says_what_it_matches() =>
        Assert.Equal(FaultCode.NothingToMatch, Assert.Single(Codes(Given.Engagement(type: null))));

    [Fact]
    public void A_limit_has_both_a_count_and_a_period() =>
        Assert.Equal(FaultCode.FrequencyIncomplete, Assert.Single(Codes(Given.Engagement(count: 2))));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(3650, true)]
    [InlineData(3651, false)]
    public void A_window_has_a_range(int days, bool sound) =>
        Assert.Equal(sound ? [] : [FaultCode.LimitOutOfRange], Codes(Given.Engagement(window: days)));

    private static FaultCode[] Codes(Criterion criterion) =>
        CriterionCheck.Check(criterion, LeadColumns.Catalog).Select(fault => fault.Code).ToArray();
}

/// <summary>A lead with a column of each kind.</summary>
internal sealed class LeadColumns : IColumnCatalog
{
    private static readonly Dictionary<string, ColumnShape> Shapes = new()
    {
        ["city"] = new(FactKind.Text),
        ["employees"] = new(FactKind.Number),
        ["visited"] = new(FactKind.Instant),
        ["optin"] = new(FactKind.Flag),
        ["owner"] = new(FactKind.Reference),
        ["sector"] = new(FactKind.Choice, [1, 2, 3]),
    };

    public static LeadColumns Catalog { get; } = new();

    public ColumnShape? Find(string column) => Shapes.GetValueOrDefault(column);
}
