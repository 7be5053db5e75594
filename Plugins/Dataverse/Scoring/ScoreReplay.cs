using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>
/// Recomputes what was once scored, from the record kept with it and the rules it names.
/// Rules it has read it keeps: make one for each piece of work, not one for ever.
/// </summary>
public sealed class ScoreReplay
{
    private readonly IOrganizationService service;
    private readonly Dictionary<string, ScoringPolicy> policies = new(StringComparer.Ordinal);

    /// <summary>A replay.</summary>
    /// <param name="service">Who reads.</param>
    public ScoreReplay(IOrganizationService service) => this.service = service ?? throw new ArgumentNullException(nameof(service));

    /// <summary>Recomputes a kept change of score: one read, and three more when its rules are met for the first time.</summary>
    /// <param name="scoreChangeId">The kept change.</param>
    /// <exception cref="InvalidOperationException">There is no record, it is incomplete, or its rules cannot be read any more.</exception>
    public Verdict OfChange(Guid scoreChangeId)
    {
        var row = service
            .Retrieve(Tables.ScoreChange.EntityLogicalName, scoreChangeId, new ColumnSet(Tables.ScoreChange.Columns.Explanation))
            .ToEntity<Tables.ScoreChange>();
        return Of(row.Explanation);
    }

    /// <summary>Recomputes a record: three reads when its rules are met for the first time.</summary>
    /// <param name="explanation">The record as it was kept.</param>
    /// <exception cref="InvalidOperationException">There is no record, it is incomplete, or its rules cannot be read any more.</exception>
    public Verdict Of(string? explanation)
    {
        if (string.IsNullOrEmpty(explanation))
            throw new InvalidOperationException("There is no record of the scoring to replay.");
        var record = ScoreRecord.Parse(explanation!);
        return record.Replay(PolicyOf(record));
    }

    /// <summary>Whether a kept change says of fit, engagement, score, grade and stage what recomputing says; a stage that sales said is not recomputed.</summary>
    /// <param name="change">The row, with its explanation and results.</param>
    /// <exception cref="InvalidOperationException">There is no record, it is incomplete, or its rules cannot be read any more.</exception>
    public bool Confirms(Entity change)
    {
        if (change is null)
            throw new ArgumentNullException(nameof(change));
        var row = change.ToEntity<Tables.ScoreChange>();
        var verdict = Of(row.Explanation);
        return row.NewFit == verdict.Score.Fit && row.NewEngagement == verdict.Score.Engagement && row.NewScore == verdict.Score.Whole
            && (int?)row.NewGrade == ModelReader.FirstOption + (int)verdict.Score.Grade
            && ((int?)row.NewStage == ModelReader.FirstOption + (int)verdict.Standing.Stage || IsSaidBySales(row));
    }

    // A closed lead is scored no more: sales moves it, and the record stays that of the score it was closed with.
    private static bool IsSaidBySales(Tables.ScoreChange row) =>
        (row.OldStage is Tables.Stage.SQL or Tables.Stage.Accepted or Tables.Stage.Opportunity or Tables.Stage.Customer)
        && (row.NewStage is Tables.Stage.Accepted or Tables.Stage.Opportunity or Tables.Stage.Customer or Tables.Stage.Nurture or Tables.Stage.Disqualified)
        && row.OldStage != row.NewStage;

    private ScoringPolicy PolicyOf(ScoreRecord record)
    {
        var key = string.Format(CultureInfo.InvariantCulture, "{0:N}{1:N}", record.AgreementId, record.ModelId);
        if (!policies.TryGetValue(key, out var policy))
        {
            var compiled = PolicyCache.Read(service, record.AgreementId, record.ModelId);
            policy = compiled.Policy ?? throw new InvalidOperationException(compiled.Fault!.English);
            policies.Add(key, policy);
        }

        return policy;
    }
}
