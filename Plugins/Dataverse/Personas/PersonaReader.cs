using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Conditions;
using Smarketing.Crm.Domain.Personas;

namespace Smarketing.Crm.Dataverse;

/// <summary>Reads personas and finds a lead's.</summary>
internal static class PersonaReader
{
    /// <summary>The active personas: one read.</summary>
    public static IReadOnlyList<Tables.Persona> Active(IOrganizationService service, bool whole = false)
    {
        var query = new QueryExpression(Tables.Persona.EntityLogicalName)
        {
            ColumnSet = whole
                ? new ColumnSet(true)
                : new ColumnSet(
                    Tables.Persona.Columns.Name, Tables.Persona.Columns.Weight, Tables.Persona.Columns.Order, Tables.Persona.Columns.Conditions),
        };
        query.Criteria.AddCondition(Tables.Persona.Columns.StateCode, ConditionOperator.Equal, (int)Tables.PersonaState.Active);
        return Pages.All(service, query).Select(row => row.ToEntity<Tables.Persona>()).ToArray();
    }

    /// <summary>A row as the domain sees it; without a weight it weighs 1, without an order it comes first.</summary>
    public static Persona Read(Tables.Persona row) =>
        new(row.Id, row.Name ?? string.Empty, row.Weight ?? 1, row.Order ?? 0, LeadConditions.Read(row.Conditions));

    /// <summary>The persona a lead resembles.</summary>
    /// <param name="personas">The active personas.</param>
    /// <param name="lead">The lead, with the columns they look at.</param>
    /// <param name="now">The moment, UTC.</param>
    public static Persona? Find(IEnumerable<Persona> personas, Entity lead, DateTime now) =>
        PersonaMatch.Find(personas, new LeadFactsReader(lead, null).Read, now);

    /// <summary>
    /// Writes the persona a lead resembles now, if it is another than the one written: two reads, a write only when it changes. The lead is read
    /// fresh, so that running twice, late or out of order comes to the same.
    /// </summary>
    public static void Decide(IOrganizationService service, Guid leadId, DateTime now)
    {
        var personas = Active(service).Select(Read).ToArray();
        if (ReadLead(service, leadId, personas, Tables.Lead.Columns.PersonaId) is not { } lead)
            return;
        var found = Find(personas, lead, now);
        if (lead.GetAttributeValue<EntityReference?>(Tables.Lead.Columns.PersonaId)?.Id == found?.Id)
            return;
        service.Update(new Tables.Lead
        {
            Id = leadId,
            PersonaId = found is null ? null : new EntityReference(Tables.Persona.EntityLogicalName, found.Id),
        });
    }

    /// <summary>A lead with the columns that personas look at, and others; <c>null</c> when it is gone.</summary>
    public static Entity? ReadLead(IOrganizationService service, Guid leadId, IEnumerable<Persona> personas, params string[] others)
    {
        var query = new QueryExpression(Tables.Lead.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(PersonaMatch.Columns(personas).Union(others, StringComparer.Ordinal).ToArray()),
            TopCount = 1,
        };
        query.Criteria.AddCondition(Tables.Lead.PrimaryIdAttribute, ConditionOperator.Equal, leadId);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault();
    }
}
