using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Engine;

public sealed class ReasonsTests
{
    private static readonly ScoringPolicy Policy = ScoringPolicy.Compile(
        Given.Model(
            Given.Fit("city", FitOperator.IsUnknown, points: 20, name: "Nobody knows where", french: "Ville inconnue"),
            Given.Fit("employees", FitOperator.IsUnknown, points: -30, name: "Size unknown", french: "Taille inconnue"),
            Given.Fit("sector", FitOperator.IsUnknown, points: 80, name: "Any sector"),
            Given.Engagement(points: 5, name: "Visits")),
        Given.Terms());

    [Fact]
    public void The_strongest_come_first_with_their_share_of_the_whole() =>
        Assert.Equal("+40.00  Any sector\n−15.00  Size unknown\n+10.00  Nobody knows where", InWords(Language.English, 3));

    [Fact]
    public void They_speak_the_readers_language_and_fall_back_to_english() =>
        Assert.Equal("+40,00  Any sector\n−15,00  Taille inconnue", InWords(Language.French, 2));

    [Fact]
    public void Repeated_events_are_counted() => Assert.EndsWith("+5.00  Visits (×2)", InWords(Language.English, 9));

    [Fact]
    public void What_takes_a_lead_out_is_said_first()
    {
        var policy = Given.Policy(Given.Fit("city", FitOperator.IsUnknown, points: 0, disqualifies: true, name: "Competitor", french: "Concurrent"));
        Assert.Equal("Disqualifié : Concurrent", Reasons.InWords(Score.Of(policy, Given.Facts(policy), Given.Noon), Language.French));
    }

    private static string InWords(Language language, int most) =>
        Reasons.InWords(Score.Of(Policy, Given.Facts(Policy, Given.Event(Given.Noon), Given.Event(Given.Noon)), Given.Noon), language, most);
}
