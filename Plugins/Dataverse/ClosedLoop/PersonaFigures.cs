using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.ClosedLoop;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>
/// What the leads of each persona came to. Leads, MQLs and SQLs are those of leads that resemble it now; the rest is what outcomes say, and an
/// outcome keeps the persona its lead had. Rows are read page by page: a persona may have more than the platform adds up at once.
/// </summary>
internal sealed class PersonaFigures
{
    private const string LeadAlias = "lead";

    /// <summary>Columns that hold the figures.</summary>
    public static readonly ColumnSet Columns = new(
        Tables.Persona.Columns.Leads, Tables.Persona.Columns.Mqls, Tables.Persona.Columns.Sqls, Tables.Persona.Columns.AcceptedLeads,
        Tables.Persona.Columns.RejectedLeads, Tables.Persona.Columns.Meetings, Tables.Persona.Columns.Opportunities,
        Tables.Persona.Columns.Customers, Tables.Persona.Columns.Lost, Tables.Persona.Columns.WinRate, Tables.Persona.Columns.Revenue,
        Tables.Persona.Columns.FiguredOn);

    private readonly ILookup<Guid, int> cycles;
    private readonly ILookup<Guid, Guid> handoffs;
    private readonly ILookup<Guid, Tables.Outcome> outcomes;

    private PersonaFigures(ILookup<Guid, int> cycles, ILookup<Guid, Guid> handoffs, ILookup<Guid, Tables.Outcome> outcomes)
    {
        this.cycles = cycles;
        this.handoffs = handoffs;
        this.outcomes = outcomes;
    }

    /// <summary>Reads those of all personas: three reads, and one for every 5,000 rows more.</summary>
    public static PersonaFigures Read(IOrganizationService service) => new(Cycles(service), Handoffs(service), Outcomes(service));

    /// <summary>A persona's figures, to be written.</summary>
    /// <param name="personaId">The persona.</param>
    /// <param name="now">When, UTC.</param>
    public Tables.Persona RowOf(Guid personaId, DateTime now)
    {
        var funnel = Of(personaId);
        return new Tables.Persona
        {
            Id = personaId,
            Leads = funnel.Leads,
            Mqls = funnel.Mqls,
            Sqls = funnel.Sqls,
            AcceptedLeads = funnel.Accepted,
            RejectedLeads = funnel.Rejected,
            Meetings = funnel.Meetings,
            Opportunities = funnel.Opportunities,
            Customers = funnel.Won,
            Lost = funnel.Lost,
            WinRate = funnel.WinRate,
            Revenue = funnel.Revenue,
            FiguredOn = now,
        };
    }

    private Funnel Of(Guid persona) => new()
    {
        Leads = cycles[persona].Count(),
        Mqls = cycles[persona].Sum(),
        Sqls = handoffs[persona].Count(),
        Accepted = Facts(persona, Tables.OutcomeKind.Accepted),
        Rejected = Facts(persona, Tables.OutcomeKind.Rejected),
        Meetings = Facts(persona, Tables.OutcomeKind.MeetingHeld),
        Opportunities = Facts(persona, Tables.OutcomeKind.OpportunityOpened),
        Won = Facts(persona, Tables.OutcomeKind.Won),
        Lost = Facts(persona, Tables.OutcomeKind.Lost),
        Revenue = outcomes[persona].Where(row => row.Kind == Tables.OutcomeKind.Won).Sum(row => row.Amount ?? 0),
    };

    private int Facts(Guid persona, Tables.OutcomeKind kind) => outcomes[persona].Where(row => row.Kind == kind).Sum(row => row.Sign ?? 0);

    private static ILookup<Guid, int> Cycles(IOrganizationService service)
    {
        var query = new QueryExpression(Tables.Lead.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Lead.Columns.PersonaId, Tables.Lead.Columns.Cycle),
            NoLock = true,
        };
        query.Criteria.AddCondition(Tables.Lead.Columns.PersonaId, ConditionOperator.NotNull);
        return Pages.All(service, query).Select(row => row.ToEntity<Tables.Lead>()).ToLookup(row => row.PersonaId!.Id, row => row.Cycle ?? 0);
    }

    // Each cycle is handed off once, however many pairs it went to.
    private static ILookup<Guid, Guid> Handoffs(IOrganizationService service)
    {
        var query = new QueryExpression(Tables.Handoff.EntityLogicalName) { ColumnSet = new ColumnSet(false), NoLock = true };
        query.Criteria.AddCondition(Tables.Handoff.Columns.Attempt, ConditionOperator.Equal, 1);
        var lead = query.AddLink(Tables.Lead.EntityLogicalName, Tables.Handoff.Columns.LeadId, Tables.Lead.PrimaryIdAttribute);
        lead.EntityAlias = LeadAlias;
        lead.Columns = new ColumnSet(Tables.Lead.Columns.PersonaId);
        lead.LinkCriteria.AddCondition(Tables.Lead.Columns.PersonaId, ConditionOperator.NotNull);
        return Pages.All(service, query).ToLookup(
            row => ((EntityReference)row.GetAttributeValue<AliasedValue>(LeadAlias + "." + Tables.Lead.Columns.PersonaId).Value).Id, row => row.Id);
    }

    private static ILookup<Guid, Tables.Outcome> Outcomes(IOrganizationService service)
    {
        var query = new QueryExpression(Tables.Outcome.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.Outcome.Columns.PersonaId, Tables.Outcome.Columns.Kind, Tables.Outcome.Columns.Sign, Tables.Outcome.Columns.Amount),
            NoLock = true,
        };
        query.Criteria.AddCondition(Tables.Outcome.Columns.PersonaId, ConditionOperator.NotNull);
        return Pages.All(service, query).Select(row => row.ToEntity<Tables.Outcome>()).ToLookup(row => row.PersonaId!.Id);
    }
}
