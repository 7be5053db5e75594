using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.ClosedLoop;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>Reads what became of the leads that one scoring model rated: which criteria counted when each was handed off, and how it ended.</summary>
internal sealed class EvidenceReader
{
    private const string AgreementAlias = "agreement";

    private readonly IReadOnlyList<Ended> closed;
    private readonly Dictionary<string, int> fired;

    private EvidenceReader(IReadOnlyList<Ended> closed, Dictionary<string, int> fired)
    {
        this.closed = closed;
        this.fired = fired;
    }

    /// <summary>Reads: one read per 5,000 outcomes.</summary>
    /// <param name="service">Who reads.</param>
    /// <param name="modelId">The model; leads rated by another knew other criteria and prove nothing about these.</param>
    public static EvidenceReader Of(IOrganizationService service, Guid modelId)
    {
        var query = new QueryExpression(Tables.Outcome.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.Outcome.Columns.Kind, Tables.Outcome.Columns.Sign, Tables.Outcome.Columns.ReversesId, Tables.Outcome.Columns.HandoffId,
                Tables.Outcome.Columns.CriteriaFired),
            NoLock = true,
        };
        query.Criteria.AddCondition(Tables.Outcome.Columns.CriteriaFired, ConditionOperator.NotNull);
        query.Criteria.AddCondition(
            Tables.Outcome.Columns.Kind, ConditionOperator.In,
            (int)Tables.OutcomeKind.Accepted, (int)Tables.OutcomeKind.Rejected, (int)Tables.OutcomeKind.Won, (int)Tables.OutcomeKind.Lost);
        var agreement = query.AddLink(Tables.Agreement.EntityLogicalName, Tables.Outcome.Columns.AgreementId, Tables.Agreement.PrimaryIdAttribute);
        agreement.EntityAlias = AgreementAlias;
        agreement.LinkCriteria.AddCondition(Tables.Agreement.Columns.ScoringModelId, ConditionOperator.Equal, modelId);

        var rows = Pages.All(service, query).Select(row => row.ToEntity<Tables.Outcome>()).ToArray();
        var reversed = new HashSet<Guid>(rows.Where(row => row.Sign < 0).Select(row => row.ReversesId?.Id).OfType<Guid>());
        var standing = rows.Where(row => row.Sign > 0 && !reversed.Contains(row.Id)).ToArray();
        var counted = standing
            .Where(row => row.HandoffId is not null)
            .GroupBy(row => row.HandoffId!.Id)
            .SelectMany(handoff => CriteriaOf(handoff.First()))
            .GroupBy(criterion => criterion, StringComparer.Ordinal)
            .ToDictionary(criterion => criterion.Key, criterion => criterion.Count(), StringComparer.Ordinal);
        return new EvidenceReader(
            standing.Where(row => row.Kind is Tables.OutcomeKind.Won or Tables.OutcomeKind.Lost)
                .Select(row => new Ended(row.Kind == Tables.OutcomeKind.Won, new HashSet<string>(CriteriaOf(row), StringComparer.Ordinal)))
                .ToArray(),
            counted);
    }

    /// <summary>Answered hand-offs at which the criterion counted.</summary>
    public int FiredAt(Guid criterionId) => fired.TryGetValue(Name(criterionId), out var count) ? count : 0;

    /// <summary>How the leads with and without it ended.</summary>
    public CriterionEvidence EvidenceOf(Guid criterionId)
    {
        var name = Name(criterionId);
        int wonWith = 0, lostWith = 0, wonWithout = 0, lostWithout = 0;
        foreach (var row in closed)
        {
            var counted = row.Criteria.Contains(name);
            if (row.IsWon)
                _ = counted ? wonWith++ : wonWithout++;
            else
                _ = counted ? lostWith++ : lostWithout++;
        }

        return new CriterionEvidence(wonWith, lostWith, wonWithout, lostWithout);
    }

    private static string[] CriteriaOf(Tables.Outcome row) => row.CriteriaFired!.Split([OutcomeSubject.Separator], StringSplitOptions.RemoveEmptyEntries);

    private static string Name(Guid criterionId) => criterionId.ToString("D");

    private sealed record Ended(bool IsWon, HashSet<string> Criteria);
}
