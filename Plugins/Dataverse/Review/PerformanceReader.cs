using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Review;
using Label = Smarketing.Crm.Domain.Review.Label;

namespace Smarketing.Crm.Dataverse;

/// <summary>Reads what personas and content brought, as the sweep last wrote it.</summary>
internal static class PerformanceReader
{
    /// <summary>Active personas with leads or outcomes, those that brought most first: one read.</summary>
    public static IReadOnlyList<PersonaLine> Personas(IOrganizationService service, int most)
    {
        var query = new QueryExpression(Tables.Persona.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.Persona.Columns.Name, Tables.Persona.Columns.NameFr, Tables.Persona.Columns.Leads, Tables.Persona.Columns.AcceptedLeads,
                Tables.Persona.Columns.Customers, Tables.Persona.Columns.Lost, Tables.Persona.Columns.Revenue),
            TopCount = most,
        };
        query.Criteria.AddCondition(Tables.Persona.Columns.StateCode, ConditionOperator.Equal, (int)Tables.PersonaState.Active);
        var known = query.Criteria.AddFilter(LogicalOperator.Or);
        known.AddCondition(Tables.Persona.Columns.Leads, ConditionOperator.GreaterThan, 0);
        known.AddCondition(Tables.Persona.Columns.Customers, ConditionOperator.GreaterThan, 0);
        known.AddCondition(Tables.Persona.Columns.Lost, ConditionOperator.GreaterThan, 0);
        query.AddOrder(Tables.Persona.Columns.Revenue, OrderType.Descending);
        query.AddOrder(Tables.Persona.Columns.Leads, OrderType.Descending);
        query.AddOrder(Tables.Persona.Columns.Name, OrderType.Ascending);
        return service.RetrieveMultiple(query).Entities
            .Select(row => row.ToEntity<Tables.Persona>())
            .Select(row => new PersonaLine(
                new Label(row.Name ?? "?", string.IsNullOrEmpty(row.NameFr) ? row.Name ?? "?" : row.NameFr!),
                row.Leads ?? 0, row.AcceptedLeads ?? 0, row.Customers ?? 0, row.Lost ?? 0, row.Revenue ?? 0))
            .ToArray();
    }

    /// <summary>Content with readers or customers, what brought most first: one read.</summary>
    public static IReadOnlyList<ContentLine> Contents(IOrganizationService service, int most)
    {
        var query = new QueryExpression(Tables.Content.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.Content.Columns.Name, Tables.Content.Columns.Readers, Tables.Content.Columns.Customers, Tables.Content.Columns.Revenue),
            TopCount = most,
        };
        query.Criteria.AddCondition(Tables.Content.Columns.StateCode, ConditionOperator.Equal, (int)Tables.ContentState.Active);
        var met = query.Criteria.AddFilter(LogicalOperator.Or);
        met.AddCondition(Tables.Content.Columns.Readers, ConditionOperator.GreaterThan, 0);
        met.AddCondition(Tables.Content.Columns.Customers, ConditionOperator.GreaterThan, 0);
        query.AddOrder(Tables.Content.Columns.Revenue, OrderType.Descending);
        query.AddOrder(Tables.Content.Columns.Readers, OrderType.Descending);
        query.AddOrder(Tables.Content.Columns.Name, OrderType.Ascending);
        return service.RetrieveMultiple(query).Entities
            .Select(row => row.ToEntity<Tables.Content>())
            .Select(row => new ContentLine(row.Name ?? "?", row.Readers ?? 0, row.Customers ?? 0, row.Revenue ?? 0))
            .ToArray();
    }
}
