using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.ClosedLoop;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>
/// What an opportunity adds to the pipeline: it is opened once, with the estimate known then, and later its estimate grows or shrinks. Each job
/// makes what is on record add up to the estimate as it is now, so that jobs may run late, twice, or in another order than the updates before them.
/// </summary>
internal sealed class PipelineOutcomes
{
    /// <summary>Columns whose change may change the pipeline.</summary>
    public static readonly string[] Followed = [Sales.Opportunity.Lead, Sales.Opportunity.EstimateEntered];

    private const string LeadAlias = "lead";

    private readonly IOrganizationService service;
    private readonly Entity opportunity;
    private readonly DateTime now;

    private PipelineOutcomes(IOrganizationService service, Entity opportunity, DateTime now)
    {
        this.service = service;
        this.opportunity = opportunity;
        this.now = now;
    }

    /// <summary>Makes the outcomes of an opportunity add up to its estimate; one that came of no lead, or was deleted meanwhile, has none.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="opportunityId">The opportunity.</param>
    /// <param name="now">When the event was, UTC.</param>
    public static void Follow(IOrganizationService service, Guid opportunityId, DateTime now)
    {
        if (Find(service, opportunityId) is { } opportunity)
            new PipelineOutcomes(service, opportunity, now).Follow();
    }

    private decimal Estimate => Sales.ToCents(opportunity.GetAttributeValue<Money?>(Sales.Opportunity.Estimate)?.Value) ?? 0;

    private DateTime OpenedOn => Clock.Utc(opportunity.GetAttributeValue<DateTime>(Sales.CreatedOn));

    private DateTime LeadCreatedOn => Clock.Utc((DateTime)opportunity.GetAttributeValue<AliasedValue>(LeadAlias + "." + Sales.CreatedOn).Value);

    private void Follow()
    {
        var known = Known();
        if (known.Length == 0)
        {
            Open();
            return;
        }

        var change = Estimate - known.Sum(row => row.Amount ?? 0);
        if (change != 0)
            Change(known, change);
        else
            Share(known); // what a killed job said last, it may not have shared
    }

    private void Open()
    {
        var lead = opportunity.GetAttributeValue<EntityReference>(Sales.Opportunity.Lead);
        if (OutcomeSubject.Of(service, lead.Id) is not { } subject)
            return;
        var outcome = subject.Row(Tables.OutcomeKind.OpportunityOpened, OpenedOn, opportunity.Id);
        outcome.OpportunityId = opportunity.ToEntityReference();
        outcome.Amount = Estimate;
        Keep(outcome, []);
    }

    private void Change(Tables.Outcome[] known, decimal amount)
    {
        var outcome = OutcomeWriter.Copy(known[0]);
        outcome.Key = known[0].Key + ":" + known.Length;
        outcome.OccurredOn = now;
        outcome.Sign = 0;
        outcome.Amount = amount;
        Keep(outcome, known);
    }

    private void Keep(Tables.Outcome outcome, Tables.Outcome[] known)
    {
        if (new OutcomeWriter(service, now).TryWrite(outcome))
            Share([.. known, outcome]);
        else
            Follow(); // another job said something of this opportunity in this moment
    }

    // Shares the last of what was said. The estimate is earned by the touches before the opportunity was opened, whatever it becomes later.
    private void Share(Tables.Outcome[] said)
    {
        var last = said[said.Length - 1];
        if (last.LeadId is not { } lead || last.Amount is null or 0)
            return;
        var writer = new AttributionWriter(service, lead.Id, last, new Milestones(LeadCreatedOn, OpenedOn, null), now, until: OpenedOn);
        if (PipelineShares.Before(service, said) is { } earlier)
            writer.ShareLike(earlier, said.Sum(row => row.Amount ?? 0));
        else
            writer.Share(Tables.Measure.Pipeline, last.Amount);
        writer.Mark();
    }

    // What was said of it, the opening first.
    private Tables.Outcome[] Known()
    {
        var query = new QueryExpression(Tables.Outcome.EntityLogicalName) { ColumnSet = new ColumnSet(true) };
        query.Criteria.AddCondition(Tables.Outcome.Columns.OpportunityId, ConditionOperator.Equal, opportunity.Id);
        query.Criteria.AddCondition(Tables.Outcome.Columns.Kind, ConditionOperator.Equal, (int)Tables.OutcomeKind.OpportunityOpened);
        return Pages.All(service, query).Select(row => row.ToEntity<Tables.Outcome>())
            .OrderByDescending(row => row.Sign).ThenBy(row => row.Key!.Length).ThenBy(row => row.Key, StringComparer.Ordinal).ToArray();
    }

    private static Entity? Find(IOrganizationService service, Guid opportunityId)
    {
        var query = new QueryExpression(Tables.Opportunity.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Sales.Opportunity.Lead, Sales.Opportunity.Estimate, Sales.CreatedOn),
            TopCount = 1,
        };
        query.Criteria.AddCondition(Tables.Opportunity.PrimaryIdAttribute, ConditionOperator.Equal, opportunityId);
        var lead = query.AddLink(Tables.Lead.EntityLogicalName, Sales.Opportunity.Lead, Tables.Lead.PrimaryIdAttribute);
        lead.EntityAlias = LeadAlias;
        lead.Columns = new ColumnSet(Sales.CreatedOn);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault();
    }
}
