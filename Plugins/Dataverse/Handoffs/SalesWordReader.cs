using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Handoffs;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>
/// Hears what sales says about a lead. Whoever writes the lead may ask for it to be heard; what is said comes from the hand-off, which users
/// cannot write, and never from the write itself.
/// </summary>
internal static class SalesWordReader
{
    private const string State = "statecode";
    private const string CreatedOn = "createdon";
    private const string OriginatingLead = "originatingleadid";
    private const string OpportunityId = "opportunityid";
    private const string Alias = "opportunity";

    /// <summary>What sales says as of this write: one read, two for a qualified lead whose hand-off, if it has one, closed without an opportunity.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="target">The write of the lead.</param>
    /// <param name="before">The lead before it.</param>
    public static SalesWord Read(IOrganizationService service, Entity target, Entity before)
    {
        var lead = (LeadState)((target.GetAttributeValue<OptionSetValue?>(State) ?? before.GetAttributeValue<OptionSetValue?>(State))?.Value ?? 0);
        var row = Latest(service, before.Id, before.GetAttributeValue<int?>(Tables.Lead.Columns.Cycle) ?? 0);
        var handoff = row?.ToEntity<Tables.Handoff>();
        var opportunity = (row?.GetAttributeValue<AliasedValue?>(Alias + "." + State)?.Value as OptionSetValue)?.Value;
        if (opportunity is null && lead == LeadState.Qualified && !(handoff is not null && HandoffMachine.IsOpen(HandoffRow.StateOf(handoff))))
            opportunity = OpportunityOf(service, before.Id);
        return SalesWord.Of(
            handoff is null ? null : HandoffRow.StateOf(handoff),
            (OpportunityState?)opportunity,
            lead,
            Moment(handoff?.AnsweredOn),
            Moment(handoff?.DispositionOn));
    }

    /// <summary>Puts on the write what sales says, whatever it carried.</summary>
    public static void Write(SalesWord word, Entity target, Entity before, DateTime now)
    {
        target[Tables.Lead.Columns.HandoffOpen] = word.HandoffOpen;
        if ((word.RejectedOn ?? LostOn(word, before, now)) is { } rejected)
            target[Tables.Lead.Columns.RejectedOn] = rejected;
        else
            target.Attributes.Remove(Tables.Lead.Columns.RejectedOn);
        if (word.Stage is { } stage)
            ScoreWriter.Move(target, before, stage, now);
    }

    // Told again, the lead has heard of the loss before.
    private static DateTime? LostOn(SalesWord word, Entity before, DateTime now) =>
        word.Stage == Stage.Nurture && before.ToEntity<Tables.Lead>().Stage != Tables.Stage.Nurture ? Clock.Seconds(now) : null;

    private static Entity? Latest(IOrganizationService service, Guid leadId, int cycle)
    {
        var query = new QueryExpression(Tables.Handoff.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.Handoff.Columns.StateCode, Tables.Handoff.Columns.StatusCode, Tables.Handoff.Columns.AnsweredOn, Tables.Handoff.Columns.DispositionOn),
            TopCount = 1,
        };
        query.Criteria.AddCondition(Tables.Handoff.Columns.LeadId, ConditionOperator.Equal, leadId);
        query.Criteria.AddCondition(Tables.Handoff.Columns.Cycle, ConditionOperator.Equal, cycle);
        query.AddOrder(Tables.Handoff.Columns.Attempt, OrderType.Descending);
        var opportunity = query.AddLink(Tables.Opportunity.EntityLogicalName, Tables.Handoff.Columns.OpportunityId, OpportunityId, JoinOperator.LeftOuter);
        opportunity.EntityAlias = Alias;
        opportunity.Columns = new ColumnSet(State);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault();
    }

    private static int? OpportunityOf(IOrganizationService service, Guid leadId)
    {
        var query = new QueryExpression(Tables.Opportunity.EntityLogicalName) { ColumnSet = new ColumnSet(State), TopCount = 1 };
        query.Criteria.AddCondition(OriginatingLead, ConditionOperator.Equal, leadId);
        query.AddOrder(CreatedOn, OrderType.Descending);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.GetAttributeValue<OptionSetValue?>(State)?.Value;
    }

    private static DateTime? Moment(DateTime? value) => value is { } moment ? Clock.Seconds(moment) : null;
}
