using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Agreements;

/// <summary>What is kept about people is kept as long as agreed, and a lead that goes takes everything about a person along and no figure.</summary>
public sealed class PrivacyTests : IDisposable
{
    private const string Personal = "Called Mme Durand at home";

    private readonly SigningHouse house = new();

    public void Dispose() => house.Dispose();

    [Theory]
    [InlineData(90, 0, 1)]
    [InlineData(90, 1, 0)]
    public void Engagement_older_than_agreed_is_deleted(int days, int seconds, int left)
    {
        house.InForce(change: agreement => agreement.RetentionDays = 90);
        house.Make.Event(house.Make.Lead(), EngagementType.PageVisit);
        house.RunJobs();
        house.Clock.Pass(TimeSpan.FromDays(days) + TimeSpan.FromSeconds(seconds));
        Assert.Equal(1 - left, house.Sweep("retention"));
        Assert.Equal(left, house.Rows<Engagement>(Engagement.EntityLogicalName).Count);
    }

    [Fact]
    public void Without_a_retention_nothing_is_deleted()
    {
        house.InForce();
        house.Make.Event(house.Make.Lead(), EngagementType.PageVisit);
        house.RunJobs();
        house.Clock.Pass(TimeSpan.FromDays(10_000));
        Assert.Equal(0, house.Sweep("retention"));
    }

    [Fact]
    public void It_is_deleted_a_few_at_a_time_oldest_first()
    {
        house.InForce(change: agreement => agreement.RetentionDays = 90);
        var lead = house.Make.Lead();
        var newest = house.Make.Event(lead, EngagementType.PageVisit);
        house.Make.Event(lead, EngagementType.PageVisit, item => item.OccurredOn = house.Clock.Now.AddDays(-2));
        house.Make.Event(lead, EngagementType.PageVisit, item => item.OccurredOn = house.Clock.Now.AddDays(-1));
        house.RunJobs();
        house.Clock.Pass(TimeSpan.FromDays(91));
        Assert.Equal(2, house.Sweep("retention", limit: 2));
        Assert.Equal(newest, Assert.Single(house.Rows<Engagement>(Engagement.EntityLogicalName)).Id);
    }

    [Fact]
    public void A_deleted_lead_takes_its_engagement_and_its_scores_along()
    {
        house.InForce();
        var lead = house.Make.Lead();
        var other = house.Make.Lead();
        house.Make.Event(lead, EngagementType.PageVisit);
        house.Make.Event(other, EngagementType.PageVisit);
        house.RunJobs();

        house.Service.Delete("lead", lead);

        Assert.Equal(other, Assert.Single(house.Rows<Engagement>(Engagement.EntityLogicalName)).LeadId!.Id);
        Assert.Empty(house.ChangesOf(lead));
        Assert.NotEmpty(house.ChangesOf(other));
    }

    [Fact]
    public void Its_outcomes_stay_as_figures_without_the_person()
    {
        var lead = house.Make.Lead();
        var won = Outcome(lead, OutcomeKind.Won, 1000.50m);
        var lost = Outcome(lead, OutcomeKind.Lost, null);
        var ofAnother = Outcome(house.Make.Lead(), OutcomeKind.Won, 20m);
        var before = Totals();

        house.Service.Delete("lead", lead);

        foreach (var id in new[] { won, lost })
        {
            var row = house.Row<Outcome>(Crm.Dataverse.Tables.Outcome.EntityLogicalName, id);
            Assert.Equal((null, null, "ref"), (row.LeadId, row.Reason, row.LeadRef));
            SaysNothingOfThePerson(row);
        }

        Assert.Equal(before, Totals());
        Assert.Equal(Personal, house.Row<Outcome>(Crm.Dataverse.Tables.Outcome.EntityLogicalName, ofAnother).Reason);
    }

    [Fact]
    public void Its_hand_offs_pauses_and_feedback_lose_what_somebody_wrote()
    {
        var lead = house.Make.Lead();
        var link = new EntityReference("lead", lead);
        var handoff = house.Service.Create(new Handoff
        {
            Name = Personal, Key = lead + ":1:1", LeadId = link, Cycle = 1, Attempt = 1, AnswerNote = Personal, Candidates = Personal, StartedOn = house.Clock.Now,
        });
        var pause = house.Service.Create(new Pause
        {
            Name = Personal, HandoffId = new EntityReference(Handoff.EntityLogicalName, handoff), From = house.Clock.Now, Until = house.Clock.Now.AddHours(1), Reason = Personal,
        });
        var feedback = house.Service.Create(new Feedback { Name = Personal, Kind = FeedbackKind.WrongScore, LeadId = link, Text = Personal, Answer = Personal });

        house.Service.Delete("lead", lead);

        var kept = house.Row<Handoff>(Handoff.EntityLogicalName, handoff);
        Assert.Equal((null, 1, house.Clock.Now), (kept.LeadId, kept.Cycle, kept.StartedOn));
        SaysNothingOfThePerson(kept);
        SaysNothingOfThePerson(house.Row<Pause>(Pause.EntityLogicalName, pause));
        SaysNothingOfThePerson(house.Row<Feedback>(Feedback.EntityLogicalName, feedback));
    }

    [Fact]
    public void Feedback_that_was_answered_and_closed_stays_so_and_does_not_keep_its_lead()
    {
        var lead = house.Make.Lead();
        var feedback = house.Service.Create(new Feedback
        {
            Name = Personal, Kind = FeedbackKind.WrongScore, LeadId = new EntityReference("lead", lead), Text = Personal, Answer = Personal,
        });
        house.Service.Update(new Feedback { Id = feedback, StateCode = FeedbackState.Inactive, StatusCode = FeedbackStatus.Answered });

        house.Service.Delete("lead", lead);

        var kept = house.Row<Feedback>(Feedback.EntityLogicalName, feedback);
        Assert.Equal((FeedbackStatus.Answered, house.Clock.Now), (kept.StatusCode, kept.AnsweredOn));
        SaysNothingOfThePerson(kept);
    }

    [Fact]
    public void Weekly_reviews_forget_its_name_and_what_was_said_about_it_and_nothing_else()
    {
        house.InForce(change: agreement => agreement.HandlingTarget = 90);
        var lead = house.Make.Lead(("firstname", "Madame"), ("lastname", "Durand"));
        var other = house.Make.Lead(("firstname", "Jean"), ("lastname", "Dupont"));
        foreach (var badly in new[] { lead, other })
        {
            house.Service.Create(new Alert
            {
                Name = "Breach", Key = "test:" + badly, Kind = AlertKind.PromiseBreach, Side = Side.Sales, Promise = Promise.Accept, RaisedOn = house.Clock.Now,
                LeadId = new EntityReference("lead", badly),
            });
        }

        house.Service.Create(new Feedback { Name = Personal, Kind = FeedbackKind.WrongScore, LeadId = new EntityReference("lead", lead), Text = Personal });
        house.Clock.Pass(TimeSpan.FromDays(7));
        var id = ((EntityReference)house.Service.Execute(new OrganizationRequest("smk_PrepareWeeklyReview"))["ReviewId"]).Id;
        Assert.Contains("Madame Durand", house.Row<WeeklyReview>(WeeklyReview.EntityLogicalName, id).Text, StringComparison.Ordinal);

        house.Service.Delete("lead", lead);

        var review = house.Row<WeeklyReview>(WeeklyReview.EntityLogicalName, id);
        SaysNothingOfThePerson(review);
        Assert.All([review.Text, review.TextFr, review.Figures], text => Assert.DoesNotContain("Durand", text, StringComparison.Ordinal));
        Assert.All([review.Text, review.TextFr, review.Figures], text => Assert.Contains("Jean Dupont", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_seller_who_may_delete_leads_needs_no_right_on_outcomes()
    {
        var deletes = house.Organization.CreateRole(
            "Deletes leads", ("prvCreateLead", Microsoft.Crm.Sdk.Messages.PrivilegeDepth.Basic), ("prvDeleteLead", Microsoft.Crm.Sdk.Messages.PrivilegeDepth.Basic));
        var seller = house.User("Smarketing Sales");
        house.Organization.GiveRoles("systemuser", seller, deletes);
        var lead = house.As(seller).Create(new Entity("lead") { ["lastname"] = "Durand" });
        var won = Outcome(lead, OutcomeKind.Won, 1m);
        house.As(seller).Delete("lead", lead);
        SaysNothingOfThePerson(house.Row<Outcome>(Crm.Dataverse.Tables.Outcome.EntityLogicalName, won));
    }

    private Guid Outcome(Guid lead, OutcomeKind kind, decimal? amount) => house.Service.Create(new Outcome
    {
        Name = Personal, Key = lead + kind.ToString(), Kind = kind, OccurredOn = house.Clock.Now, LeadId = new EntityReference("lead", lead), LeadRef = "ref",
        Amount = amount, Reason = Personal, Sign = 1, Cycle = 1,
    });

    private (int, decimal?, string) Totals()
    {
        var rows = house.Rows<Outcome>(Crm.Dataverse.Tables.Outcome.EntityLogicalName);
        return (rows.Sum(row => row.Sign ?? 0), rows.Sum(row => row.Amount), string.Join(';', rows.Select(row => $"{row.Key} {row.Kind} {row.OccurredOn:O} {row.LeadRef} {row.Cycle}").Order(StringComparer.Ordinal)));
    }

    // Nothing in the row repeats what was written about the person.
    private static void SaysNothingOfThePerson(Entity row) =>
        Assert.DoesNotContain(row.Attributes, column => column.Value is string text && text.Contains(Personal, StringComparison.Ordinal));
}
