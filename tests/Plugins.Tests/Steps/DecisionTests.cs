using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>What a review decides is done: a task for its owner, and a draft of the next agreement where it says so, once each.</summary>
public sealed class DecisionTests : IDisposable
{
    private readonly CrmHouse house = new();
    private readonly Guid agreement;
    private readonly Guid review;

    public DecisionTests()
    {
        agreement = house.Make.AgreementInForce(house.Make.Model());
        review = ((EntityReference)house.Service.Execute(new OrganizationRequest("smk_PrepareWeeklyReview")).Results["ReviewId"]).Id;
    }

    public void Dispose() => house.Dispose();

    [Fact]
    public void It_becomes_a_task_for_its_owner()
    {
        var owner = house.Organization.CreateUser(
            "Paul", house.Organization.RoleNamed("Smarketing Sales Manager"), house.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Activity"));
        var id = Decide(row =>
        {
            row.OwnerId = new EntityReference("systemuser", owner);
            row.DueOn = new DateTime(2026, 3, 9);
        });

        house.RunJobs();

        var task = house.Row<Entity>("task", Decision(id).TaskId!.Id);
        Assert.Equal("Call within the hour", task["subject"]);
        Assert.Equal("All of us", task["description"]);
        Assert.Equal(new DateTime(2026, 3, 9), ((DateTime)task["scheduledend"]).Date);
        Assert.Equal(owner, task.GetAttributeValue<EntityReference>("ownerid").Id);
    }

    [Fact]
    public void Carried_out_twice_it_is_one_task_and_one_draft()
    {
        var id = Decide(row => row.OpensDraft = true);
        house.RunJobs();

        Again(id);
        Again(id);

        Assert.Single(house.Rows<Entity>("task"));
        Assert.Equal(2, house.Rows<Agreement>(Agreement.EntityLogicalName).Count);
    }

    [Fact]
    public void Killed_after_its_task_or_draft_was_made_it_finds_them_again()
    {
        var id = Decide(row => row.OpensDraft = true);
        house.RunJobs();
        var done = Decision(id);
        house.Service.Update(new Decision { Id = id, TaskId = null, DraftId = null });

        Again(id);

        Assert.Equal((done.TaskId!.Id, done.DraftId!.Id), (Decision(id).TaskId!.Id, Decision(id).DraftId!.Id));
        Assert.Single(house.Rows<Entity>("task"));
    }

    [Fact]
    public void It_opens_a_draft_of_the_next_agreement()
    {
        var id = Decide(row => row.OpensDraft = true);
        house.RunJobs();

        var draft = house.Row<Agreement>(Agreement.EntityLogicalName, Decision(id).DraftId!.Id);

        Assert.Equal((AgreementStatus.Draft, agreement), (draft.StatusCode, draft.PreviousId!.Id));
    }

    [Fact]
    public void It_opens_none_unless_it_says_so_and_may_say_so_later()
    {
        var id = Decide();
        house.RunJobs();
        Assert.Null(Decision(id).DraftId);

        house.Service.Update(new Decision { Id = id, OpensDraft = true });
        house.RunJobs();

        Assert.NotNull(Decision(id).DraftId);
    }

    [Fact]
    public void Two_decisions_share_the_draft_that_is_open()
    {
        var first = Decide(row => row.OpensDraft = true);
        house.RunJobs();
        var second = Decide(row => row.OpensDraft = true);
        house.RunJobs();

        Assert.Equal(Decision(first).DraftId!.Id, Decision(second).DraftId!.Id);
    }

    [Fact]
    public void A_decision_that_is_gone_asks_for_nothing()
    {
        house.Service.Delete("smk_decision", Decide());

        house.RunJobs();

        Assert.Empty(house.Rows<Entity>("task"));
    }

    private Guid Decide(Action<Decision>? change = null)
    {
        var decision = new Decision
        {
            Name = "Call within the hour", Text = "All of us", WeeklyReviewId = new EntityReference("smk_weeklyreview", review),
        };
        change?.Invoke(decision);
        return house.Service.Create(decision);
    }

    private void Again(Guid id)
    {
        var call = new FakeCall(_ => house.Service);
        call.Input["Target"] = new Entity("smk_decision", id);
        new Crm.Steps.CarryOutDecisionOnCreate().Execute(call);
    }

    private Decision Decision(Guid id) => house.Row<Decision>(Crm.Dataverse.Tables.Decision.EntityLogicalName, id);
}
