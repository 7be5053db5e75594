using System.Linq;
using Smarketing.Crm.Domain.Review;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Review;

/// <summary>Both sides are held against what they promised; exactly as much is kept.</summary>
public sealed class ObligationTests
{
    private static readonly WeekFigures Week = new() { HandedOff = 10, HandledInTime = 9, Accepted = 7, Rejected = 1 };
    private static readonly Matured Older = new(30, 8, 6, 4);

    [Theory]
    [InlineData(90, Verdict.Kept)]
    [InlineData(91, Verdict.Broken)]
    public void Sales_handles_hand_offs_in_time(int target, Verdict verdict) =>
        Assert.Equal((90m, verdict), Held(0, new Targets(target, null, null)));

    [Theory]
    [InlineData(75, Verdict.Kept)]
    [InlineData(76, Verdict.Broken)]
    public void Marketing_brings_leads_that_sales_accepts(int target, Verdict verdict) =>
        Assert.Equal((75m, verdict), Held(1, new Targets(null, target, null)));

    [Theory]
    [InlineData(50, Verdict.Kept)]
    [InlineData(51, Verdict.Broken)]
    public void Marketing_brings_leads_that_come_to_a_meeting(int target, Verdict verdict) =>
        Assert.Equal((50m, verdict), Held(2, new Targets(null, null, target)));

    [Fact]
    public void What_nothing_was_promised_about_is_not_judged() => Assert.All(
        Obligation.Held(Week, Older, new Targets(null, null, null)), obligation => Assert.Equal(Verdict.NotAgreed, obligation.Verdict));

    [Fact]
    public void A_week_in_which_nothing_happened_is_not_judged() => Assert.All(
        Obligation.Held(new WeekFigures(), new Matured(30, 0, 0, 0), new Targets(90, 90, 90)), obligation => Assert.Equal(Verdict.NothingToJudge, obligation.Verdict));

    private static (decimal? Actual, Verdict Verdict) Held(int index, Targets targets)
    {
        var obligation = Obligation.Held(Week, Older, targets).ElementAt(index);
        return (obligation.Actual, obligation.Verdict);
    }
}
