using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Crm.Steps;

namespace Smarketing.Tests.Plugins.Twice;

/// <summary>A piece of the story.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Steps">The asynchronous steps that have something to do in it, each with at least one write.</param>
/// <param name="Tell">Makes it happen; jobs run afterwards.</param>
internal sealed record Chapter(string Name, Type[] Steps, Action<Story> Tell)
{
    public override string ToString() => Name;
}

/// <summary>What happens, in order. A new asynchronous step needs a chapter that gives it something to do.</summary>
internal static class Chapters
{
    public static readonly IReadOnlyList<Chapter> All =
    [
        new("Nobody has agreed on anything yet", [typeof(FollowScoringOnCreate), typeof(DecidePersonaOnCreate)], story => story.Lead("early")),
        new("A lead that nobody could score is touched", [typeof(ReportScoringFaultOnUpdate)], story =>
        {
            foreach (var alert in story.Rows<Alert>(Alert.EntityLogicalName))
                story.Service.Update(new Alert { Id = alert.Id, HealedOn = story.Clock.Now });
            var lead = new Entity("lead") { ["lastname"] = "imported", ["subject"] = "Imported" };
            story.Leads["imported"] = ((CreateResponse)story.Pen.Execute(Unheard(lead))).id;
            story.Update(story.Leads["imported"], ("numberofemployees", 3));
        }),
        new("An agreement is signed and a sweep scores by it", [typeof(RecordScoreChangeOnUpdate)], story =>
        {
            story.AgreementId = story.Write.Agreement(story.Write.Model(), Agree(story));
            Sign(story, story.Marketer);
            Sign(story, story.Boss);
            story.Rest();
            story.Sweep();
        }),
        new("Leads come of a campaign", [typeof(CountForCampaignOnCreate), typeof(FollowScoringOnCreate), typeof(RouteLeadOnCreate), typeof(RecordHandoffOutcomeOnCreate)], story =>
        {
            story.Lead("sown", campaign: story.Campaign);
            story.Lead("born ripe", isRipe: true, campaign: story.Campaign);
        }),
        new("A lead moves to another campaign and turns out to be a director", [typeof(CountForCampaignOnUpdate), typeof(DecidePersonaOnUpdate)], story =>
            story.Update(story.Leads["sown"], ("campaignid", Story.Ref("campaign", story.OtherCampaign)), ("jobtitle", "Sales director"))),
        new("It engages", [typeof(RescoreLeadOnEngagement), typeof(RecordScoreChangeOnUpdate)], story => story.Record(
            "sown", (EngagementType.PageVisit, story.Campaign, null), (EngagementType.ContentDownload, null, "guide"), (EngagementType.PageVisit, story.OtherCampaign, null))),
        new("It ripens and goes to sales", [typeof(RouteLeadOnUpdate), typeof(RecordHandoffOutcomeOnCreate)], story => story.Ripen("sown")),
        new("Its promise runs short, then it is accepted", [typeof(HealAlertsOnUpdate), typeof(RecordHandoffOutcomeOnUpdate)], story =>
        {
            story.Rest(40);
            story.Sweep("clocks");
            story.Rest();
            story.Answer(story.HandoffOf("sown").Id, true);
        }),
        new("A pause is taken, changed and given back", [typeof(ReadClocksOnPauseCreate), typeof(ReadClocksOnPauseUpdate), typeof(ReadClocksOnPauseDelete)], story =>
        {
            var pause = story.Pen.Create(new Pause
            {
                Name = "Fair", Reason = "At the fair", HandoffId = story.HandoffOf("sown").ToEntityReference(), From = story.Clock.Now, Until = story.Clock.Now.AddMinutes(20),
            });
            story.Rest(1);
            story.Service.Update(new Pause { Id = pause, Until = story.Clock.Now.AddMinutes(15) });
            story.Rest(1);
            story.Service.Delete(Pause.EntityLogicalName, pause);
            story.Rest(1);
            story.Sweep("clocks");
        }),
        new("Its seller calls, writes and meets it",
            [typeof(CountTouchOnPhoneCall), typeof(CountTouchOnEmail), typeof(CountTouchOnAppointment), typeof(RecordMeetingOnCreate), typeof(RecordMeetingOnUpdate)], story =>
            {
                story.Do("phonecall", "sown");
                story.Rest();
                story.Do("email", "sown");
                story.Rest();
                var meeting = story.Do("appointment", "sown", complete: false);
                story.Rest();
                story.Complete("appointment", meeting);
            }),
        new("It becomes an opportunity, and another is made of it",
            [typeof(FollowLeadOnUpdate), typeof(FollowOpportunityOnCreate), typeof(RecordOpportunityOnCreate), typeof(RecordHandoffOutcomeOnUpdate)], story =>
            {
                story.Qualify("sown");
                story.Rest();
                story.Opportunity("sown", 1000);
            }),
        new("A campaign earns of an opportunity whose lead came of none", [typeof(RecordOpportunityOnCreate)], story =>
        {
            story.Record("early", (EngagementType.PageVisit, story.OtherCampaign, null));
            story.Rest();
            story.Opportunity("early", 700);
        }),
        new("Won, opened again, lost", [typeof(FollowOpportunityOnUpdate), typeof(RecordOpportunityOnUpdate)], story =>
        {
            story.Accepted("buyer");
            story.Record("buyer", (EngagementType.PageVisit, story.Campaign, null), (EngagementType.ContentDownload, story.OtherCampaign, "guide"));
            story.Rest();
            var deal = story.Qualify("buyer");
            story.Rest();
            story.Win(deal, 999.99m);
            story.Rest();
            story.Reopen(deal);
            story.Rest();
            story.Lose(deal);
        }),
        new("Won and opened again before any job has run", [typeof(RecordOpportunityOnUpdate)], story =>
        {
            story.Accepted("wavering");
            story.Record("wavering", (EngagementType.PageVisit, story.Campaign, null));
            var deal = story.Qualify("wavering");
            story.Clock.Pass(TimeSpan.FromMinutes(1));
            story.Win(deal, 500);
            story.Clock.Pass(TimeSpan.FromMinutes(1));
            story.Reopen(deal);
        }),
        new("An opportunity is worth more than was thought, then less", [typeof(RecordEstimateOnUpdate)], story =>
        {
            story.Accepted("growing");
            story.Record("growing", (EngagementType.PageVisit, story.Campaign, null), (EngagementType.PageVisit, story.OtherCampaign, null));
            story.Rest();
            var deal = story.Qualify("growing");
            story.Rest();
            story.Service.Update(new Entity("opportunity", deal) { ["estimatedvalue"] = new Money(900.01m) });
            story.Rest();
            story.Service.Update(new Entity("opportunity", deal) { ["estimatedvalue"] = new Money(100) });
        }),
        new("A manager gives a lead to somebody else", [typeof(FollowOwnerOnUpdate)], story =>
        {
            story.Accepted("passed on");
            var owner = story.HandoffOf("passed on").OwnerId!.Id;
            story.Update(story.Leads["passed on"], ("ownerid", Story.User(story.Sellers.First(seller => seller != owner))));
        }),
        new("Content gets another key", [typeof(CountForContentOnKeyChange)], story =>
            story.Service.Update(new Content { Id = story.Rows<Content>(Content.EntityLogicalName)[0].Id, Key = "guidebook" })),
        new("An invalid lead is rejected and costs no turn", [typeof(RefundRejectedHandoff), typeof(RecordHandoffOutcomeOnUpdate)], story =>
            story.Answer(story.HandoffOf("born ripe").Id, false, RejectReason.Duplicate)),
        new("Leads are disqualified, put off, merged and deleted", [typeof(RecordDisqualificationOnUpdate), typeof(FollowLeadOnUpdate)], story =>
        {
            foreach (var name in new[] { "worthless", "later", "double", "gone" })
                story.Accepted(name);
            story.Disqualify("worthless");
            story.Update(story.Leads["later"], ("smk_recycleon", story.Clock.Now.AddDays(60)));
            story.Service.Execute(new Microsoft.Crm.Sdk.Messages.MergeRequest
            {
                Target = Story.Ref("lead", story.Leads["imported"]), SubordinateId = story.Leads["double"], UpdateContent = new Entity("lead"),
            });
            story.Do("phonecall", "gone");
            story.Update(story.Leads["gone"], ("jobtitle", "Clerk"));
            story.Service.Delete("lead", story.Leads["gone"]);
        }),
        new("A promise is broken and the next pair has its turn", [typeof(RecordHandoffOutcomeOnCreate)], story =>
        {
            story.HandedOff("neglected");
            story.Rest(120);
            story.Sweep("clocks");
            story.Rest(120);
            story.Sweep("clocks");
        }),
        new("Nobody is there, so a lead waits; then somebody is back", [typeof(RouteLeadOnCreate)], story =>
        {
            SetMembers(story, PoolMemberState.Inactive);
            story.Lead("waiting", isRipe: true);
            story.Rest();
            SetMembers(story, PoolMemberState.Active);
            story.Sweep("route");
        }),
        new("The review decides", [typeof(CarryOutDecisionOnCreate), typeof(CarryOutDecisionOnUpdate)], story =>
        {
            var review = (EntityReference)story.Service.Execute(new OrganizationRequest("smk_PrepareWeeklyReview")).Results["ReviewId"];
            story.Pen.Create(Decision("Call within the hour", review, opensDraft: true));
            var second = story.Pen.Create(Decision("Fewer visits", review, opensDraft: false));
            story.Rest();
            story.Service.Update(new Decision { Id = second, OpensDraft = true });
        }),
        new("A campaign cannot be computed for a day", [typeof(SweepCarefullyOnCreate), typeof(SweepCarefullyOnUpdate)], story =>
        {
            story.Service.Update(new Entity("campaign", story.Campaign) { ["othercost"] = new Money(200) });
            story.Service.Update(new Entity("campaign", story.OtherCampaign) { ["othercost"] = new Money(50) });
            story.Rest();
            story.Refused.Add(story.OtherCampaign);
            story.SweepCarefully("campaigns");
            story.Rest(24 * 60);
            story.SweepCarefully("campaigns");
            story.Rest(24 * 60);
            story.Refused.Clear();
            story.SweepCarefully("campaigns");
        }),
        new("A campaign turns out to cost more, and everything is swept", [typeof(CountForCampaignOnCostChange)], story =>
        {
            story.Service.Update(new Entity("campaign", story.Campaign) { ["othercost"] = new Money(300) });
            story.Rest(24 * 60);
            story.Sweep();
        }),
    ];

    private static Action<Agreement> Agree(Story story) => agreement =>
    {
        (agreement.MqlEngagement, agreement.SqlEngagement) = (0, 0);
        (agreement.AcceptMinutes, agreement.FirstTouchMinutes, agreement.FollowUpAttempts, agreement.FollowUpMinutes) = (60, 240, 2, 2400);
        (agreement.DispositionMinutes, agreement.WarnPercent, agreement.MostPauseMinutes, agreement.MostReroutes) = (4800, 75, 30, 1);
        (agreement.HandlingTarget, agreement.AcceptanceTarget, agreement.MeetingTarget, agreement.MarginPercent) = (100, 100, 100, 40);
        (agreement.CohortDays, agreement.CohortSize, agreement.RetentionDays) = (30, 2, 300);
        (agreement.ReviewOn, agreement.ValidUntil) = (new DateTime(2026, 5, 10), new DateTime(2026, 12, 31));
        agreement.DefaultPoolId = Story.Ref(Pool.EntityLogicalName, story.Pool);
        agreement.SalesManagerId = Story.User(story.Boss);
    };

    private static void Sign(Story story, Guid user) => story.Organization.CreateService(user)
        .Execute(new OrganizationRequest("smk_SignAgreement") { ["Target"] = Story.Ref(Agreement.EntityLogicalName, story.AgreementId) });

    private static CreateRequest Unheard(Entity lead) => new() { Target = lead, ["BypassCustomPluginExecution"] = true };

    internal static void SetMembers(Story story, PoolMemberState state)
    {
        foreach (var member in story.Rows<PoolMember>(PoolMember.EntityLogicalName))
        {
            story.Service.Update(new PoolMember
            {
                Id = member.Id, StateCode = state, StatusCode = state == PoolMemberState.Active ? PoolMemberStatus.Active : PoolMemberStatus.Inactive,
            });
        }
    }

    private static Decision Decision(string name, EntityReference review, bool opensDraft) => new()
    {
        Name = name, Text = "All of us", WeeklyReviewId = review, OpensDraft = opensDraft,
    };
}
