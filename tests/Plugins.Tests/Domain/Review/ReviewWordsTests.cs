using System;
using System.Globalization;
using Smarketing.Crm.Domain.Objectives;
using Smarketing.Crm.Domain.Review;
using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Review;

/// <summary>A review reads the same everywhere, in both languages.</summary>
public sealed class ReviewWordsTests
{
    private static readonly Crm.Domain.Review.Review Full = new()
    {
        Week = new ReviewWeek(new DateTime(2026, 2, 23), TimeZoneInfo.Utc),
        Figures = new WeekFigures { Leads = 12, HandedOff = 8, HandledInTime = 7, Accepted = 5, Rejected = 1, Won = 1, Revenue = 1234.5m },
        Before = new WeekFigures { Leads = 9 },
        Matured = new Matured(30, 6, 5, 2),
        Targets = new Targets(90, 60, null),
        BadlyHandled = [new BadHandling(Guid.Empty, "Anne Martin", [new Label("not answered in time", "sans réponse à temps")])],
        Rejections = [new Count(new Label("not a fit", "hors cible"), 1)],
        Objectives = [new ObjectiveLine("March", 10, 3, 4.5m, 8.25m, Pace.Behind)],
        Alerts = [new Count(new Label("promise broken", "échéance dépassée"), 2)],
        Personas = [new PersonaLine(new Label("Buyer", "Acheteur"), 9, 4, 2, 1, 800.5m)],
        Contents = [new ContentLine("Guide", 7, 2, 500m)],
        Published = [new Dated("Guide", new DateTime(2026, 2, 24), new Label("content", "contenu"))],
        Coming = [new Dated("Fair", new DateTime(2026, 3, 10), new Label("event", "événement"))],
        Feedback = [new FeedbackLine(Guid.Empty, new Label("market", "marché"), "Prices fall", false)],
    };

    [Fact]
    public void In_English() => Assert.Equal(
        """
        Weekly review: 2026-02-23 to 2026-03-01

        Figures (week before)
        - New leads: 12 (9)
        - New MQLs: 0 (0)
        - Handed off: 8 (0)
        - Accepted: 5 (0)
        - Rejected: 1 (0)
        - Meetings held: 0 (0)
        - New opportunities: 0 (0)
        - Won: 1 (0)
        - Lost: 0 (0)
        - Revenue: 1,234.5 (0)
        - Margin: 0 (0)
        - Event registrations: 0 (0)
        - Event attendances: 0 (0)

        Promises
        - Sales, handled in time: 87.5 % of 8, promised 90 %: not kept
        - Marketing, accepted by sales after 30 days: 83.33 % of 6, promised 60 %: kept
        - Marketing, came to a meeting after 30 days: 33.33 % of 6, promised – %: nothing was promised

        Leads badly handled
        - Anne Martin: not answered in time

        Rejections by reason
        - not a fit: 1

        Objectives
        - March: 3 of 10, expected by now 4.5, forecast 8.25: behind

        Open alerts
        - promise broken: 2

        By persona, so far
        - Buyer: 9 leads, 4 accepted, 2 won and 1 lost, revenue 800.5

        Content that brought most, so far
        - Guide: 7 readers, 2 customers, revenue 500

        Came out
        - 2026-02-24: Guide (content)

        Coming
        - 2026-03-10: Fair (event)

        From the field
        - market: Prices fall (open)
        """.ReplaceLineEndings("\n"),
        ReviewWords.In(Full, Language.English));

    [Fact]
    public void In_French_with_French_days_and_decimals()
    {
        var text = ReviewWords.In(Full, Language.French);

        Assert.StartsWith("Revue hebdomadaire : du 23/02/2026 au 01/03/2026\n\nChiffres (semaine précédente)\n- Nouveaux leads : 12 (9)", text, StringComparison.Ordinal);
        Assert.Contains("- Chiffre d’affaires : 1\u202F234,5 (0)", text, StringComparison.Ordinal);
        Assert.Contains("- Commerciaux, traités à temps : 87,5 % de 8, promis 90 % : non tenu", text, StringComparison.Ordinal);
        Assert.Contains("- Anne Martin : sans réponse à temps", text, StringComparison.Ordinal);
        Assert.Contains("- March : 3 sur 10, attendu à ce jour 4,5, prévision 8,25 : en retard", text, StringComparison.Ordinal);
        Assert.Contains("- Acheteur : 9 leads, 4 acceptés, 2 gagnées et 1 perdues, chiffre d’affaires 800,5", text, StringComparison.Ordinal);
        Assert.Contains("- Guide : 7 lecteurs, 2 clients, chiffre d’affaires 500", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_there_is_nothing_of_is_said()
    {
        var text = ReviewWords.In(Full with { Rejections = [] }, Language.English);

        Assert.Contains("Rejections by reason\n- none", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr-FR")]
    [InlineData("ar-SA")]
    public void The_machine_s_culture_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        var expected = ReviewWords.In(Full, Language.English);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, ReviewWords.In(Full, Language.English));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Braces_in_what_people_wrote_do_no_harm() => Assert.Contains(
        "{0} {", ReviewWords.In(Full with { Feedback = [new FeedbackLine(Guid.Empty, Label.Of("x"), "{0} {", true)] }, Language.English), StringComparison.Ordinal);
}
