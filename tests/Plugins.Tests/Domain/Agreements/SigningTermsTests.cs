using System;
using System.Linq;
using Smarketing.Crm.Domain.Agreements;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Agreements;

/// <summary>What an agreement has to say before anybody signs, and its days on its own calendar.</summary>
public sealed class SigningTermsTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly DateTime Now = new(2026, 3, 2, 9, 30, 0, DateTimeKind.Utc);
    private static readonly AgreementDates Year = new(Paris, Day("2026-12-01"), Day("2026-12-31"), 30);

    public static TheoryData<Term> Terms => [.. Enum.GetValues<Term>()];

    [Fact]
    public void An_agreement_that_says_everything_can_be_signed() => Assert.Empty(new SigningTerms(Enum.GetValues<Term>(), Year).Faults(Now));

    [Theory]
    [MemberData(nameof(Terms))]
    public void A_term_left_out_is_named(Term term) => Assert.Equal(
        [new TermFault(TermFaultKind.Missing, term)],
        new SigningTerms([.. Enum.GetValues<Term>().Where(other => other != term)], Year).Faults(Now));

    [Theory]
    [InlineData("2026-12-31T22:59:59", false)]
    [InlineData("2026-12-31T23:00:00", true)]
    public void It_is_over_when_its_last_day_is_over_where_it_applies(string utc, bool over)
    {
        Assert.Equal(over, Year.IsOver(Utc(utc)));
        Assert.Equal(over, new SigningTerms(Enum.GetValues<Term>(), Year).Faults(Utc(utc)).Any(fault => fault.Kind == TermFaultKind.Past));
    }

    [Fact]
    public void Without_a_last_day_it_is_never_over() => Assert.False((Year with { ValidUntil = null }).IsOver(Utc("2999-01-01T00:00:00")));

    [Theory]
    [InlineData("2026-10-31T22:59:59", false)]
    [InlineData("2026-10-31T23:00:00", true)]
    [InlineData("2027-06-01T00:00:00", true)]
    public void Renewal_falls_due_thirty_days_before_the_review(string utc, bool due) => Assert.Equal(due, Year.IsRenewalDue(Utc(utc)));

    [Theory]
    [InlineData("2026-11-30T22:59:59", false)]
    [InlineData("2026-11-30T23:00:00", true)]
    public void Without_a_review_it_falls_due_before_the_last_day(string utc, bool due) =>
        Assert.Equal(due, (Year with { ReviewOn = null }).IsRenewalDue(Utc(utc)));

    [Fact]
    public void Without_any_date_nothing_falls_due() =>
        Assert.False((Year with { ReviewOn = null, ValidUntil = null }).IsRenewalDue(Utc("2999-01-01T00:00:00")));

    [Theory]
    [InlineData("2026-12-31", false)]
    [InlineData("2027-01-01", true)]
    public void The_review_comes_before_the_end(string review, bool late) => Assert.Equal(
        late, new SigningTerms(Enum.GetValues<Term>(), Year with { ReviewOn = Day(review) }).Faults(Now).Contains(new TermFault(TermFaultKind.AfterEnd, Term.ReviewOn)));

    private static DateTime Day(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static DateTime Utc(string text) => DateTime.SpecifyKind(Day(text), DateTimeKind.Utc);
}
