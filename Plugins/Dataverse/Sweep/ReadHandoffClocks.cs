using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Domain.Handoffs;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>
/// Looks at hand-offs whose clocks warn or breach: tells the owner, gives the lead to the next pair as often as agreed, and then tells the manager.
/// What has been looked at is no longer due.
/// </summary>
internal sealed class ReadHandoffClocks : RowTask
{
    public override string Name => "clocks";

    public override IReadOnlyList<Entity> Due(SweepContext context, int most)
    {
        var query = new QueryExpression(Tables.Handoff.EntityLogicalName) { ColumnSet = new ColumnSet(false), TopCount = most };
        query.Criteria.AddCondition(Tables.Handoff.Columns.NextCheckOn, ConditionOperator.LessEqual, context.Now);
        query.AddOrder(Tables.Handoff.Columns.NextCheckOn, OrderType.Ascending);
        return context.Due(Name, query, Tables.Handoff.PrimaryIdAttribute);
    }

    protected override int Do(SweepContext context, IReadOnlyList<Entity> due, int budget)
    {
        CalendarAlerts.HealMended(context.Service, context.Now);
        var terms = new Dictionary<Guid, PromiseTerms?>();
        foreach (var found in due)
        {
            // Who comes second, an answer or another sweep, waits here and reads what the first has written.
            HandoffRow.Lock(context.Service, found.Id, context.Now);
            if (HandoffRow.Find(context.Service, found.Id) is { } handoff && handoff.NextCheckOn <= context.Now)
                LookAt(context, handoff, TermsOf(context, terms, handoff));
        }

        return due.Count;
    }

    private static void LookAt(SweepContext context, Tables.Handoff handoff, PromiseTerms? terms)
    {
        // Emptied, it is set anew on its way, from what is known now; what cannot be measured is looked at again in an hour.
        var row = new Tables.Handoff { Id = handoff.Id, NextCheckOn = null };
        if (terms is null)
        {
            context.Service.Update(row);
            return;
        }

        var facts = HandoffRow.Facts(handoff, HandoffRow.Pauses(context.Service, handoff.Id), context.Now);
        var reading = HandoffClocks.Read(terms.Calendar, terms.Promises, facts, context.Now);
        HandoffAlerts.Tell(context.Service, handoff, terms, reading, context.Now);
        var response = ResponseTo(context, handoff, reading);
        if (response == HandoffResponse.Escalate)
        {
            row.EscalatedOn = Clock.Seconds(context.Now);
            HandoffAlerts.Escalate(context.Service, handoff, terms, reading, context.Now);
        }

        if (response == HandoffResponse.ReRoute)
            HandoffRow.SetState(row, HandoffMachine.Decide(facts.State, new HandoffEvent.ReRouted()).After);
        context.Service.Update(row);
        if (response == HandoffResponse.ReRoute)
            HandoffRouter.Route(context.Service, handoff.LeadId!.Id, context.Now);
    }

    // Late hands are better than none: a lead that nobody else can take stays where it is, and the manager is told.
    private static HandoffResponse ResponseTo(SweepContext context, Tables.Handoff handoff, HandoffReading reading) =>
        reading.Response == HandoffResponse.ReRoute && !(handoff.LeadId is { } lead && HandoffRouter.HasNext(context.Service, lead.Id, context.Now))
            ? HandoffResponse.Escalate
            : reading.Response;

    private static PromiseTerms? TermsOf(SweepContext context, Dictionary<Guid, PromiseTerms?> known, Tables.Handoff handoff)
    {
        if (handoff.AgreementId is not { } agreement)
            return null;
        if (!known.TryGetValue(agreement.Id, out var terms))
        {
            known[agreement.Id] = terms = PromiseTerms.Find(context.Service, agreement.Id, context.Now, out var unreadable);
            if (unreadable is not null)
                CalendarAlerts.Raise(context.Service, unreadable, context.Now);
        }

        return terms;
    }
}
