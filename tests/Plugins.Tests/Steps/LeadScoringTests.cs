using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>A lead is scored on its way into the store.</summary>
public sealed class LeadScoringTests(ScoringHouse house) : IClassFixture<ScoringHouse>
{
    [Fact]
    public void A_new_lead_is_stored_with_its_score()
    {
        var lead = house.Lead(house.Make.Lead(("jobtitle", "Sales Director"), ("emailaddress1", "a@b.fr")));

        Assert.Equal(60m, lead.FitScore);
        Assert.Equal(0m, lead.EngagementScore);
        Assert.Equal(36m, lead.Score);
        Assert.Equal(Grade.B4, lead.Grade);
        Assert.Equal(Stage.Lead, lead.Stage);
        Assert.Equal(house.Clock.Now, lead.ScoredOn);
        Assert.Equal(ScoreTrigger.Created, lead.ScoreTrigger);
        Assert.Equal(house.AgreementId, lead.AgreementId!.Id);
        Assert.Contains("Director", lead.Reasons, StringComparison.Ordinal);
        Assert.Null(lead.ScoreFault);
    }

    [Fact]
    public void A_new_lead_costs_one_read_and_no_write_of_its_own()
    {
        house.Make.Lead();
        house.RunJobs();
        house.Organization.Requests.Reset();

        house.Make.Lead();

        Assert.Equal([new RequestCount(RequestOrigin.SyncPlugin, "RetrieveMultiple", Agreement.EntityLogicalName, 1)], FromPlugins(RequestOrigin.SyncPlugin));
    }

    [Fact]
    public void Following_up_a_new_lead_writes_its_score_change_and_nothing_else()
    {
        house.RunJobs();
        house.Organization.Requests.Reset();

        house.Make.Lead();
        house.RunJobs();

        Assert.Equal(
            [new RequestCount(RequestOrigin.AsyncJob, "Create", ScoreChange.EntityLogicalName, 1)],
            FromPlugins(RequestOrigin.AsyncJob).Where(request => !request.Message.StartsWith("Retrieve", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_update_that_the_rules_look_at_scores_anew()
    {
        var id = house.Make.Lead();

        house.Update(id, ("jobtitle", "Director"));

        Assert.Equal(40m, house.Lead(id).FitScore);
        Assert.Equal(ScoreTrigger.Updated, house.Lead(id).ScoreTrigger);
    }

    [Fact]
    public void An_update_adds_to_what_was_known_before()
    {
        var id = house.Make.Lead(("jobtitle", "Director"));

        house.Update(id, ("emailaddress1", "a@b.fr"));

        Assert.Equal(60m, house.Lead(id).FitScore);
    }

    [Fact]
    public void A_fact_that_is_emptied_counts_no_more()
    {
        var id = house.Make.Lead(("jobtitle", "Director"));

        house.Update(id, ("jobtitle", null));

        Assert.Equal(0m, house.Lead(id).FitScore);
    }

    [Fact]
    public void An_update_that_the_rules_do_not_look_at_leaves_the_score_alone()
    {
        var id = house.Make.Lead();
        var before = house.Lead(id);
        house.RunJobs();
        house.Clock.Pass(TimeSpan.FromHours(1));
        house.Organization.Requests.Reset();

        house.Update(id, ("subject", "Something else"));

        Assert.Equal(before.ScoredOn, house.Lead(id).ScoredOn);
        Assert.DoesNotContain(FromPlugins(RequestOrigin.SyncPlugin), request => request.Table == Engagement.EntityLogicalName);
    }

    [Fact]
    public void An_update_costs_two_reads()
    {
        var id = house.Make.Lead();
        house.RunJobs();
        house.Organization.Requests.Reset();

        house.Update(id, ("jobtitle", "Director"));

        Assert.Equal(
            [
                new RequestCount(RequestOrigin.SyncPlugin, "RetrieveMultiple", Agreement.EntityLogicalName, 1),
                new RequestCount(RequestOrigin.SyncPlugin, "RetrieveMultiple", Engagement.EntityLogicalName, 1),
            ],
            FromPlugins(RequestOrigin.SyncPlugin));
    }

    [Fact]
    public void What_a_lead_does_raises_its_score()
    {
        var id = house.Make.Lead();

        house.Make.Event(id, EngagementType.ContentDownload);
        house.RunJobs();

        Assert.Equal(30m, house.Lead(id).EngagementScore);
        Assert.Equal(ScoreTrigger.Engagement, house.Lead(id).ScoreTrigger);
    }

    [Fact]
    public void What_a_lead_did_fades_with_its_half_life()
    {
        var id = house.Make.Lead();
        house.Make.Event(id, EngagementType.PageVisit, item => item.OccurredOn = house.Clock.Now.AddDays(-30));

        house.RunJobs();

        Assert.Equal(2.5m, house.Lead(id).EngagementScore);
    }

    [Fact]
    public void A_lead_that_fits_and_engages_becomes_an_MQL()
    {
        var id = house.Make.Lead(("jobtitle", "Director"), ("emailaddress1", "a@b.fr"));

        house.Make.Event(id, EngagementType.ContentDownload);
        house.RunJobs();

        Assert.Equal(Stage.MQL, house.Lead(id).Stage);
        Assert.Equal(1, house.Lead(id).Cycle);
    }

    [Fact]
    public void A_raised_hand_with_a_way_to_call_back_goes_straight_to_SQL()
    {
        var id = house.Make.Lead(("emailaddress1", "a@b.fr"));

        house.Make.Event(id, EngagementType.DemoRequest);
        house.RunJobs();

        Assert.Equal(Stage.SQL, house.Lead(id).Stage);
    }

    [Fact]
    public void A_raised_hand_nobody_can_call_back_does_not()
    {
        var id = house.Make.Lead();

        house.Make.Event(id, EngagementType.DemoRequest);
        house.RunJobs();

        Assert.Equal(Stage.Lead, house.Lead(id).Stage);
    }

    [Fact]
    public void Nobody_writes_a_stage_by_hand()
    {
        var id = house.Make.Lead((Lead.Columns.Stage, new OptionSetValue((int)Stage.SQL)));

        house.Update(id, (Lead.Columns.Stage, new OptionSetValue((int)Stage.SQL)), (Lead.Columns.Score, 100m));

        Assert.Equal(Stage.Lead, house.Lead(id).Stage);
        Assert.Equal(0m, house.Lead(id).Score);
    }

    [Fact]
    public void Nobody_writes_by_hand_what_made_a_lead_be_scored()
    {
        var id = house.Make.Lead();

        house.Update(id, (Lead.Columns.ScoreTrigger, new OptionSetValue((int)ScoreTrigger.Agreement)));

        Assert.Equal(ScoreTrigger.Created, house.Lead(id).ScoreTrigger);
    }

    [Fact]
    public void A_lead_deleted_before_its_engagement_is_followed_up_is_no_failure()
    {
        var id = house.Make.Lead();
        house.RunJobs();
        house.Make.Event(id, EngagementType.PageVisit);
        house.Service.Delete(Lead.EntityLogicalName, id);

        house.RunJobs();

        Assert.Empty(house.Organization.FailedJobs);
    }

    [Fact]
    public void A_lead_deleted_before_its_score_change_is_kept_is_no_failure()
    {
        var id = house.Make.Lead();
        house.Service.Delete(Lead.EntityLogicalName, id);

        house.RunJobs();

        Assert.Empty(house.ChangesOf(id));
    }

    [Fact]
    public void A_new_score_within_the_same_grade_and_stage_sets_off_no_job()
    {
        var id = house.Make.Lead();
        house.RunJobs();

        house.Update(id, ("emailaddress1", "a@b.fr"));

        Assert.Equal(20m, house.Lead(id).FitScore);
        Assert.Equal(0, house.Organization.RunAsyncJobs());
    }

    [Fact]
    public void An_open_hand_off_holds_the_stage()
    {
        var id = house.Make.Lead(("emailaddress1", "a@b.fr"));
        house.Make.Event(id, EngagementType.DemoRequest);
        house.RunJobs();
        house.Update(id, (Lead.Columns.HandoffOpen, true));

        house.Update(id, ("emailaddress1", null));

        Assert.Equal(Stage.SQL, house.Lead(id).Stage);
    }

    private System.Collections.Generic.IEnumerable<RequestCount> FromPlugins(RequestOrigin origin) =>
        house.Organization.Requests.Snapshot().Where(request => request.Origin == origin);
}
