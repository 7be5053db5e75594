using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Smarketing.Crm.Domain.Objectives;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.Review;

/// <summary>Puts a review into words: the same text for the same review, on every machine.</summary>
public static class ReviewWords
{
    /// <summary>The review as plain text, one fact a line.</summary>
    /// <param name="review">The review.</param>
    /// <param name="language">The reader's language.</param>
    public static string In(Review review, Language language)
    {
        if (review is null)
            throw new ArgumentNullException(nameof(review));
        var page = new Page(language);
        page.Title(
            new Label("Weekly review: {0} to {1}", "Revue hebdomadaire : du {0} au {1}"), page.Day(review.Week.Monday), page.Day(review.Week.Sunday));
        page.Heading(new Label("Figures (week before)", "Chiffres (semaine précédente)"));
        foreach (var figure in Figures)
            page.Item("{0}: {1} ({2})", "{0} : {1} ({2})", page.Of(figure.Name), page.Number(figure.Of(review.Figures)), page.Number(figure.Of(review.Before)));
        page.List(new Label("Promises", "Engagements"), Obligation.Held(review.Figures, review.Matured, review.Targets), (item, obligation) => Promise(item, obligation));
        page.List(new Label("Leads badly handled", "Leads mal traités"), review.BadlyHandled, (item, lead) =>
            item.Item("{0}: {1}", "{0} : {1}", lead.Lead, string.Join(", ", lead.Causes.Select(item.Of))));
        page.List(new Label("Rejections by reason", "Refus par motif"), review.Rejections, (item, count) => Number(item, count));
        page.List(new Label("Objectives", "Objectifs"), review.Objectives, (item, objective) => item.Item(
            "{0}: {1} of {2}, expected by now {3}, forecast {4}: {5}",
            "{0} : {1} sur {2}, attendu à ce jour {3}, prévision {4} : {5}",
            objective.Name,
            item.Number(objective.Actual),
            item.Number(objective.Target),
            item.Number(objective.Expected),
            item.Number(objective.Forecast),
            item.Of(PaceName(objective.Pace))));
        page.List(new Label("Open alerts", "Alertes ouvertes"), review.Alerts, (item, count) => Number(item, count));
        page.List(new Label("By persona, so far", "Par persona, à ce jour"), review.Personas, (item, persona) => item.Item(
            "{0}: {1} leads, {2} accepted, {3} won and {4} lost, revenue {5}",
            "{0} : {1} leads, {2} acceptés, {3} gagnées et {4} perdues, chiffre d’affaires {5}",
            item.Of(persona.Name),
            item.Number(persona.Leads),
            item.Number(persona.Accepted),
            item.Number(persona.Won),
            item.Number(persona.Lost),
            item.Number(persona.Revenue)));
        page.List(new Label("Content that brought most, so far", "Contenus qui ont le plus rapporté, à ce jour"), review.Contents, (item, content) => item.Item(
            "{0}: {1} readers, {2} customers, revenue {3}",
            "{0} : {1} lecteurs, {2} clients, chiffre d’affaires {3}",
            content.Name,
            item.Number(content.Readers),
            item.Number(content.Customers),
            item.Number(content.Revenue)));
        page.List(new Label("Came out", "Publiés"), review.Published, (item, dated) => Day(item, dated));
        page.List(new Label("Coming", "À venir"), review.Coming, (item, dated) => Day(item, dated));
        page.List(new Label("From the field", "Retours du terrain"), review.Feedback, (item, feedback) => item.Item(
            "{0}: {1} ({2})",
            "{0} : {1} ({2})",
            item.Of(feedback.Kind),
            feedback.Text,
            item.Of(feedback.IsAnswered ? new Label("answered", "répondu") : new Label("open", "ouvert"))));
        return page.ToString();
    }

    /// <summary>How a pace is called.</summary>
    public static Label PaceName(Pace? pace) => pace switch
    {
        Pace.NotStarted => new("not started", "non commencé"),
        Pace.OnTrack => new("on track", "dans les temps"),
        Pace.Behind => new("behind", "en retard"),
        Pace.Reached => new("reached", "atteint"),
        Pace.Missed => new("missed", "manqué"),
        _ => new("not computed yet", "pas encore calculé"),
    };

    private static readonly Figure[] Figures =
    [
        new(new Label("New leads", "Nouveaux leads"), week => week.Leads),
        new(new Label("New MQLs", "Nouveaux MQL"), week => week.Mqls),
        new(new Label("Handed off", "Transférés"), week => week.HandedOff),
        new(new Label("Accepted", "Acceptés"), week => week.Accepted),
        new(new Label("Rejected", "Refusés"), week => week.Rejected),
        new(new Label("Meetings held", "Rendez-vous tenus"), week => week.MeetingsHeld),
        new(new Label("New opportunities", "Nouvelles opportunités"), week => week.Opportunities),
        new(new Label("Won", "Gagnées"), week => week.Won),
        new(new Label("Lost", "Perdues"), week => week.Lost),
        new(new Label("Revenue", "Chiffre d’affaires"), week => week.Revenue),
        new(new Label("Margin", "Marge"), week => week.Margin),
        new(new Label("Event registrations", "Inscriptions à des événements"), week => week.EventRegistrations),
        new(new Label("Event attendances", "Participations à des événements"), week => week.EventAttendances),
    ];

    private static void Promise(Page page, Obligation obligation) => page.Item(
        "{0}: {1} % of {2}, promised {3} %: {4}",
        "{0} : {1} % de {2}, promis {3} % : {4}",
        page.Of(obligation.Name),
        page.Number(obligation.Actual),
        page.Number(obligation.Of),
        page.Number(obligation.Target),
        page.Of(obligation.Verdict switch
        {
            Verdict.Kept => new Label("kept", "tenu"),
            Verdict.Broken => new Label("not kept", "non tenu"),
            Verdict.NothingToJudge => new Label("nothing to judge", "rien à juger"),
            _ => new Label("nothing was promised", "rien n’était promis"),
        }));

    private static void Number(Page page, Count count) => page.Item("{0}: {1}", "{0} : {1}", page.Of(count.Kind), page.Number(count.Number));

    private static void Day(Page page, Dated dated) => page.Item("{0}: {1} ({2})", "{0} : {1} ({2})", page.Day(dated.On), dated.Name, page.Of(dated.Kind));

    private sealed record Figure(Label Name, Func<WeekFigures, decimal> Of);

    /// <summary>Text in one language.</summary>
    private sealed class Page(Language language)
    {
        private const string Unknown = "–";

        private readonly StringBuilder text = new();

        public string Of(Label label) => language == Language.French ? label.French : label.English;

        public string Day(DateTime day) => day.ToString(language == Language.French ? "dd/MM/yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

        // The marks are written here, since a culture's habits vary between machines; French thousands stand apart by a narrow space that does not break.
        public string Number(decimal? number)
        {
            var written = number?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? Unknown;
            return language == Language.French ? written.Replace(',', '\u202F').Replace('.', ',') : written;
        }

        public void Title(Label format, params object[] values) => text.AppendFormat(CultureInfo.InvariantCulture, Of(format), values);

        public void Heading(Label name) => text.Append("\n\n").Append(Of(name));

        public void Item(string english, string french, params object[] values) =>
            text.Append("\n- ").AppendFormat(CultureInfo.InvariantCulture, Of(new Label(english, french)), values);

        public void List<T>(Label name, IReadOnlyList<T> items, Action<Page, T> write)
        {
            Heading(name);
            if (items.Count == 0)
                Item("none", "aucun");
            foreach (var item in items)
                write(this, item);
        }

        public override string ToString() => text.ToString();
    }
}
