using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.ClosedLoop;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>
/// Says of each criterion of the model in force what its leads came to: a row for each month, compared once a day and written when it has
/// changed. The last criterion's row is written each time: it tells when all were looked at, so that one stopped before goes on.
/// </summary>
internal sealed class RefreshEvidence : ISweepTask
{
    private const decimal MostLift = 1_000_000;
    private const int Digits = 4;
    private const string EvidenceAlias = "evidence";

    public string Name => "evidence";

    public int Run(SweepContext context, int budget)
    {
        if (AgreementReader.InForce(context.Service)?.ModelId is not { } modelId)
            return 0;
        if (Figures.Hold(LastFiguredOn(context, modelId), context.Now))
            return 0;
        var criteria = Criteria(context.Service, modelId).ToArray();
        var known = Known(context, modelId);
        var evidence = EvidenceReader.Of(context.Service, modelId);
        var done = 0;
        foreach (var criterion in criteria)
        {
            if (done == budget)
                break;
            var row = RowOf(criterion, evidence, context.Now);
            var before = known.TryGetValue(row.Key!, out var found) ? found : null;
            if (before is not null && criterion != criteria[criteria.Length - 1] && Figures.Same(row, before))
                continue;
            Write(context.Service, row, before);
            done++;
        }

        return done;
    }

    // When all were last looked at this month: when the row of the last one was written. The other way round, so that one row tells.
    private static DateTime? LastFiguredOn(SweepContext context, Guid modelId)
    {
        var query = Ordered(modelId, OrderType.Descending);
        query.ColumnSet = new ColumnSet(false);
        query.TopCount = 1;
        var evidence = query.AddLink(
            Tables.Evidence.EntityLogicalName, Tables.Criterion.PrimaryIdAttribute, Tables.Evidence.Columns.CriterionId, JoinOperator.LeftOuter);
        evidence.EntityAlias = EvidenceAlias;
        evidence.Columns = new ColumnSet(Tables.Evidence.Columns.FiguredOn);
        evidence.LinkCriteria.AddCondition(Tables.Evidence.Columns.Key, ConditionOperator.EndsWith, MonthOf(context.Now));
        return context.Service.RetrieveMultiple(query).Entities.FirstOrDefault()
            ?.GetAttributeValue<AliasedValue?>(EvidenceAlias + "." + Tables.Evidence.Columns.FiguredOn)?.Value as DateTime?;
    }

    private static void Write(IOrganizationService service, Tables.Evidence row, Tables.Evidence? before)
    {
        if (before is null)
        {
            service.Create(row);
            return;
        }

        row.Id = before.Id;
        service.Update(row);
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
            ColumnSet = new ColumnSet(
                Tables.Evidence.Columns.Key, Tables.Evidence.Columns.FiguredOn, Tables.Evidence.Columns.Name, Tables.Evidence.Columns.CriterionId,
                Tables.Evidence.Columns.Fired, Tables.Evidence.Columns.WonWith, Tables.Evidence.Columns.LostWith, Tables.Evidence.Columns.WonWithout,
                Tables.Evidence.Columns.LostWithout, Tables.Evidence.Columns.Lift, Tables.Evidence.Columns.LiftLow, Tables.Evidence.Columns.LiftHigh),
        };
        query.Criteria.AddCondition(Tables.Evidence.Columns.Key, ConditionOperator.EndsWith, MonthOf(context.Now));
        var criterion = query.AddLink(Tables.Criterion.EntityLogicalName, Tables.Evidence.Columns.CriterionId, Tables.Criterion.PrimaryIdAttribute);
        criterion.LinkCriteria.AddCondition(Tables.Criterion.Columns.ScoringModelId, ConditionOperator.Equal, modelId);
        return Pages.All(context.Service, query).Select(row => row.ToEntity<Tables.Evidence>()).ToDictionary(row => row.Key!, StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<Tables.Criterion> Criteria(IOrganizationService service, Guid modelId) =>
        Pages.All(service, Ordered(modelId, OrderType.Ascending)).Select(row => row.ToEntity<Tables.Criterion>());

    private static QueryExpression Ordered(Guid modelId, OrderType order)
    {
        var query = new QueryExpression(Tables.Criterion.EntityLogicalName) { ColumnSet = new ColumnSet(Tables.Criterion.Columns.Name) };
        query.Criteria.AddCondition(Tables.Criterion.Columns.ScoringModelId, ConditionOperator.Equal, modelId);
        query.AddOrder(Tables.Criterion.Columns.Order, order);
        query.AddOrder(Tables.Criterion.PrimaryIdAttribute, order);
        return query;
    }

    private static string KeyOf(Guid criterionId, DateTime now) => criterionId.ToString("D") + ":" + MonthOf(now);

    private static string MonthOf(DateTime now) => now.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static decimal? Shown(decimal? value) => value is { } number
        ? Math.Min(MostLift, Math.Round(number, Digits, MidpointRounding.AwayFromZero))
        : null;
}
