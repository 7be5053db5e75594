using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.ClosedLoop;

/// <summary>What becomes of a lead is kept as dated facts, each once, though every job runs twice here.</summary>
public sealed class OutcomeTests(LoopHouse house) : IClassFixture<LoopHouse>
{
    [Fact]
    public void An_accepted_hand_off_is_an_outcome_with_everything_about_it()
    {
        var campaign = house.Campaign();
        var lead = house.LeadOf(campaign);
        var startedOn = house.Clock.Now;
        var handoff = house.HandOff(lead);
        house.NextDay();
        house.Answer(handoff, HandoffStatus.Accepted);

        var outcome = Assert.Single(house.OutcomesOf(lead));

        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
        Assert.Equal(house.Clock.Now, outcome.OccurredOn);
        Assert.Equal(startedOn, outcome.HandedOffOn);
        Assert.Equal(handoff, outcome.HandoffId?.Id);
        Assert.Equal(campaign, outcome.CampaignId?.Id);
        Assert.Equal(house.AgreementId, outcome.AgreementId?.Id);
        Assert.Equal(house.Organization.AdministratorId, outcome.SellerId?.Id);
        Assert.Equal((1, 1), (outcome.Cycle, outcome.Sign));
    }

    [Fact]
    public void A_rejected_hand_off_tells_why_and_recycles_the_lead()
    {
        var lead = house.LeadOf();
        house.Answer(house.HandOff(lead), HandoffStatus.Rejected, RejectReason.NotNow);

        Assert.Equal([OutcomeKind.Rejected, OutcomeKind.Recycled], house.KindsOf(lead));
        Assert.Equal(RejectReason.NotNow, house.OutcomesOf(lead)[0].RejectReason);
        Assert.Equal("Not now", house.OutcomesOf(lead)[1].Reason);
    }

    [Fact]
    public void A_hand_off_that_waits_or_goes_to_the_next_pair_is_no_outcome()
    {
        var lead = house.LeadOf();
        house.Answer(house.HandOff(lead), HandoffStatus.ReRouted);
        house.HandOff(lead, attempt: 2);

        Assert.Empty(house.OutcomesOf(lead));
    }

    [Fact]
    public void Making_an_opportunity_without_an_answer_accepts()
    {
        var lead = house.LeadOf();
        house.Answer(house.HandOff(lead), HandoffStatus.InOpportunity);

        Assert.Equal([OutcomeKind.Accepted], house.KindsOf(lead));
    }

    [Fact]
    public void A_lead_disqualified_by_mistake_is_none()
    {
        var lead = house.LeadOf();
        house.Service.Update(new Entity("lead", lead) { ["statecode"] = new OptionSetValue(2), ["statuscode"] = new OptionSetValue(4) });
        house.NextDay();
        Assert.Equal(1, house.OutcomesOf(lead).Sum(outcome => outcome.Sign));

        house.Service.Update(new Entity("lead", lead) { ["statecode"] = new OptionSetValue(0), ["statuscode"] = new OptionSetValue(1) });

        Assert.Equal([(OutcomeKind.Disqualified, 1), (OutcomeKind.Disqualified, -1)], house.OutcomesOf(lead).Select(outcome => (outcome.Kind!.Value, outcome.Sign!.Value)));
    }

    [Fact]
    public void An_accepted_lead_given_back_is_recycled()
    {
        var lead = house.LeadOf();
        var handoff = house.HandOff(lead);
        house.Answer(handoff, HandoffStatus.Accepted);
        house.NextDay();
        house.Answer(handoff, HandoffStatus.Closed);

        Assert.Equal([OutcomeKind.Accepted, OutcomeKind.Recycled], house.KindsOf(lead));
    }

    [Fact]
    public void The_first_touch_is_a_contact_and_the_second_is_none()
    {
        var lead = house.LeadOf();
        var handoff = house.HandOff(lead);
        var touchedOn = house.Clock.Now.AddMinutes(-5);
        house.AsSystem.Update(new Handoff { Id = handoff, FirstTouchOn = touchedOn, Touches = 1 });
        house.NextDay();
        house.AsSystem.Update(new Handoff { Id = handoff, FirstTouchOn = house.Clock.Now });

        var outcome = Assert.Single(house.OutcomesOf(lead));
        Assert.Equal((OutcomeKind.Contacted, touchedOn), (outcome.Kind, outcome.OccurredOn));
    }

    [Fact]
    public void An_appointment_is_booked_then_held()
    {
        var lead = house.LeadOf();
        var meeting = Appointment(new EntityReference("lead", lead), house.Clock.Now.AddHours(20));
        house.NextDay();
        Complete(meeting);

        var outcomes = house.OutcomesOf(lead);
        Assert.Equal([OutcomeKind.MeetingBooked, OutcomeKind.MeetingHeld], outcomes.Select(outcome => outcome.Kind));
    }

    [Fact]
    public void A_meeting_about_the_opportunity_is_one_of_its_lead()
    {
        var lead = house.LeadOf();
        var opportunity = house.Opportunity(lead);
        house.NextDay();
        Appointment(new EntityReference("opportunity", opportunity), house.Clock.Now.AddHours(20));

        var booked = Assert.Single(house.OutcomesOf(lead), outcome => outcome.Kind == OutcomeKind.MeetingBooked);
        Assert.Equal(opportunity, booked.OpportunityId?.Id);
    }

    [Fact]
    public void A_canceled_meeting_is_not_held()
    {
        var lead = house.LeadOf();
        var meeting = Appointment(new EntityReference("lead", lead), house.Clock.Now.AddHours(20));
        house.NextDay();
        house.Service.Update(new Entity("appointment", meeting) { ["statecode"] = new OptionSetValue(2), ["statuscode"] = new OptionSetValue(4) });

        Assert.Equal([OutcomeKind.MeetingBooked], house.KindsOf(lead));
    }

    [Fact]
    public void A_lead_disqualified_tells_why()
    {
        var lead = house.LeadOf();
        house.RunJobs();
        house.Update(lead, ("statecode", new OptionSetValue(2)), ("statuscode", new OptionSetValue(4)));

        var outcome = Assert.Single(house.OutcomesOf(lead));
        Assert.Equal((OutcomeKind.Disqualified, "Lost"), (outcome.Kind, outcome.Reason));
    }

    [Fact]
    public void What_is_not_about_a_lead_is_no_outcome()
    {
        var before = house.Rows<Outcome>(Outcome.EntityLogicalName).Count;
        var opportunity = house.Opportunity(null, 100);
        house.RunJobs();
        house.Win(opportunity, 100);
        Appointment(new EntityReference("opportunity", opportunity), house.Clock.Now.AddHours(1));
        house.RunJobs();

        Assert.Equal(before, house.Rows<Outcome>(Outcome.EntityLogicalName).Count);
    }

    [Fact]
    public void Criteria_are_those_that_counted_at_the_hand_off_not_those_found_out_later()
    {
        var lead = house.Make.Lead(("emailaddress1", "a@b.example"));
        house.RunJobs();
        house.Clock.Pass(TimeSpan.FromMinutes(1));
        var handoff = house.HandOff(lead);
        house.NextDay();
        house.Update(lead, ("jobtitle", "Director"));
        house.NextDay();
        house.Answer(handoff, HandoffStatus.Accepted);

        var mail = house.Rows<Criterion>(Criterion.EntityLogicalName, Criterion.Columns.ScoringModelId, house.ModelId).Single(row => row.Column == "emailaddress1");
        Assert.Equal(mail.Id.ToString("D"), Assert.Single(house.OutcomesOf(lead)).CriteriaFired);
    }

    [Fact]
    public void The_reference_of_a_lead_is_always_the_same_and_is_not_its_id()
    {
        var lead = house.LeadOf();
        house.Answer(house.HandOff(lead), HandoffStatus.Rejected, RejectReason.Duplicate);

        var reference = Assert.Single(house.OutcomesOf(lead).Select(outcome => outcome.LeadRef).Distinct());
        Assert.Equal(32, reference!.Length);
        Assert.DoesNotContain(reference, lead.ToString("N"), StringComparison.OrdinalIgnoreCase);
    }

    private Guid Appointment(EntityReference regarding, DateTime start) => house.Service.Create(new Entity("appointment")
    {
        ["subject"] = "Talk", ["regardingobjectid"] = regarding, ["scheduledstart"] = start, ["scheduledend"] = start.AddHours(1),
    });

    private void Complete(Guid meeting) =>
        house.Service.Update(new Entity("appointment", meeting) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(3) });
}
