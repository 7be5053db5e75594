using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Domain.ClosedLoop;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>
/// Alerts the side whose part of the agreement slips: marketing when too few leads are accepted or come to a meeting, sales when
/// too many are handled late. One alert for each rate and month, healed when the rate no longer is below.
/// </summary>
internal sealed class JudgeRates : ISweepTask
{
    // Recent enough to say something of today.
    private const int DaysJudged = 90;
    private const int DefaultSize = 30;

    private static readonly Tables.AlertKind[] Kinds =
        [Tables.AlertKind.LowAcceptance, Tables.AlertKind.LowMeetingRate, Tables.AlertKind.LateHandling];

    public string Name => "rates";

    public int Run(SweepContext context, int budget)
    {
        if (AgreementReader.InForce(context.Service) is not { } inForce)
            return 0;
        var agreement = AgreementReader.Read(context.Service, inForce.Id);
        var mature = Cohort.MatureUpTo(context.Now, agreement.CohortDays ?? Cohort.UsualDays);
        var cohorts = new CohortReader(context.Service, agreement.Id, new OutcomePeriod(mature.AddDays(-DaysJudged), mature), context.Now);
        var done = 0;
        foreach (var kind in Kinds)
        {
            if (done < budget)
                done += Judge(context, agreement, kind, cohorts, budget - done);
        }

        return done;
    }

    private static int Judge(SweepContext context, Tables.Agreement agreement, Tables.AlertKind kind, CohortReader cohorts, int budget)
    {
        var target = TargetOf(agreement, kind);
        var cohort = target is null ? null : CohortOf(cohorts, kind);
        var isBelow = cohort?.Judge(target!.Value, agreement.CohortSize ?? DefaultSize) == CohortVerdict.Below;
        var key = string.Join(":", kind, agreement.Id.ToString("D"), context.Now.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        var done = Heal(context, kind, isBelow ? key : null, budget);
        return isBelow && done < budget ? done + Raise(context, agreement, kind, key, cohort!, target!.Value) : done;
    }

    private static decimal? TargetOf(Tables.Agreement agreement, Tables.AlertKind kind) => kind switch
    {
        Tables.AlertKind.LowAcceptance => agreement.AcceptanceTarget,
        Tables.AlertKind.LowMeetingRate => agreement.MeetingTarget,
        _ => agreement.HandlingTarget,
    };

    private static Cohort CohortOf(CohortReader cohorts, Tables.AlertKind kind) => kind switch
    {
        Tables.AlertKind.LowAcceptance => cohorts.Accepted(),
        Tables.AlertKind.LowMeetingRate => cohorts.Met(),
        _ => cohorts.Handled(),
    };

    private static int Raise(SweepContext context, Tables.Agreement agreement, Tables.AlertKind kind, string key, Cohort cohort, decimal target)
    {
        var language = agreement.Language ?? Languages.English;
        return KeyedAlert.Raise(context.Service, new Tables.Alert
        {
            Name = RateTexts.NameOf(kind).In(language),
            Key = key,
            Kind = kind,
            Side = kind == Tables.AlertKind.LateHandling ? Tables.Side.Sales : Tables.Side.Marketing,
            Message = RateTexts.Below(kind, cohort, target).In(language),
            RaisedOn = context.Now,
            AgreementId = agreement.ToEntityReference(),
        }) ? 1 : 0;
    }

    // Whatever still stands of this rate but the alert of this month: of an earlier month, of an earlier agreement, or no longer true.
    private static int Heal(SweepContext context, Tables.AlertKind kind, string? except, int budget)
    {
        var query = new QueryExpression(Tables.Alert.EntityLogicalName) { ColumnSet = new ColumnSet(false), TopCount = budget };
        query.Criteria.AddCondition(Tables.Alert.Columns.Kind, ConditionOperator.Equal, (int)kind);
        query.Criteria.AddCondition(Tables.Alert.Columns.HealedOn, ConditionOperator.Null);
        if (except is not null)
            query.Criteria.AddCondition(Tables.Alert.Columns.Key, ConditionOperator.NotEqual, except);
        var stale = context.Service.RetrieveMultiple(query).Entities.ToArray();
        foreach (var alert in stale)
            context.Service.Update(new Tables.Alert { Id = alert.Id, HealedOn = context.Now });
        return stale.Length;
    }
}
