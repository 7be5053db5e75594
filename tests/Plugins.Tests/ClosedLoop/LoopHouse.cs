using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.ClosedLoop;

/// <summary>A house whose agreement counts 40 % margin, in which every asynchronous step runs twice.</summary>
public sealed class LoopHouse : CrmHouse
{
    private int made;

    public LoopHouse()
        : this(isTwice: true)
    {
    }

    private LoopHouse(bool isTwice)
    {
        if (isTwice)
            Organization.JobStarting = job => Assert.Null(job.Run());
        ModelId = Make.Model();
        AgreementId = Make.AgreementInForce(ModelId, agreement =>
        {
            agreement.MarginPercent = 40;
            agreement.CohortDays = 30;
            agreement.CohortSize = 10;
            agreement.AcceptanceTarget = 80;
            agreement.MeetingTarget = 50;
            agreement.HandlingTarget = 90;
            agreement.AttributionModel = AttributionModel.Linear;
        });
    }

    /// <summary>The same house in which each runs once: for counting what it costs.</summary>
    public static LoopHouse OnceEach() => new(isTwice: false);

    public Guid ModelId { get; }

    public Guid AgreementId { get; }

    public Guid Campaign(decimal cost = 0) => Service.Create(new Entity("campaign") { ["name"] = Next("Campaign"), ["othercost"] = new Money(cost) });

    public Guid LeadOf(Guid? campaign = null) => Make.Lead(("campaignid", campaign is { } id ? new EntityReference("campaign", id) : null));

    public Guid Content(string key, Guid? campaign = null) => Service.Create(new Content
    {
        Name = Next("Content"), Key = key, CampaignId = campaign is { } id ? new EntityReference("campaign", id) : null,
    });

    /// <summary>A persona for every lead that meets its conditions.</summary>
    public Guid Persona(string? conditions = null) => Service.Create(new Persona { Name = Next("Persona"), Conditions = conditions });

    public void Touch(Guid lead, Guid? campaign = null, string? content = null) => Make.Event(lead, EngagementType.PageVisit, item =>
    {
        item.CampaignId = campaign is { } id ? new EntityReference("campaign", id) : null;
        item.Content = content;
    });

    /// <summary>The lead is handed off now.</summary>
    public Guid HandOff(Guid lead, Action<Handoff>? change = null, int attempt = 1, int cycle = 1)
    {
        var handoff = new Handoff
        {
            Name = Next("Hand-off"), Key = $"{lead:D}:{cycle}:{attempt}", LeadId = new EntityReference("lead", lead), Cycle = cycle, Attempt = attempt,
            AgreementId = new EntityReference(Agreement.EntityLogicalName, AgreementId), ContractStartedOn = Clock.Now, StartedOn = Clock.Now,
        };
        change?.Invoke(handoff);
        return Service.Create(handoff);
    }

    public void Answer(Guid handoff, HandoffStatus status, RejectReason? reason = null) => AsSystem.Update(new Handoff
    {
        Id = handoff, StateCode = status is HandoffStatus.Accepted or HandoffStatus.InOpportunity ? HandoffState.Active : HandoffState.Inactive,
        StatusCode = status, AnsweredOn = Clock.Now, RejectReason = reason,
    });

    public Guid Opportunity(Guid? lead, decimal estimate = 0, decimal? margin = null) => Service.Create(new Entity("opportunity")
    {
        ["name"] = Next("Opportunity"),
        ["originatingleadid"] = lead is { } id ? new EntityReference("lead", id) : null,
        ["estimatedvalue"] = new Money(estimate),
        ["smk_margin"] = margin,
    });

    public void Win(Guid opportunity, decimal revenue) => Service.Execute(new WinOpportunityRequest
    {
        Status = new OptionSetValue(-1),
        OpportunityClose = new Entity("opportunityclose")
        {
            ["subject"] = "Won", ["opportunityid"] = new EntityReference("opportunity", opportunity), ["actualrevenue"] = new Money(revenue),
        },
    });

    public void Lose(Guid opportunity) => Service.Execute(new LoseOpportunityRequest
    {
        Status = new OptionSetValue(-1),
        OpportunityClose = new Entity("opportunityclose") { ["subject"] = "Lost", ["opportunityid"] = new EntityReference("opportunity", opportunity) },
    });

    public void Reopen(Guid opportunity) => Service.Update(new Entity("opportunity", opportunity)
    {
        ["statecode"] = new OptionSetValue(0), ["statuscode"] = new OptionSetValue(1),
    });

    /// <summary>Runs what waits, then lets a day pass.</summary>
    public void NextDay()
    {
        RunJobs();
        Clock.Pass(TimeSpan.FromDays(1));
    }

    public IReadOnlyList<Outcome> OutcomesOf(Guid lead)
    {
        RunJobs();
        return [.. Rows<Outcome>(Outcome.EntityLogicalName, Outcome.Columns.LeadId, lead).OrderBy(row => row.OccurredOn).ThenBy(row => row.Kind)];
    }

    public IEnumerable<OutcomeKind?> KindsOf(Guid lead) => OutcomesOf(lead).Select(outcome => outcome.Kind);

    public IReadOnlyList<Attribution> SharesOf(Guid outcome) => Rows<Attribution>(Attribution.EntityLogicalName, Attribution.Columns.OutcomeId, outcome);

    public int Sweep(string task, int limit = 200)
    {
        var request = new OrganizationRequest("smk_RunSweep") { ["Task"] = task, ["Limit"] = limit };
        return (int)Service.Execute(request)["Done"];
    }

    public Campaign Figures(Guid campaign)
    {
        RunJobs();
        while (Sweep("campaigns") > 0)
        {
        }

        return Row<Campaign>("campaign", campaign);
    }

    /// <summary>What content brought, after everything that waits has run and been counted.</summary>
    public Content FiguresOfContent(Guid content)
    {
        RunJobs();
        while (Sweep("contents") > 0)
        {
        }

        return Row<Content>(Smarketing.Crm.Dataverse.Tables.Content.EntityLogicalName, content);
    }

    /// <summary>What a persona's leads came to, a day later.</summary>
    public Persona FiguresOfPersona(Guid persona)
    {
        NextDay();
        Sweep("personas");
        return Row<Persona>(Smarketing.Crm.Dataverse.Tables.Persona.EntityLogicalName, persona);
    }

    private string Next(string name) => name + " " + (++made);
}
