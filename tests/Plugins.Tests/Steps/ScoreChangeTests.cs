using System;
using System.Linq;
using CsCheck;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Crm.Steps;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>Every change of grade or stage is kept once, with all that is needed to come to it again.</summary>
public sealed class ScoreChangeTests(ScoringHouse house) : IClassFixture<ScoringHouse>
{
    [Fact]
    public void A_new_lead_has_its_first_grade_and_stage_kept()
    {
        var id = house.Make.Lead(("jobtitle", "Director"));
        house.RunJobs();

        var change = Assert.Single(house.ChangesOf(id));

        Assert.Null(change.OldGrade);
        Assert.Equal(Grade.C4, change.NewGrade);
        Assert.Equal(Stage.Lead, change.NewStage);
        Assert.Equal(40m, change.NewFit);
        Assert.Equal(ScoreTrigger.Created, change.Trigger);
        Assert.Equal(house.AgreementId, change.AgreementId!.Id);
        Assert.Equal(house.Clock.Now, change.ScoredOn);
    }

    [Fact]
    public void A_change_of_grade_keeps_old_and_new()
    {
        var id = house.Make.Lead();
        house.RunJobs();
        house.Clock.Pass(TimeSpan.FromHours(1));

        house.Update(id, ("jobtitle", "Director"));
        house.RunJobs();

        var change = house.ChangesOf(id).Single(row => row.OldGrade is not null);
        Assert.Equal(Grade.D4, change.OldGrade);
        Assert.Equal(Grade.C4, change.NewGrade);
        Assert.Equal(0m, change.OldScore);
    }

    [Fact]
    public void A_score_that_moves_within_its_grade_is_no_change()
    {
        var id = house.Make.Lead();
        house.RunJobs();

        house.Update(id, ("emailaddress1", "a@b.fr"));
        house.RunJobs();

        Assert.Single(house.ChangesOf(id));
    }

    [Fact]
    public void Two_changes_within_one_second_are_two()
    {
        var id = house.Make.Lead();

        house.Update(id, ("jobtitle", "Director"));
        house.Update(id, ("emailaddress1", "a@b.fr"));
        house.RunJobs();

        Assert.Equal(3, house.ChangesOf(id).Count);
    }

    [Fact]
    public void A_job_that_runs_twice_keeps_the_change_once()
    {
        var id = house.Make.Lead();
        house.RunJobs();
        var call = new FakeCall(_ => house.Organization.CreateService());
        call.Input["Target"] = new Entity(Lead.EntityLogicalName, id);
        ((EntityImageCollection)call.Context["PostEntityImages"]!)["post"] = house.Lead(id).ToEntity<Entity>();

        new FollowScoringOnCreate().Execute(call);
        new FollowScoringOnCreate().Execute(call);

        Assert.Single(house.ChangesOf(id));
    }

    [Fact]
    public void The_change_belongs_to_the_owner_of_the_lead()
    {
        var id = house.Make.Lead();
        house.RunJobs();

        Assert.Equal(house.Lead(id).GetAttributeValue<EntityReference>("ownerid").Id, house.ChangesOf(id)[0].OwnerId!.Id);
    }

    [Fact]
    public void Every_change_of_a_random_life_replays_to_what_it_was() =>
        Life.Sample(
            steps =>
            {
                var id = house.Make.Lead();
                foreach (var step in steps)
                {
                    house.Clock.Pass(TimeSpan.FromMinutes(step.MinutesLater));
                    Act(id, step.Kind);
                    house.RunJobs();
                }

                var changes = house.ChangesOf(id);
                Assert.NotEmpty(changes);
                Assert.All(changes, AssertReplays);
            },
            iter: 12,
            threads: 1);

    private static readonly Gen<Moment[]> Life =
        Gen.Select(Gen.Int[0, 9], Gen.Int[1, 60 * 24 * 20], (kind, minutes) => new Moment(kind, minutes)).Array[1, 14];

    private void Act(Guid id, int kind)
    {
        switch (kind)
        {
            case 0: house.Update(id, ("jobtitle", "Sales Director")); break;
            case 1: house.Update(id, ("jobtitle", null)); break;
            case 2: house.Update(id, ("emailaddress1", "a@b.fr")); break;
            case 3: house.Update(id, ("numberofemployees", 500)); break;
            case 4: house.Update(id, ("numberofemployees", 5)); break;
            case 5: house.Make.Event(id, EngagementType.DemoRequest); break;
            case 6: house.Make.Event(id, EngagementType.ContentDownload, item => item.Content = "/guides/été"); break;
            case 7: house.Update(id, (Lead.Columns.ScoreRequestedOn, house.Clock.Now)); break;
            default: house.Make.Event(id, EngagementType.PageVisit); break;
        }
    }

    private void AssertReplays(ScoreChange change)
    {
        var verdict = new ScoreReplay(house.Service).OfChange(change.Id);

        Assert.Equal(change.NewFit, verdict.Score.Fit);
        Assert.Equal(change.NewEngagement, verdict.Score.Engagement);
        Assert.Equal(change.NewScore, verdict.Score.Whole);
        Assert.Equal((int)change.NewGrade!.Value % 1000, (int)verdict.Score.Grade);
        Assert.Equal((int)change.NewStage!.Value % 1000, (int)verdict.Standing.Stage);
        Assert.Equal(change.Cycle, verdict.Standing.Cycle);
        Assert.Equal(change.ScoredOn, verdict.Score.At);
    }

    private sealed record Moment(int Kind, int MinutesLater);
}
