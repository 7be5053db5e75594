using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>The hand-offs a lead has had in one cycle.</summary>
internal sealed class HandoffHistory
{
    private readonly Tables.Handoff[] attempts;

    private HandoffHistory(Tables.Handoff[] attempts) => this.attempts = attempts;

    /// <summary>The latest attempt; <c>null</c> before the first.</summary>
    public Tables.Handoff? Latest => attempts.LastOrDefault();

    /// <summary>The one that is open; <c>null</c> when none is.</summary>
    public Tables.Handoff? Open => Array.Find(attempts, attempt => attempt.StateCode == Tables.HandoffState.Active);

    /// <summary>The latest attempt, if the lead has been waiting for a pair since; <c>null</c> when a pair had it last.</summary>
    public Tables.Handoff? Waited => Latest is { PairId: null } latest ? latest : null;

    /// <summary>Pairs that have had the lead.</summary>
    public IReadOnlyCollection<Guid> Tried => attempts.Where(attempt => attempt.PairId is not null).Select(attempt => attempt.PairId!.Id).Distinct().ToArray();

    /// <summary>Number of the next attempt.</summary>
    public int NextAttempt => (Latest?.Attempt ?? 0) + 1;

    /// <summary>When the contract began, UTC; <c>null</c> before the first attempt.</summary>
    public DateTime? ContractStartedOn => attempts.FirstOrDefault()?.ContractStartedOn is { } started ? Clock.Utc(started) : null;

    /// <summary>The agreement whose promises apply from the first attempt on.</summary>
    public EntityReference? AgreementId => attempts.FirstOrDefault()?.AgreementId;

    /// <summary>Reads them: one read.</summary>
    public static HandoffHistory Read(IOrganizationService service, Guid leadId, int cycle)
    {
        var query = new QueryExpression(Tables.Handoff.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.Handoff.Columns.Attempt, Tables.Handoff.Columns.PairId, Tables.Handoff.Columns.PoolId, Tables.Handoff.Columns.AgreementId,
                Tables.Handoff.Columns.ContractStartedOn, Tables.Handoff.Columns.RoutedBy, Tables.Handoff.Columns.StateCode, Tables.Handoff.Columns.StatusCode),
        };
        query.Criteria.AddCondition(Tables.Handoff.Columns.LeadId, ConditionOperator.Equal, leadId);
        query.Criteria.AddCondition(Tables.Handoff.Columns.Cycle, ConditionOperator.Equal, cycle);
        query.AddOrder(Tables.Handoff.Columns.Attempt, OrderType.Ascending);
        return new HandoffHistory(Pages.All(service, query).Select(row => row.ToEntity<Tables.Handoff>()).ToArray());
    }
}
