using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Checks;

public sealed class ModelCheckTests
{
    private static readonly ScoringModel Sound = Given.Model(Given.Fit("city", FitOperator.IsKnown), Given.Engagement());

    [Fact]
    public void A_sound_model_has_no_fault() => Assert.Empty(Codes(Sound));

    [Theory]
    [InlineData(100, 0, null)]
    [InlineData(101, 0, FaultCode.WeightOutOfRange)]
    [InlineData(50, -1, FaultCode.WeightOutOfRange)]
    [InlineData(50, 49, FaultCode.WeightsDoNotAddUp)]
    public void Weights_are_within_0_and_100_and_make_100(int fit, int engagement, FaultCode? expected) =>
        Assert.Equal(expected is null ? [] : [expected.Value], Codes(Sound with { FitWeight = fit, EngagementWeight = engagement }));

    [Theory]
    [InlineData(50, 49, 48, true)]
    [InlineData(50, 50, 20, false)]
    [InlineData(50, 60, 20, false)]
    [InlineData(101, 60, 20, false)]
    [InlineData(100, 60, 0, true)]
    [InlineData(100, 60, -1, false)]
    public void Grade_bands_fall_strictly(int first, int second, int third, bool sound) =>
        Assert.Equal(sound ? [] : [FaultCode.GradeBandsOverlap], Codes(Sound with { FitBands = new Bands(first, second, third) }));

    [Theory]
    [InlineData("10", "49", true)]
    [InlineData("10", "50", false)]
    [InlineData("60", "70", false)]
    public void Two_bands_of_a_column_share_no_value(string lower, string upper, bool sound)
    {
        var model = Given.Model(
            Given.Fit("employees", FitOperator.Between, "50", upper: "249", name: "Mid-size"),
            Given.Fit("employees", FitOperator.Between, lower, upper: upper, name: "Small"));
        var faults = ModelCheck.Check(model, LeadColumns.Catalog);
        if (sound)
            Assert.Empty(faults);
        else
            Assert.Equal((FaultCode.BandsOverlap, "Small", "Mid-size"), faults.Select(fault => (fault.Code, fault.Criterion!.Name, fault.Arguments[0])).Single());
    }

    [Fact]
    public void Bands_of_different_columns_have_nothing_to_do_with_each_other() =>
        Assert.Empty(Codes(Given.Model(
            Given.Fit("employees", FitOperator.Between, "50", upper: "249"),
            Given.Fit("visited", FitOperator.Between, "2026-01-01", upper: "2026-02-01"))));

    [Fact]
    public void A_name_is_used_once() =>
        Assert.Equal(FaultCode.NameTwice, Assert.Single(Codes(Given.Model(
            Given.Fit("city", FitOperator.IsKnown, name: "Same"), Given.Fit("employees", FitOperator.IsKnown, name: "SAME")))));

    [Fact]
    public void A_model_without_criteria_scores_nothing_and_is_refused() => Assert.Equal(FaultCode.NoCriteria, Assert.Single(Codes(Given.Model())));

    [Fact]
    public void A_group_cap_has_a_range() =>
        Assert.Equal(FaultCode.LimitOutOfRange, Assert.Single(Codes(
            Sound with { GroupCaps = new Dictionary<CriterionGroup, int> { [CriterionGroup.Contact] = 1001 } })));

    [Fact]
    public void Every_faulty_criterion_of_a_broken_model_is_named()
    {
        var broken = Assert.Throws<BrokenModelException>(() => Given.Policy(
            Given.Fit("city", FitOperator.Matches, "(", name: "One"), Given.Fit("city", FitOperator.Equals, "", name: "Two")));
        Assert.Equal(["One", "Two"], broken.Faults.Select(fault => fault.Criterion!.Name));
    }

    private static FaultCode[] Codes(ScoringModel model) => ModelCheck.Check(model, LeadColumns.Catalog).Select(fault => fault.Code).ToArray();
}

public sealed class AgreementCheckTests
{
    [Fact]
    public void Sound_terms_have_no_fault() => Assert.Empty(AgreementCheck.Check(Given.Terms(sqlFacts: "city|employees"), LeadColumns.Catalog));

    [Theory]
    [InlineData(30, 30, 0)]
    [InlineData(30, 29, 1)]
    public void Sql_asks_no_less_than_mql(int mql, int sql, int faults) =>
        Assert.Equal(faults, AgreementCheck.Check(Given.Terms(mqlFit: mql, sqlFit: sql), LeadColumns.Catalog).Count(fault => fault.Code == FaultCode.SqlBelowMql));

    [Theory]
    [InlineData(100, 0)]
    [InlineData(101, 1)]
    public void A_threshold_has_a_range(int threshold, int faults) =>
        Assert.Equal(faults, AgreementCheck.Check(Given.Terms(sqlEngagement: threshold), LeadColumns.Catalog).Count);

    [Fact]
    public void A_required_fact_is_a_column_of_the_lead() =>
        Assert.Equal("phone", Assert.Single(AgreementCheck.Check(Given.Terms(contactFacts: "city;phone"), LeadColumns.Catalog)).Arguments[0]);
}
