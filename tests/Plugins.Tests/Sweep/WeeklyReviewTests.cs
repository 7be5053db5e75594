using System;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Sweep;

/// <summary>The review of last week is there when both teams sit down, once a week, and says what happened.</summary>
public sealed class WeeklyReviewTests : IDisposable
{
    // It is Monday, 2 March 2026, 10:30 in Paris; last week began on 22 February at 23:00 UTC.
    private static readonly DateTime LastWeek = new(2026, 2, 22, 23, 0, 0, DateTimeKind.Utc);

    private readonly CrmHouse house = new();
    private readonly Guid agreement;

    public WeeklyReviewTests() => agreement = house.Make.AgreementInForce(house.Make.Model(), row =>
    {
        row.HandlingTarget = 90;
        row.AcceptanceTarget = 60;
        row.MeetingTarget = 40;
    });

    public void Dispose() => house.Dispose();

    [Fact]
    public void It_counts_what_happened_in_the_week_of_the_agreements_zone()
    {
        foreach (var moment in new[] { LastWeek.AddSeconds(-1), LastWeek, LastWeek.AddDays(7).AddSeconds(-1), LastWeek.AddDays(7) })
            house.Outcome(OutcomeKind.Accepted, moment);
        house.Outcome(OutcomeKind.Rejected, LastWeek, row => row.RejectReason = RejectReason.Competitor);
        house.Outcome(OutcomeKind.Won, LastWeek, row => (row.Amount, row.Margin) = (900m, 300m));

        using var figures = Figures(Prepare());

        Assert.Equal(2, Number(figures, "figures", "accepted"));
        Assert.Equal(1, Number(figures, "before", "accepted"));
        Assert.Equal(900, Number(figures, "figures", "revenue"));
        Assert.Equal("competitor", figures.RootElement.GetProperty("rejections")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public void Marketing_is_judged_by_hand_offs_that_grew_old_enough_in_the_week()
    {
        var monthAgo = LastWeek.AddDays(-30);
        Begun("too old", monthAgo, OutcomeKind.Accepted);
        Begun("accepted", monthAgo.AddHours(1), OutcomeKind.Accepted);
        Begun("met", monthAgo.AddDays(3), OutcomeKind.Accepted, OutcomeKind.MeetingHeld);
        Begun("no answer", monthAgo.AddDays(7));
        Begun("too young", monthAgo.AddDays(7).AddSeconds(1), OutcomeKind.Accepted);

        var text = Prepare().Text;

        Assert.Contains("- Marketing, accepted by sales after 30 days: 66.67 % of 3, promised 60 %: kept", text, StringComparison.Ordinal);
        Assert.Contains("- Marketing, came to a meeting after 30 days: 33.33 % of 3, promised 40 %: not kept", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_week_reviewed_later_knows_nothing_of_what_came_after_it()
    {
        var begunOn = LastWeek.AddDays(-29);
        var handoff = Begun("late", begunOn, OutcomeKind.Accepted);
        var before = Prepare().Text;
        house.Outcome(OutcomeKind.MeetingHeld, LastWeek.AddDays(8), row => (row.HandoffId, row.HandedOffOn, row.AgreementId) = (handoff, begunOn, Working));

        Assert.Equal(before, Prepare().Text);
    }

    [Fact]
    public void It_names_leads_badly_handled_with_every_cause()
    {
        var lead = house.Make.Lead(("lastname", "Martin"), ("firstname", "Anne"));
        Breach(lead, Promise.FirstTouch, LastWeek);
        Breach(lead, Promise.Accept, LastWeek);
        Breach(house.Make.Lead(), Promise.Accept, LastWeek.AddSeconds(-1));

        Assert.Contains("- Anne Martin: not answered in time, no first touch in time\n", Prepare().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_tells_objectives_alerts_content_events_and_the_field()
    {
        house.Objective(agreement);
        house.Sweep("objectives");
        Breach(house.Make.Lead(), Promise.Accept, house.Clock.Now);
        house.Service.Create(new Content { Name = "Guide", Key = "guide", PublishedOn = LastWeek });
        house.Service.Create(new Content { Name = "Too early", Key = "early", PublishedOn = LastWeek.AddSeconds(-1) });
        house.Service.Create(new Entity("campaign") { ["name"] = "Fair", ["typecode"] = new OptionSetValue(3), ["proposedstart"] = new DateTime(2026, 3, 15) });
        house.Service.Create(new Entity("campaign") { ["name"] = "Too late", ["proposedstart"] = new DateTime(2026, 3, 16) });
        house.Service.Create(new Feedback { Name = "Prices", Kind = FeedbackKind.Market, Text = "Prices fall" });
        house.Clock.Pass(TimeSpan.FromDays(7));
        var now = Prepare();
        Assert.Contains("From the field\n- market: Prices fall (open)", now.Text, StringComparison.Ordinal);

        var text = Prepare(LastWeek.AddDays(7)).Text!;

        Assert.Contains("Objectives\n- March: 0 of 10, expected by now 0.32, forecast 0: on track", text, StringComparison.Ordinal);
        Assert.Contains("Open alerts\n- promise broken: 1", text, StringComparison.Ordinal);
        Assert.Contains("Came out\n- 2026-02-23: Guide (content)\n", text, StringComparison.Ordinal);
        Assert.Contains("Coming\n- 2026-03-15: Fair (event)\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Too ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_tells_what_personas_and_content_brought_those_that_brought_most_first()
    {
        house.Service.Create(new Persona { Name = "Director", NameFr = "Directeur", Leads = 8, AcceptedLeads = 3, Customers = 1, Lost = 2, Revenue = 500 });
        house.Service.Create(new Persona { Name = "Buyer", Leads = 2, AcceptedLeads = 2, Customers = 1, Lost = 0, Revenue = 900.5m });
        house.Service.Create(new Persona { Name = "Nobody yet" });
        house.Service.Create(new Content { Name = "Blog", Key = "blog", Readers = 30, Customers = 0, Revenue = 0 });
        house.Service.Create(new Content { Name = "Guide", Key = "guide", Readers = 4, Customers = 2, Revenue = 700 });
        house.Service.Create(new Content { Name = "Unread", Key = "unread", Readers = 0 });

        var review = Prepare();

        Assert.Contains(
            "By persona, so far\n- Buyer: 2 leads, 2 accepted, 1 won and 0 lost, revenue 900.5\n- Director: 8 leads, 3 accepted, 1 won and 2 lost, revenue 500\n"
            + "\nContent that brought most, so far\n- Guide: 4 readers, 2 customers, revenue 700\n- Blog: 30 readers, 0 customers, revenue 0\n\n",
            review.Text,
            StringComparison.Ordinal);
        Assert.Contains("- Directeur", review.TextFr, StringComparison.Ordinal);
        using var figures = Figures(review);
        Assert.Equal("Guide", figures.RootElement.GetProperty("contents")[0].GetProperty("name").GetString());
        Assert.Equal(900.5m, figures.RootElement.GetProperty("personas")[0].GetProperty("revenue").GetDecimal());
    }

    [Fact]
    public void Hand_offs_that_broke_no_promise_were_handled_in_time()
    {
        Handoff("a", 1, 0);
        Handoff("b", 1, 2);
        Handoff("c", 2, 0);

        Assert.Contains("- Sales, handled in time: 50 % of 2, promised 90 %: not kept", Prepare().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepared_again_it_is_the_same_row_with_the_same_content_and_notes_are_kept()
    {
        house.Outcome(OutcomeKind.Won, LastWeek);
        var first = Prepare();
        house.Service.Update(new WeeklyReview { Id = first.Id, Notes = "Call earlier" });
        house.Clock.Pass(TimeSpan.FromHours(1));

        var second = Prepare();

        Assert.Equal((first.Id, first.Text, first.TextFr, first.Figures, "Call earlier"), (second.Id, second.Text, second.TextFr, second.Figures, second.Notes));
        Assert.Single(house.Rows<WeeklyReview>(WeeklyReview.EntityLogicalName));
    }

    [Fact]
    public void The_caller_reads_it_in_the_callers_language()
    {
        Assert.StartsWith("Weekly review: 2026-02-23 to 2026-03-01", Answer()["Text"] as string, StringComparison.Ordinal);

        using var french = new CrmHouse(CrmHouse.French);
        french.Make.AgreementInForce(french.Make.Model());
        Assert.StartsWith(
            "Revue hebdomadaire : du 23/02/2026 au 01/03/2026",
            french.Service.Execute(new OrganizationRequest("smk_PrepareWeeklyReview")).Results["Text"] as string,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_agreement_it_is_refused()
    {
        using var empty = new CrmHouse();

        Assert.Contains(
            "Bring one into force",
            CrmHouse.RefusalOf(() => empty.Service.Execute(new OrganizationRequest("smk_PrepareWeeklyReview"))),
            StringComparison.Ordinal);
        Assert.Equal(0, empty.Sweep("review"));
    }

    [Fact]
    public void Who_may_not_read_reviews_is_refused_and_nothing_is_prepared()
    {
        var stranger = house.Organization.CreateUser("stranger", house.Organization.CreateRole("Nothing"));

        Assert.ThrowsAny<Exception>(() => house.Organization.CreateService(stranger).Execute(new OrganizationRequest("smk_PrepareWeeklyReview")));
        Assert.Empty(house.Rows<WeeklyReview>(WeeklyReview.EntityLogicalName));
    }

    [Fact]
    public void The_sweep_prepares_it_once_when_its_time_has_come()
    {
        // Due on Monday, 9 March, 07:00 in Paris.
        house.Clock.Pass(new DateTime(2026, 3, 9, 6, 0, 0, DateTimeKind.Utc) - house.Clock.Now - TimeSpan.FromSeconds(1));
        Assert.Equal(0, house.Sweep("review"));
        house.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1, house.Sweep("review"));
        Assert.Equal(0, house.Sweep("review"));

        house.Clock.Pass(TimeSpan.FromDays(7));
        Assert.Equal(1, house.Sweep("review"));
        Assert.Equal(
            [new DateTime(2026, 3, 2), new DateTime(2026, 3, 9)],
            house.Rows<WeeklyReview>(WeeklyReview.EntityLogicalName).Select(row => row.WeekStart!.Value.Date).Order());
    }

    [Fact]
    public void One_prepared_before_the_two_teams_sit_down_is_prepared_again_then()
    {
        house.Clock.Pass(new DateTime(2026, 3, 9, 5, 0, 0, DateTimeKind.Utc) - house.Clock.Now);
        Prepare();
        Assert.Equal(0, house.Sweep("review"));

        house.Clock.Pass(TimeSpan.FromHours(1));

        Assert.Equal(1, house.Sweep("review"));
        Assert.Equal(0, house.Sweep("review"));
    }

    [Fact]
    public void A_week_that_is_not_over_is_refused() => Assert.Contains(
        "not over yet", CrmHouse.RefusalOf(() => Answer(house.Clock.Now.AddSeconds(1))), StringComparison.Ordinal);

    [Fact]
    public void The_review_of_an_earlier_week_stays_as_both_teams_saw_it()
    {
        var seen = Prepare();
        house.Clock.Pass(TimeSpan.FromDays(7));
        Breach(house.Make.Lead(), Promise.Accept, house.Clock.Now);

        Assert.Equal(seen.Text, Prepare(LastWeek.AddDays(7)).Text);
    }

    [Fact]
    public void A_lead_counts_as_MQL_when_it_becomes_one_and_not_when_it_falls_back()
    {
        Change(null, Stage.MQL);
        Change(Stage.Lead, Stage.SQL);
        Change(Stage.Nurture, Stage.MQL);
        Change(Stage.SQL, Stage.MQL);
        Change(Stage.MQL, Stage.SQL);

        using var figures = Figures(Prepare());

        Assert.Equal(3, Number(figures, "figures", "mqls"));
    }

    [Fact]
    public void An_agreement_is_not_asked_about_a_week_before_it_was_in_force()
    {
        // In force since this morning; last week ended at midnight, and its review was due at seven.
        Assert.Equal(0, house.Sweep("review"));
    }

    [Fact]
    public void It_costs_the_same_reads_whatever_happened()
    {
        Prepare();
        Assert.Equal(Reads(), Reads(() =>
        {
            for (var i = 0; i < 20; i++)
                house.Outcome(OutcomeKind.Won, LastWeek);
        }));
    }

    private long Reads(Action? before = null)
    {
        before?.Invoke();
        house.Organization.Requests.Reset();
        Answer();
        var reads = house.Organization.Requests.Snapshot()
            .Where(request => request.Origin == RequestOrigin.SyncPlugin && request.Message.StartsWith("Retrieve", StringComparison.Ordinal))
            .Sum(request => request.Count);
        Assert.InRange(reads, 1, 27);
        return reads;
    }

    private ParameterCollection Answer(DateTime? on = null)
    {
        var request = new OrganizationRequest("smk_PrepareWeeklyReview");
        if (on is not null)
            request["On"] = on.Value;
        return house.Service.Execute(request).Results;
    }

    private WeeklyReview Prepare(DateTime? on = null) =>
        house.Row<WeeklyReview>(WeeklyReview.EntityLogicalName, ((EntityReference)Answer(on)["ReviewId"]).Id);

    private static JsonDocument Figures(WeeklyReview review) => JsonDocument.Parse(review.Figures!);

    private static decimal Number(JsonDocument figures, string part, string member) =>
        figures.RootElement.GetProperty(part).GetProperty(member).GetDecimal();

    private void Change(Stage? from, Stage to) => house.AsSystem.Create(new ScoreChange
    {
        Name = "Change", LeadId = new EntityReference("lead", house.Make.Lead()), ScoredOn = LastWeek, OldStage = from, NewStage = to,
    });

    private void Breach(Guid lead, Promise promise, DateTime on) => house.Service.Create(new Alert
    {
        Name = "Breach", Key = "test:" + lead + promise, Kind = AlertKind.PromiseBreach, Side = Side.Sales, Promise = promise, RaisedOn = on,
        LeadId = new EntityReference("lead", lead),
    });

    private EntityReference Working => new(Agreement.EntityLogicalName, agreement);

    private EntityReference Begun(string key, DateTime on, params OutcomeKind[] kinds)
    {
        var handoff = new EntityReference(Crm.Dataverse.Tables.Handoff.EntityLogicalName, house.Service.Create(new Handoff
        {
            Name = key, Key = key, Attempt = 1, AgreementId = Working, ContractStartedOn = on, StartedOn = on,
        }));
        foreach (var kind in kinds)
            house.Outcome(kind, on.AddDays(1), row => (row.HandoffId, row.HandedOffOn, row.AgreementId) = (handoff, on, Working));
        return handoff;
    }

    private void Handoff(string key, int attempt, int breaches) => house.Service.Create(new Handoff
    {
        Name = key, Key = key, Attempt = attempt, Breaches = breaches, StartedOn = LastWeek,
    });
}
