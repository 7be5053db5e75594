using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>
/// Keeps outcomes, each once. The key is asked for before the row is written, since a refused write would end the job; two jobs that write
/// the same at once are kept apart by the alternate key.
/// </summary>
internal sealed class OutcomeWriter
{
    private readonly IOrganizationService service;
    private readonly DateTime now;

    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="now">When the event was, UTC.</param>
    public OutcomeWriter(IOrganizationService service, DateTime now)
    {
        this.service = service;
        this.now = now;
    }

    /// <summary>Keeps an outcome and lets its campaign's figures be computed anew.</summary>
    /// <returns>The outcome with its id.</returns>
    public Tables.Outcome Write(Tables.Outcome outcome)
    {
        TryWrite(outcome);
        return outcome;
    }

    /// <summary>Keeps an outcome, gives it its id, and lets its campaign's figures be computed anew.</summary>
    /// <returns>Whether it is new; <c>false</c> when one with its key was on record.</returns>
    public bool TryWrite(Tables.Outcome outcome)
    {
        var query = new QueryExpression(Tables.Outcome.EntityLogicalName) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Outcome.Columns.Key, ConditionOperator.Equal, outcome.Key);
        var known = service.RetrieveMultiple(query).Entities.FirstOrDefault();
        outcome.Id = known?.Id ?? service.Create(outcome);
        CampaignMarks.ToCompute(service, outcome.CampaignId?.Id, now);
        return known is null;
    }

    /// <summary>Takes back whatever kinds of outcome an opportunity has come to up to a moment, and what was attributed for them.</summary>
    public void Reverse(Guid opportunityId, DateTime on, params Tables.OutcomeKind[] kinds) =>
        Reverse(Standing(Tables.Outcome.Columns.OpportunityId, opportunityId, on, kinds).Where(outcome => outcome.OccurredOn <= on), on);

    /// <summary>Leaves only the latest of some kinds of outcome of an opportunity: jobs may have told them in another order than they happened.</summary>
    public void LeaveLatest(Guid opportunityId, DateTime on, params Tables.OutcomeKind[] kinds) =>
        Reverse(
            Standing(Tables.Outcome.Columns.OpportunityId, opportunityId, on, kinds)
                .OrderByDescending(outcome => outcome.OccurredOn).ThenByDescending(outcome => outcome.Key, StringComparer.Ordinal).Skip(1),
            on);

    /// <summary>Takes back what a lead itself has come to up to a moment.</summary>
    public void ReverseOfLead(Guid leadId, DateTime on, params Tables.OutcomeKind[] kinds) =>
        Reverse(Standing(Tables.Outcome.Columns.LeadId, leadId, on, kinds).Where(outcome => outcome.OccurredOn <= on), on);

    private void Reverse(IEnumerable<Tables.Outcome> outcomes, DateTime on)
    {
        foreach (var outcome in outcomes.ToArray())
        {
            var reversal = Write(Opposite(outcome, on));
            AttributionWriter.Reverse(service, outcome.Id, reversal, now);
        }
    }

    private IEnumerable<Tables.Outcome> Standing(string column, Guid id, DateTime on, Tables.OutcomeKind[] kinds)
    {
        var query = new QueryExpression(Tables.Outcome.EntityLogicalName) { ColumnSet = new ColumnSet(true) };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, id);
        query.Criteria.AddCondition(Tables.Outcome.Columns.Kind, ConditionOperator.In, kinds.Select(kind => (object)(int)kind).ToArray());
        var all = Pages.All(service, query).Select(row => row.ToEntity<Tables.Outcome>()).ToArray();
        // One that was reversed is reversed again: nothing is written twice, and what a killed job left out is made up for. The platform keeps whole seconds.
        var reversed = all.Where(row => row.ReversesId is not null && Clock.Seconds(row.OccurredOn!.Value) != Clock.Seconds(on)).Select(row => row.ReversesId!.Id).ToArray();
        return all.Where(row => row.ReversesId is null && !reversed.Contains(row.Id));
    }

    /// <summary>A new row that says the same of the same lead; the caller gives it its key, moment, sign and amounts.</summary>
    public static Tables.Outcome Copy(Tables.Outcome outcome) => new()
    {
        Name = outcome.Name,
        Kind = outcome.Kind,
        LeadId = outcome.LeadId,
        LeadRef = outcome.LeadRef,
        Cycle = outcome.Cycle,
        HandoffId = outcome.HandoffId,
        HandedOffOn = outcome.HandedOffOn,
        OpportunityId = outcome.OpportunityId,
        PairId = outcome.PairId,
        SellerId = outcome.SellerId,
        CampaignId = outcome.CampaignId,
        PersonaId = outcome.PersonaId,
        AgreementId = outcome.AgreementId,
        Reason = outcome.Reason,
        CriteriaFired = outcome.CriteriaFired,
    };

    private static Tables.Outcome Opposite(Tables.Outcome outcome, DateTime on)
    {
        var opposite = Copy(outcome);
        opposite.Key = "Reversal:" + outcome.Id.ToString("D");
        opposite.OccurredOn = on;
        opposite.Sign = -outcome.Sign;
        opposite.ReversesId = outcome.ToEntityReference();
        opposite.Amount = -outcome.Amount;
        opposite.Margin = -outcome.Margin;
        return opposite;
    }
}
