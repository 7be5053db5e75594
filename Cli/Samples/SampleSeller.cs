using System;
using System.Collections.Generic;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Cli.Run.Feed;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;

namespace Smarketing.Cli.Samples;

/// <summary>
/// What a seller of the sample firm makes of one hand-off. Most answer in time, some late, some never; what a lead is truly worth shows
/// in the end. Everything is drawn from the hand-off's key, so that a run replays.
/// </summary>
internal sealed class SampleSeller(LocalOrganization organization, Guid seller, Handoff handoff, Guid lead, bool? becomesCustomer)
{
    private const int CompletedCall = 2;
    private const int HeldMeeting = 3;
    private static readonly IReadOnlyList<PlannedAction> Nothing = [];

    private readonly SampleRandom _random = new(StableHash.Of(handoff.Key ?? string.Empty));
    private readonly IOrganizationService _service = organization.CreateService(seller);

    public IReadOnlyList<PlannedAction> Plan(DateTime now)
    {
        // Somebody is on the road and sees nothing all day: the promise breaks, the lead goes to the next pair.
        if (_random.Chance(0.12))
        {
            return Nothing;
        }

        var answersOn = SampleHours.After(now, TimeSpan.FromMinutes(_random.Chance(0.1) ? _random.Between(100, 118) : _random.Between(4, 80)));
        var rejects = _random.Chance(becomesCustomer == true ? 0.01 : becomesCustomer == false ? 0.22 : 0.12);
        return [new PlannedAction(answersOn, () => rejects ? Reject() : Accept(answersOn))];
    }

    private IReadOnlyList<PlannedAction> Reject()
    {
        Answer(false, _random.Weighted(
            (5, RejectReason.NotAFit), (3, RejectReason.NotNow), (2, RejectReason.NoContactPossible), (1, RejectReason.Competitor), (1, RejectReason.Duplicate)));
        return Nothing;
    }

    private IReadOnlyList<PlannedAction> Accept(DateTime now)
    {
        if (!Answer(true, null))
        {
            return Nothing;
        }

        var callsOn = SampleHours.After(now, TimeSpan.FromMinutes(_random.Chance(0.9) ? _random.Between(15, 400) : _random.Between(500, 900)));
        return [new PlannedAction(callsOn, () => Call(callsOn, 1))];
    }

    private IReadOnlyList<PlannedAction> Call(DateTime now, int attempt)
    {
        var call = _service.Create(new Entity("phonecall")
        {
            ["subject"] = $"Appel n° {attempt}", ["regardingobjectid"] = new EntityReference(Lead.EntityLogicalName, lead), ["directioncode"] = true,
        });
        Complete("phonecall", call, CompletedCall);
        if (_random.Chance(becomesCustomer == true ? 0.9 : 0.4))
        {
            var meetsOn = SampleHours.After(now, TimeSpan.FromHours(_random.Between(10, 50)));
            var meeting = _service.Create(new Entity("appointment")
            {
                ["subject"] = "Rendez-vous de découverte", ["regardingobjectid"] = new EntityReference(Lead.EntityLogicalName, lead),
                ["scheduledstart"] = meetsOn.AddHours(-1), ["scheduledend"] = meetsOn,
            });
            return [new PlannedAction(meetsOn, () => Meet(meetsOn, meeting))];
        }

        if (attempt < 3)
        {
            var againOn = SampleHours.After(now, TimeSpan.FromHours(_random.Between(6, 20)));
            return [new PlannedAction(againOn, () => Call(againOn, attempt + 1))];
        }

        return GiveUp();
    }

    private IReadOnlyList<PlannedAction> Meet(DateTime now, Guid meeting)
    {
        if (_random.Chance(0.1))
        {
            return GiveUp();
        }

        Complete("appointment", meeting, HeldMeeting);
        if (becomesCustomer != true && _random.Chance(0.35))
        {
            return GiveUp();
        }

        var qualifiesOn = SampleHours.After(now, TimeSpan.FromHours(_random.Between(1, 12)));
        return [new PlannedAction(qualifiesOn, () => Qualify(qualifiesOn))];
    }

    private IReadOnlyList<PlannedAction> Qualify(DateTime now)
    {
        if (!IsOpen())
        {
            return Nothing;
        }

        // The seller knows what it may be worth before the lead is closed.
        var worth = _random.Between(12, 90) * 1_000m;
        var created = new EntityReference("opportunity", _service.Create(new Entity("opportunity")
        {
            ["name"] = "WMS", ["originatingleadid"] = new EntityReference(Lead.EntityLogicalName, lead), ["estimatedvalue"] = new Money(worth), ["estimatedclosedate"] = now.Date.AddDays(45),
        }));
        _service.Execute(new QualifyLeadRequest
        {
            LeadId = new EntityReference(Lead.EntityLogicalName, lead), CreateAccount = true, CreateContact = true, CreateOpportunity = false, Status = new OptionSetValue(3),
        });
        var closesOn = SampleHours.After(now, TimeSpan.FromHours(_random.Between(100, 260)));
        var wins = becomesCustomer ?? _random.Chance(0.3);
        return [new PlannedAction(closesOn, () => wins ? Win(created, worth) : Lose(created))];
    }

    private IReadOnlyList<PlannedAction> Win(EntityReference opportunity, decimal worth)
    {
        _service.Execute(new WinOpportunityRequest
        {
            OpportunityClose = new Entity("opportunityclose") { ["opportunityid"] = opportunity, ["subject"] = "Gagnée", ["actualrevenue"] = new Money(worth * _random.Between(85, 110) / 100m) },
            Status = new OptionSetValue(3),
        });
        return Nothing;
    }

    private IReadOnlyList<PlannedAction> Lose(EntityReference opportunity)
    {
        _service.Execute(new LoseOpportunityRequest
        {
            OpportunityClose = new Entity("opportunityclose") { ["opportunityid"] = opportunity, ["subject"] = _random.Pick(["Budget reporté", "Concurrent retenu", "Projet arrêté"]) },
            Status = new OptionSetValue(4),
        });
        return Nothing;
    }

    private IReadOnlyList<PlannedAction> GiveUp()
    {
        if (IsOpen())
        {
            // Cannot Contact or No Longer Interested.
            _service.Update(new Entity(Lead.EntityLogicalName, lead) { ["statecode"] = new OptionSetValue(2), ["statuscode"] = new OptionSetValue(_random.Chance(0.5) ? 5 : 6) });
        }

        return Nothing;
    }

    private bool Answer(bool accepts, RejectReason? reason)
    {
        // It may have gone to somebody else meanwhile.
        var present = _service.Retrieve(Handoff.EntityLogicalName, handoff.Id, new ColumnSet(Handoff.Columns.StatusCode)).ToEntity<Handoff>();
        if (present.StatusCode != HandoffStatus.Waiting)
        {
            return false;
        }

        var request = new OrganizationRequest("smk_AnswerHandoff") { ["Target"] = new EntityReference(Handoff.EntityLogicalName, handoff.Id), ["Accept"] = accepts };
        if (reason is { } why)
        {
            request["Reason"] = (int)why;
        }

        _service.Execute(request);
        return true;
    }

    private bool IsOpen() => _service.Retrieve(Lead.EntityLogicalName, lead, new ColumnSet("statecode")).GetAttributeValue<OptionSetValue>("statecode")?.Value == 0;

    private void Complete(string table, Guid id, int status) =>
        _service.Update(new Entity(table, id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(status) });
}
