using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Handoffs;
using Smarketing.Crm.Domain.ServiceLevel;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Between the row of a hand-off and what the domain knows of it.</summary>
internal static class HandoffRow
{
    /// <summary>Every column that a decision about a hand-off looks at.</summary>
    public static readonly string[] Columns =
    [
        Tables.Handoff.Columns.Name, Tables.Handoff.Columns.OwnerId, Tables.Handoff.Columns.LeadId, Tables.Handoff.Columns.Cycle, Tables.Handoff.Columns.Attempt,
        Tables.Handoff.Columns.AgreementId, Tables.Handoff.Columns.PoolId, Tables.Handoff.Columns.PairId, Tables.Handoff.Columns.MarketerId,
        Tables.Handoff.Columns.ContractStartedOn, Tables.Handoff.Columns.StartedOn, Tables.Handoff.Columns.AnsweredOn, Tables.Handoff.Columns.FirstTouchOn,
        Tables.Handoff.Columns.Touches, Tables.Handoff.Columns.FollowedUpOn, Tables.Handoff.Columns.DispositionOn, Tables.Handoff.Columns.EscalatedOn,
        Tables.Handoff.Columns.NextCheckOn, Tables.Handoff.Columns.OpportunityId, Tables.Handoff.Columns.StateCode, Tables.Handoff.Columns.StatusCode,
    ];

    /// <summary>Reads a hand-off; <c>null</c> when there is none.</summary>
    public static Tables.Handoff? Find(IOrganizationService service, Guid id)
    {
        var query = new QueryExpression(Tables.Handoff.EntityLogicalName) { ColumnSet = new ColumnSet(Columns), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Handoff.PrimaryIdAttribute, ConditionOperator.Equal, id);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.ToEntity<Tables.Handoff>();
    }

    /// <summary>
    /// Makes everybody else who decides about a hand-off wait until this transaction ends: a write of its row, before it is read.
    /// </summary>
    public static void Lock(IOrganizationService service, Guid id, DateTime now) => service.Update(new Tables.Handoff { Id = id, LockedOn = now });

    /// <summary>The latest hand-off of a lead; <c>null</c> when it has had none.</summary>
    public static Tables.Handoff? LatestOf(IOrganizationService service, Guid leadId)
    {
        var query = new QueryExpression(Tables.Handoff.EntityLogicalName) { ColumnSet = new ColumnSet(Columns), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Handoff.Columns.LeadId, ConditionOperator.Equal, leadId);
        query.AddOrder(Tables.Handoff.Columns.Cycle, OrderType.Descending);
        query.AddOrder(Tables.Handoff.Columns.Attempt, OrderType.Descending);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.ToEntity<Tables.Handoff>();
    }

    /// <summary>When the clocks of a hand-off stand still: one read.</summary>
    public static IReadOnlyList<Span> Pauses(IOrganizationService service, Guid handoffId)
    {
        var query = new QueryExpression(Tables.Pause.EntityLogicalName) { ColumnSet = new ColumnSet(Tables.Pause.Columns.From, Tables.Pause.Columns.Until) };
        query.Criteria.AddCondition(Tables.Pause.Columns.HandoffId, ConditionOperator.Equal, handoffId);
        query.Criteria.AddCondition(Tables.Pause.Columns.StateCode, ConditionOperator.Equal, (int)Tables.PauseState.Active);
        return Pages.All(service, query).Select(row => row.ToEntity<Tables.Pause>())
            .Where(pause => pause.From is not null && pause.Until is not null)
            .Select(pause => new Span(Clock.Utc(pause.From!.Value), Clock.Utc(pause.Until!.Value)))
            .ToArray();
    }

    /// <summary>Where a hand-off stands.</summary>
    public static HandoffState StateOf(Tables.Handoff row) => row.StatusCode switch
    {
        Tables.HandoffStatus.Accepted => HandoffState.Accepted,
        Tables.HandoffStatus.InOpportunity => HandoffState.InOpportunity,
        Tables.HandoffStatus.Closed => HandoffState.Closed,
        Tables.HandoffStatus.Rejected => HandoffState.Rejected,
        Tables.HandoffStatus.ReRouted => HandoffState.ReRouted,
        Tables.HandoffStatus.Withdrawn => HandoffState.Withdrawn,
        // A new row has its status only once it is written; made inactive without a status it is closed.
        _ => row.StateCode == Tables.HandoffState.Inactive ? HandoffState.Closed : HandoffState.Waiting,
    };

    /// <summary>Writes where a hand-off stands.</summary>
    public static void SetState(Tables.Handoff row, HandoffState state)
    {
        row.StateCode = HandoffMachine.IsOpen(state) ? Tables.HandoffState.Active : Tables.HandoffState.Inactive;
        row.StatusCode = state switch
        {
            HandoffState.Waiting => Tables.HandoffStatus.Waiting,
            HandoffState.Accepted => Tables.HandoffStatus.Accepted,
            HandoffState.InOpportunity => Tables.HandoffStatus.InOpportunity,
            HandoffState.Closed => Tables.HandoffStatus.Closed,
            HandoffState.Rejected => Tables.HandoffStatus.Rejected,
            HandoffState.ReRouted => Tables.HandoffStatus.ReRouted,
            HandoffState.Withdrawn => Tables.HandoffStatus.Withdrawn,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "This state is unknown; say here how it is stored."),
        };
    }

    /// <summary>What is on record about a hand-off.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="pauses">When its clocks stand still.</param>
    /// <param name="now">Stands for a start that was not said, UTC.</param>
    public static HandoffFacts Facts(Tables.Handoff row, IReadOnlyList<Span> pauses, DateTime now)
    {
        var started = Moment(row.StartedOn) ?? Clock.Seconds(now);
        return new HandoffFacts
        {
            State = StateOf(row),
            HasPair = row.PairId is not null,
            Attempt = row.Attempt ?? 1,
            ContractStartedOn = Moment(row.ContractStartedOn) ?? started,
            StartedOn = started,
            AnsweredOn = Moment(row.AnsweredOn),
            FirstTouchOn = Moment(row.FirstTouchOn),
            FollowedUpOn = Moment(row.FollowedUpOn),
            DispositionOn = Moment(row.DispositionOn),
            EscalatedOn = Moment(row.EscalatedOn),
            Pauses = pauses,
        };
    }

    private static DateTime? Moment(DateTime? value) => value is { } moment ? Clock.Seconds(moment) : null;
}
