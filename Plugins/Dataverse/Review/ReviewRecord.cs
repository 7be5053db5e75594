using System;
using System.Globalization;
using Smarketing.Crm.Dataverse.Json;
using Smarketing.Crm.Domain.Review;

namespace Smarketing.Crm.Dataverse;

/// <summary>A review as JSON, for charts: the same bytes for the same review.</summary>
internal static class ReviewRecord
{
    public const string BadlyHandled = "badlyHandled", Feedback = "feedback", Id = "id", Lead = "lead", FeedbackText = "text";

    public static string Write(Review review) => JsonWriter.Write(json =>
    {
        json.Member("week", review.Week.Monday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.Member("from", review.Week.From);
        json.Member("until", review.Week.Until);
        json.Object("figures", member => WriteFigures(member, review.Figures));
        json.Object("before", member => WriteFigures(member, review.Before));
        json.Array("obligations", Obligation.Held(review.Figures, review.Matured, review.Targets), (member, obligation) =>
        {
            Write(member, "name", obligation.Name);
            member.Member("actual", obligation.Actual);
            member.Member("target", obligation.Target);
            member.Member("of", (decimal?)obligation.Of);
            member.Member("verdict", obligation.Verdict.ToString());
        });
        json.Array(BadlyHandled, review.BadlyHandled, (member, lead) =>
        {
            Say(member, lead.LeadId, Lead, lead.Lead);
            member.Array("causes", lead.Causes, (cause, label) => Write(cause, "name", label));
        });
        json.Array("rejections", review.Rejections, WriteCount);
        json.Array("objectives", review.Objectives, (member, objective) =>
        {
            member.Member("name", objective.Name);
            member.Member("target", (decimal?)objective.Target);
            member.Member("actual", objective.Actual);
            member.Member("expected", objective.Expected);
            member.Member("forecast", objective.Forecast);
            member.Member("pace", objective.Pace?.ToString());
        });
        json.Array("alerts", review.Alerts, WriteCount);
        json.Array("personas", review.Personas, (member, persona) =>
        {
            Write(member, "name", persona.Name);
            member.Member("leads", (decimal?)persona.Leads);
            member.Member("accepted", (decimal?)persona.Accepted);
            member.Member("won", (decimal?)persona.Won);
            member.Member("lost", (decimal?)persona.Lost);
            member.Member("revenue", (decimal?)persona.Revenue);
        });
        json.Array("contents", review.Contents, (member, content) =>
        {
            member.Member("name", content.Name);
            member.Member("readers", (decimal?)content.Readers);
            member.Member("customers", (decimal?)content.Customers);
            member.Member("revenue", (decimal?)content.Revenue);
        });
        json.Array("published", review.Published, WriteDated);
        json.Array("coming", review.Coming, WriteDated);
        json.Array(Feedback, review.Feedback, (member, feedback) =>
        {
            Say(member, feedback.FeedbackId, FeedbackText, feedback.Text);
            Write(member, "kind", feedback.Kind);
            member.Member("answered", (bool?)feedback.IsAnswered);
        });
    });

    /// <summary>As somebody's words stand in a review: beside the id of the row they are from, so that they are found again.</summary>
    public static string Said(Guid id, string member, string words) => JsonWriter.Write(json => Say(json, id, member, words)).Trim('{', '}');

    private static void Say(JsonWriter json, Guid id, string member, string words)
    {
        json.Member(Id, (Guid?)id);
        json.Member(member, words);
    }

    private static void WriteFigures(JsonWriter json, WeekFigures figures)
    {
        json.Member("leads", (decimal?)figures.Leads);
        json.Member("mqls", (decimal?)figures.Mqls);
        json.Member("handedOff", (decimal?)figures.HandedOff);
        json.Member("handledInTime", (decimal?)figures.HandledInTime);
        json.Member("accepted", (decimal?)figures.Accepted);
        json.Member("rejected", (decimal?)figures.Rejected);
        json.Member("meetingsHeld", (decimal?)figures.MeetingsHeld);
        json.Member("opportunities", (decimal?)figures.Opportunities);
        json.Member("won", (decimal?)figures.Won);
        json.Member("lost", (decimal?)figures.Lost);
        json.Member("revenue", (decimal?)figures.Revenue);
        json.Member("margin", (decimal?)figures.Margin);
        json.Member("eventRegistrations", (decimal?)figures.EventRegistrations);
        json.Member("eventAttendances", (decimal?)figures.EventAttendances);
    }

    private static void WriteCount(JsonWriter json, Count count)
    {
        Write(json, "kind", count.Kind);
        json.Member("number", (decimal?)count.Number);
    }

    private static void WriteDated(JsonWriter json, Dated dated)
    {
        json.Member("name", dated.Name);
        json.Member("on", dated.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Write(json, "kind", dated.Kind);
    }

    private static void Write(JsonWriter json, string name, Label label)
    {
        json.Member(name, label.English);
        json.Member(name + "Fr", label.French);
    }
}
