using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.Handoffs;

/// <summary>A hand-off follows what becomes of its lead and its opportunity, and takes the lead's stage along.</summary>
public sealed class LifeTests : IDisposable
{
    private readonly HandoffHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void A_qualified_lead_is_an_opportunity()
    {
        var id = house.Accepted();
        house.Clock.Pass(TimeSpan.FromMinutes(5));

        var opportunity = house.Qualify(id);

        var handoff = house.Handoff(id);
        Assert.Equal((HandoffStatus.InOpportunity, opportunity, house.Clock.Now), (handoff.StatusCode, handoff.OpportunityId?.Id, handoff.DispositionOn));
        Assert.Equal(Stage.Opportunity, house.LeadOf(id).Stage);
        Assert.Equal(id, house.Row<Opportunity>("opportunity", opportunity!.Value).HandoffId?.Id);
        Assert.Null(handoff.NextCheckOn);
    }

    [Fact]
    public void Who_qualifies_without_having_answered_has_accepted()
    {
        var id = house.HandedOff();
        house.Qualify(id);
        Assert.Equal((HandoffStatus.InOpportunity, house.Clock.Now), (house.Handoff(id).StatusCode, house.Handoff(id).AnsweredOn));
        Assert.Equal((Stage.Opportunity, false), (house.LeadOf(id).Stage, house.LeadOf(id).HandoffOpen));
    }

    [Fact]
    public void Who_qualifies_without_answer_and_opportunity_has_accepted_too()
    {
        var id = house.HandedOff();
        house.Qualify(id, withOpportunity: false);
        Assert.Equal((HandoffStatus.Closed, Stage.Accepted), (house.Handoff(id).StatusCode, house.LeadOf(id).Stage));
        Assert.Single(house.Rows<Outcome>(Outcome.EntityLogicalName, Outcome.Columns.HandoffId, id), outcome => outcome.Kind == OutcomeKind.Accepted);
    }

    [Fact]
    public void Qualified_without_an_opportunity_it_is_closed()
    {
        var id = house.Accepted();
        house.Qualify(id, withOpportunity: false);
        Assert.Equal((HandoffStatus.Closed, Stage.Accepted), (house.Handoff(id).StatusCode, house.LeadOf(id).Stage));
    }

    [Fact]
    public void Won_reopened_and_lost_it_takes_the_lead_along()
    {
        var id = house.Accepted();
        var opportunity = house.Qualify(id)!.Value;
        Close(opportunity, won: true);
        Assert.Equal((HandoffStatus.Closed, Stage.Customer), (house.Handoff(id).StatusCode, house.LeadOf(id).Stage));

        house.Service.Update(new Entity("opportunity", opportunity) { ["statecode"] = new OptionSetValue(0) });
        house.RunJobs();
        Assert.Equal((HandoffStatus.InOpportunity, Stage.Opportunity), (house.Handoff(id).StatusCode, house.LeadOf(id).Stage));

        Close(opportunity, won: false);
        Assert.Equal((HandoffStatus.Closed, Stage.Nurture), (house.Handoff(id).StatusCode, house.LeadOf(id).Stage));
    }

    [Theory]
    [InlineData(true, Stage.Customer)]
    [InlineData(false, Stage.Nurture)]
    public void Qualified_first_and_an_opportunity_made_later_it_follows_to_the_end(bool won, Stage stage)
    {
        var id = house.Accepted();
        house.Qualify(id, withOpportunity: false);
        house.Clock.Pass(TimeSpan.FromDays(3));

        var opportunity = OpportunityOf(id);

        Assert.Equal((HandoffStatus.InOpportunity, opportunity, Stage.Opportunity), (house.Handoff(id).StatusCode, house.Handoff(id).OpportunityId?.Id, house.LeadOf(id).Stage));
        Assert.Equal(id, house.Row<Opportunity>("opportunity", opportunity).HandoffId?.Id);
        Close(opportunity, won);
        Assert.Equal((HandoffStatus.Closed, stage), (house.Handoff(id).StatusCode, house.LeadOf(id).Stage));
    }

    [Fact]
    public void An_opportunity_linked_to_its_lead_later_takes_the_hand_off_along()
    {
        var id = house.Accepted();
        house.Qualify(id, withOpportunity: false);
        var opportunity = house.Service.Create(new Entity("opportunity") { ["name"] = "Entered by hand" });
        house.RunJobs();
        Assert.Equal(Stage.Accepted, house.LeadOf(id).Stage);

        house.Service.Update(new Entity("opportunity", opportunity) { ["originatingleadid"] = house.Handoff(id).LeadId });
        house.RunJobs();

        Assert.Equal((HandoffStatus.InOpportunity, Stage.Opportunity), (house.Handoff(id).StatusCode, house.LeadOf(id).Stage));
        Assert.Single(house.Rows<Outcome>(Outcome.EntityLogicalName, Outcome.Columns.LeadId, house.LeadOf(id).Id), outcome => outcome.Kind == OutcomeKind.OpportunityOpened);
    }

    [Fact]
    public void An_opportunity_won_before_its_beginning_was_heard_of_leaves_nothing_open()
    {
        var id = house.Accepted();
        house.Qualify(id, withOpportunity: false);
        var opportunity = house.Service.Create(new Entity("opportunity") { ["name"] = "Quick", ["originatingleadid"] = house.Handoff(id).LeadId });
        Close(opportunity, won: true);
        Assert.Equal((HandoffStatus.Closed, Stage.Customer), (house.Handoff(id).StatusCode, house.LeadOf(id).Stage));
    }

    [Fact]
    public void A_rejected_lead_that_somebody_qualifies_follows_its_opportunity()
    {
        var id = house.HandedOff();
        house.Answer(id, house.Seller, false, (int)RejectReason.NotNow);
        house.RunJobs();
        var opportunity = house.Qualify(id)!.Value;
        Assert.Equal((HandoffStatus.Rejected, Stage.Opportunity), (house.Handoff(id).StatusCode, house.LeadOf(id).Stage));
        Close(opportunity, won: true);
        Assert.Equal(Stage.Customer, house.LeadOf(id).Stage);
    }

    // The platform has closed the lead when it was qualified: Nurture says that sales has given it back, and opening it again lets it ripen.
    [Fact]
    public void A_lost_lead_that_is_opened_again_comes_back_only_on_facts_newer_than_the_loss()
    {
        var id = house.Accepted();
        var opportunity = house.Qualify(id)!.Value;
        var lead = house.LeadOf(id).Id;
        house.Clock.Pass(TimeSpan.FromDays(2));
        house.Make.Event(lead, EngagementType.DemoRequest);
        house.RunJobs();
        house.Clock.Pass(TimeSpan.FromDays(1));
        Close(opportunity, won: false);
        Assert.Equal((Stage.Nurture, house.Clock.Now), (house.Lead(lead).Stage, house.Lead(lead).RejectedOn));

        house.Clock.Pass(TimeSpan.FromDays(1));
        house.Update(lead, ("statecode", new OptionSetValue(0)));
        house.RunJobs();
        Assert.Equal((Stage.Nurture, 1), (house.Lead(lead).Stage, house.Lead(lead).Cycle));

        house.Make.Event(lead, EngagementType.DemoRequest);
        house.RunJobs();
        Assert.Equal((Stage.SQL, 2), (house.Lead(lead).Stage, house.Lead(lead).Cycle));
    }

    [Theory]
    [InlineData(false, HandoffStatus.Withdrawn)]
    [InlineData(true, HandoffStatus.Closed)]
    public void A_disqualified_lead_needs_nobody(bool isAccepted, HandoffStatus status)
    {
        var id = isAccepted ? house.Accepted() : house.HandedOff();
        var lead = house.LeadOf(id).Id;
        house.Update(lead, ("statecode", new OptionSetValue(2)));
        Assert.Equal(Stage.Disqualified, house.Lead(lead).Stage);
        house.RunJobs();
        Assert.Equal((status, Stage.Disqualified), (house.Handoff(id).StatusCode, house.Lead(lead).Stage));
        Assert.Null(house.Handoff(id).NextCheckOn);
    }

    [Fact]
    public void A_lead_that_is_put_off_ripens_again()
    {
        var id = house.Accepted();
        var lead = house.LeadOf(id).Id;
        house.Update(lead, (Lead.Columns.RecycleOn, house.Clock.Now.AddDays(90)));
        house.RunJobs();
        Assert.Equal((HandoffStatus.Closed, Stage.Nurture), (house.Handoff(id).StatusCode, house.Lead(lead).Stage));
        Assert.Equal(house.Handoff(id).DispositionOn, house.Lead(lead).RejectedOn);
    }

    [Fact]
    public void An_erased_lead_leaves_a_withdrawn_hand_off()
    {
        var id = house.HandedOff();
        house.Service.Delete(Lead.EntityLogicalName, house.LeadOf(id).Id);
        house.RunJobs();
        Assert.Equal((HandoffStatus.Withdrawn, null, null), (house.Handoff(id).StatusCode, house.Handoff(id).LeadId, house.Handoff(id).NextCheckOn));
    }

    [Fact]
    public void A_merged_lead_leaves_a_withdrawn_hand_off()
    {
        var id = house.Accepted();
        house.Service.Execute(new MergeRequest
        {
            Target = new EntityReference(Lead.EntityLogicalName, house.Make.Lead()), SubordinateId = house.LeadOf(id).Id,
            UpdateContent = new Entity(Lead.EntityLogicalName), PerformParentingChecks = false,
        });
        house.RunJobs();
        Assert.Equal(HandoffStatus.Withdrawn, house.Handoff(id).StatusCode);
    }

    [Fact]
    public void A_lead_qualified_without_a_hand_off_follows_its_opportunity()
    {
        var lead = house.Make.Lead();
        house.Service.Execute(new QualifyLeadRequest
        {
            LeadId = new EntityReference(Lead.EntityLogicalName, lead), CreateOpportunity = true, CreateAccount = false, CreateContact = false, Status = new OptionSetValue(-1),
        });
        house.RunJobs();
        Assert.Equal(Stage.Opportunity, house.Lead(lead).Stage);
    }

    [Fact]
    public void Another_opportunity_of_the_lead_leaves_a_closed_hand_off_alone()
    {
        var id = house.Accepted();
        var opportunity = house.Qualify(id)!.Value;
        Close(opportunity, won: true);
        var other = house.Service.Create(new Entity("opportunity") { ["name"] = "Another", ["originatingleadid"] = house.Handoff(id).LeadId });
        house.RunJobs();
        Close(other, won: false);
        Assert.Equal((HandoffStatus.Closed, opportunity), (house.Handoff(id).StatusCode, house.Handoff(id).OpportunityId?.Id));
        Assert.Equal(Stage.Customer, house.LeadOf(id).Stage);
    }

    [Fact]
    public void Every_job_run_twice_comes_to_the_same()
    {
        var id = house.Accepted();
        house.Qualify(id);
        var before = house.Handoff(id);
        var lead = house.LeadOf(id);
        house.Clock.Pass(TimeSpan.FromMinutes(5));

        house.AsSystem.Update(new Lead { Id = lead.Id, RecycleOn = house.Clock.Now.AddDays(1) });
        house.RunJobs();

        Assert.Equal(
            (before.StatusCode, before.AnsweredOn, before.DispositionOn, before.OpportunityId?.Id),
            (house.Handoff(id).StatusCode, house.Handoff(id).AnsweredOn, house.Handoff(id).DispositionOn, house.Handoff(id).OpportunityId?.Id));
        Assert.Equal((lead.Stage, lead.StageSince), (house.LeadOf(id).Stage, house.LeadOf(id).StageSince));
    }

    [Theory]
    [InlineData(Handoff.Columns.AcceptBy)]
    [InlineData(Handoff.Columns.FirstTouchOn)]
    [InlineData(Handoff.Columns.NextCheckOn)]
    [InlineData(Handoff.Columns.DispositionOn)]
    public void Nobody_sets_a_clock_by_hand(string column)
    {
        var id = house.HandedOff();
        var change = new Entity(Handoff.EntityLogicalName, id) { [column] = house.Clock.Now.AddDays(1) };
        Assert.Contains("not written by hand", Smarketing.Tests.Plugins.House.CrmHouse.RefusalOf(() => house.Service.Update(change)), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_answers_by_hand()
    {
        var id = house.HandedOff();
        Assert.Contains(
            "not written by hand",
            Smarketing.Tests.Plugins.House.CrmHouse.RefusalOf(() => house.Service.Update(new Handoff { Id = id, StatusCode = HandoffStatus.Accepted })),
            StringComparison.Ordinal);
        house.Service.Update(new Handoff { Id = id, AnswerNote = "A note is no answer", StatusCode = HandoffStatus.Waiting });
    }

    [Fact]
    public void Given_to_somebody_else_by_hand_the_owners_clock_begins_anew_and_the_contracts_goes_on()
    {
        var id = house.HandedOff();
        var before = house.Handoff(id);
        house.Clock.Pass(TimeSpan.FromMinutes(50));
        house.Service.Update(new Entity(Handoff.EntityLogicalName, id) { ["ownerid"] = HandoffHouse.User(house.Stranger) });
        Assert.Equal(
            (house.Clock.Now, before.ContractStartedOn, before.AcceptBy!.Value.AddMinutes(50)),
            (house.Handoff(id).StartedOn!.Value, house.Handoff(id).ContractStartedOn, house.Handoff(id).AcceptBy!.Value));
    }

    private Guid OpportunityOf(Guid handoff)
    {
        var id = house.Service.Create(new Entity("opportunity") { ["name"] = "Later", ["originatingleadid"] = house.Handoff(handoff).LeadId });
        house.RunJobs();
        return id;
    }

    private void Close(Guid opportunity, bool won)
    {
        house.Clock.Pass(TimeSpan.FromMinutes(1));
        var close = new Entity("opportunityclose") { ["opportunityid"] = new EntityReference("opportunity", opportunity), ["subject"] = "Closed" };
        house.Service.Execute(won
            ? new WinOpportunityRequest { OpportunityClose = close, Status = new OptionSetValue(-1) }
            : new LoseOpportunityRequest { OpportunityClose = close, Status = new OptionSetValue(-1) });
        house.RunJobs();
    }
}
