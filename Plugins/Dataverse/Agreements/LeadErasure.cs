using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.ClosedLoop;

namespace Smarketing.Crm.Dataverse;

/// <summary>
/// Takes a lead that is being deleted out of what stays. Engagement, score changes and alerts go with the lead by themselves; outcomes, hand-offs,
/// pauses, feedback and weekly reviews stay as figures and lose every text somebody wrote. Kinds, dates, amounts, keys and references to teams
/// and campaigns are not touched, so no total changes.
/// </summary>
internal static class LeadErasure
{
    /// <summary>Columns of the lead that are needed.</summary>
    public static readonly string[] Needed = CampaignErasure.Needed;

    /// <summary>Erases, before the links to the lead are cut.</summary>
    /// <param name="system">Acts with the rights of the system: who may delete a lead need not be allowed to write outcomes.</param>
    /// <param name="lead">The lead, with <see cref="Needed"/>.</param>
    /// <param name="language">Language of what stands in place of an erased text, as LCID.</param>
    /// <param name="now">UTC.</param>
    public static void Erase(IOrganizationService system, Entity lead, int language, DateTime now)
    {
        var leadId = lead.Id;
        var erased = AgreementTexts.Erased().In(language);
        foreach (var row in Of(system, Tables.Outcome.EntityLogicalName, Tables.Outcome.Columns.LeadId, leadId))
            system.Update(new Tables.Outcome { Id = row.Id, Name = erased, LeadId = null, Reason = null });
        var feedback = Of(system, Tables.Feedback.EntityLogicalName, Tables.Feedback.Columns.LeadId, leadId, Tables.Feedback.Columns.Answer);
        foreach (var row in feedback.Select(row => row.ToEntity<Tables.Feedback>()))
        {
            var update = new Tables.Feedback { Id = row.Id, Name = erased, LeadId = null, Text = erased };
            // That it was answered stays.
            if (row.Answer is not null)
                update.Answer = erased;
            system.Update(update);
        }

        ReviewErasure.Erase(system, feedback.Select(row => row.Id).Concat([leadId]).ToArray(), erased);
        var handoffs = Of(system, Tables.Handoff.EntityLogicalName, Tables.Handoff.Columns.LeadId, leadId, Tables.Handoff.Columns.Attempt);
        CampaignErasure.Keep(system, lead, handoffs.Count(row => row.ToEntity<Tables.Handoff>().Attempt == 1), now);
        foreach (var row in handoffs)
        {
            foreach (var pause in Of(system, Tables.Pause.EntityLogicalName, Tables.Pause.Columns.HandoffId, row.Id))
                system.Update(new Tables.Pause { Id = pause.Id, Name = erased, Reason = erased });
            // Why a candidate was taken or passed over may name the lead's company.
            system.Update(new Tables.Handoff { Id = row.Id, Name = erased, LeadId = null, AnswerNote = null, Candidates = null });
        }
    }

    // All are read first: a row that has lost its lead is no longer found, and would shift the pages after it.
    private static Entity[] Of(IOrganizationService system, string table, string column, Guid id, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns) };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, id);
        return Pages.All(system, query).ToArray();
    }
}
