using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>Recomputes what was once scored, from the record kept with it and the rules it names.</summary>
public static class ScoreReplay
{
    /// <summary>Recomputes a kept change of score: four reads.</summary>
    /// <param name="service">Who reads.</param>
    /// <param name="scoreChangeId">The kept change.</param>
    /// <exception cref="InvalidOperationException">There is no record, it is incomplete, or its rules cannot be read any more.</exception>
    public static Verdict OfChange(IOrganizationService service, Guid scoreChangeId)
    {
        if (service is null)
            throw new ArgumentNullException(nameof(service));
        var row = service
            .Retrieve(Tables.ScoreChange.EntityLogicalName, scoreChangeId, new ColumnSet(Tables.ScoreChange.Columns.Explanation))
            .ToEntity<Tables.ScoreChange>();
        return Of(service, row.Explanation);
    }

    /// <summary>Recomputes a record: three reads.</summary>
    /// <param name="service">Who reads.</param>
    /// <param name="explanation">The record as it was kept.</param>
    /// <exception cref="InvalidOperationException">There is no record, it is incomplete, or its rules cannot be read any more.</exception>
    public static Verdict Of(IOrganizationService service, string? explanation)
    {
        if (string.IsNullOrEmpty(explanation))
            throw new InvalidOperationException("There is no record of the scoring to replay.");
        var record = ScoreRecord.Parse(explanation!);
        var compiled = PolicyCache.Read(service, record.AgreementId, record.ModelId);
        return record.Replay(compiled.Policy ?? throw new InvalidOperationException(compiled.Fault!.English));
    }
}
