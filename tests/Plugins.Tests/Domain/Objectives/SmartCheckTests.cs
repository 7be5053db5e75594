using System.Collections.Generic;
using Smarketing.Crm.Domain.Objectives;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Objectives;

/// <summary>An objective says what, how much, by when, who and for which agreement, or it is told what it lacks.</summary>
public sealed class SmartCheckTests
{
    private static readonly Objective Smart = Goals.April(Metric.Customers, 10);

    public static TheoryData<Objective, SmartFault> OneFault() => new()
    {
        { Smart with { Metric = null }, SmartFault.NoMetric },
        { Smart with { Target = null }, SmartFault.NoTarget },
        { Smart with { Target = 0 }, SmartFault.TargetNotPositive },
        { Smart with { Target = -0.01m }, SmartFault.TargetNotPositive },
        { Smart with { Metric = Metric.SigningRate, Target = 100.01m }, SmartFault.RateAbove100 },
        { Smart with { Metric = Metric.MeetingRate, Target = 101 }, SmartFault.RateAbove100 },
        { Smart with { From = null }, SmartFault.NoFirstDay },
        { Smart with { Until = null }, SmartFault.NoLastDay },
        { Smart with { Until = Goals.First.AddDays(-1) }, SmartFault.EndsBeforeItBegins },
        { Smart with { Marketer = null }, SmartFault.NoMarketer },
        { Smart with { Seller = null }, SmartFault.NoSeller },
        { Smart with { Seller = Smart.Marketer }, SmartFault.OneOwner },
        { Smart with { Agreement = null }, SmartFault.NoAgreement },
    };

    public static TheoryData<Objective> NoFault() =>
    [
        Smart,
        Smart with { Target = 0.01m },
        Smart with { Metric = Metric.SigningRate, Target = 100 },
        Smart with { Metric = Metric.Revenue, Target = 100.01m },
        Smart with { Until = Goals.First },
    ];

    [Theory]
    [MemberData(nameof(OneFault))]
    public void What_is_missing_or_wrong_is_named(Objective objective, SmartFault fault) =>
        Assert.Equal([fault], SmartCheck.Faults(objective));

    [Theory]
    [MemberData(nameof(NoFault))]
    public void A_smart_objective_has_no_fault(Objective objective) => Assert.Empty(SmartCheck.Faults(objective));

    [Fact]
    public void All_faults_are_told_at_once() => Assert.Equal(
        [
            SmartFault.NoMetric, SmartFault.NoTarget, SmartFault.NoFirstDay, SmartFault.NoLastDay, SmartFault.NoMarketer, SmartFault.NoSeller,
            SmartFault.NoAgreement,
        ],
        SmartCheck.Faults(new Objective(null, null, null, null, null, null, null)));

    [Fact]
    public void A_draft_may_lack_but_not_contradict()
    {
        Assert.Empty(SmartCheck.Contradictions(new Objective(null, null, null, null, null, null, null)));
        Assert.Equal([SmartFault.OneOwner], SmartCheck.Contradictions(Smart with { Seller = Smart.Marketer, Target = null }));
    }

    [Fact]
    public void Only_two_metrics_are_rates() => Assert.Equal(
        new List<Metric> { Metric.MeetingRate, Metric.SigningRate },
        [.. System.Linq.Enumerable.Where(System.Enum.GetValues<Metric>(), Metrics.IsRate)]);
}
