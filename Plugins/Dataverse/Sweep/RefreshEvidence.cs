using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.ClosedLoop;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>Says of each criterion of the model in force what its leads came to: a row for each month, brought up to date once a day.</summary>
internal sealed class RefreshEvidence : ISweepTask
{
    private const decimal MostLift = 1_000_000;
    private const int Digits = 4;

    private static readonly TimeSpan HoldsFor = TimeSpan.FromDays(1);

    public string Name => "evidence";

    public int Run(SweepContext context, int budget)
    {
        if (AgreementReader.InForce(context.Service)?.ModelId is not { } modelId)
            return 0;
        var known = Known(context, modelId);
        var due = Criteria(context.Service, modelId)
            .Where(criterion => !known.TryGetValue(KeyOf(criterion.Id, context.Now), out var row) || Clock.Utc(row.FiguredOn ?? default) <= context.Now - HoldsFor)
            .Take(budget)
            .ToArray();
        if (due.Length == 0)
            return 0;
        var evidence = EvidenceReader.Of(context.Service, modelId);
        foreach (var criterion in due)
        {
            var row = RowOf(criterion, evidence, context.Now);
            if (known.TryGetValue(row.Key!, out var before))
            {
                row.Id = before.Id;
                context.Service.Update(row);
            }
            else
            {
                context.Service.Create(row);
            }
        }

        return due.Length;
    }

    private static Tables.Evidence RowOf(Tables.Criterion criterion, EvidenceReader reader, DateTime now)
    {
        var evidence = reader.EvidenceOf(criterion.Id);
        return new Tables.Evidence
        {
            Name = criterion.Name,
            Key = KeyOf(criterion.Id, now),
            CriterionId = criterion.ToEntityReference(),
            Fired = reader.FiredAt(criterion.Id),
            WonWith = evidence.WonWith,
            LostWith = evidence.LostWith,
            WonWithout = evidence.WonWithout,
            LostWithout = evidence.LostWithout,
            Lift = Shown(evidence.Lift),
            LiftLow = Shown(evidence.LiftInterval?.Low),
            LiftHigh = Shown(evidence.LiftInterval?.High),
            FiguredOn = now,
        };
    }

    private static Dictionary<string, Tables.Evidence> Known(SweepContext context, Guid modelId)
    {
        var query = new QueryExpression(Tables.Evidence.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Tables.Evidence.Columns.Key, Tables.Evidence.Columns.FiguredOn),
        };
        query.Criteria.AddCondition(Tables.Evidence.Columns.Key, ConditionOperator.EndsWith, MonthOf(context.Now));
        var criterion = query.AddLink(Tables.Criterion.EntityLogicalName, Tables.Evidence.Columns.CriterionId, Tables.Criterion.PrimaryIdAttribute);
        criterion.LinkCriteria.AddCondition(Tables.Criterion.Columns.ScoringModelId, ConditionOperator.Equal, modelId);
        return Pages.All(context.Service, query).Select(row => row.ToEntity<Tables.Evidence>()).ToDictionary(row => row.Key!, StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<Tables.Criterion> Criteria(IOrganizationService service, Guid modelId)
    {
        var query = new QueryExpression(Tables.Criterion.EntityLogicalName) { ColumnSet = new ColumnSet(Tables.Criterion.Columns.Name) };
        query.Criteria.AddCondition(Tables.Criterion.Columns.ScoringModelId, ConditionOperator.Equal, modelId);
        query.AddOrder(Tables.Criterion.Columns.Order, OrderType.Ascending);
        return Pages.All(service, query).Select(row => row.ToEntity<Tables.Criterion>());
    }

    private static string KeyOf(Guid criterionId, DateTime now) => criterionId.ToString("D") + ":" + MonthOf(now);

    private static string MonthOf(DateTime now) => now.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static decimal? Shown(decimal? value) => value is { } number
        ? Math.Min(MostLift, Math.Round(number, Digits, MidpointRounding.AwayFromZero))
        : null;
}
