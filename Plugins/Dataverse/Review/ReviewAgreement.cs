using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.ClosedLoop;
using Smarketing.Crm.Domain.Review;

namespace Smarketing.Crm.Dataverse;

/// <summary>What the working agreement says about reviews.</summary>
/// <param name="Row">The agreement.</param>
/// <param name="Schedule">When both teams sit down together.</param>
/// <param name="Targets">What both sides promised.</param>
/// <param name="CohortDays">How old a hand-off must be to say what became of it.</param>
internal sealed record ReviewAgreement(Tables.Agreement Row, ReviewSchedule Schedule, Targets Targets, int CohortDays)
{
    private const int Week = 7;

    /// <summary>The agreement that leads are worked by, expired or not: one read. <c>null</c> when there is none.</summary>
    public static ReviewAgreement? Working(IOrganizationService service)
    {
        var query = new QueryExpression(Tables.Agreement.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.Agreement.Columns.Name,
                Tables.Agreement.Columns.TimeZone,
                Tables.Agreement.Columns.ReviewDay,
                Tables.Agreement.Columns.ReviewMinute,
                Tables.Agreement.Columns.InForceOn,
                Tables.Agreement.Columns.HandlingTarget,
                Tables.Agreement.Columns.AcceptanceTarget,
                Tables.Agreement.Columns.MeetingTarget,
                Tables.Agreement.Columns.CohortDays),
            TopCount = 1,
        };
        query.Criteria.AddCondition(
            Tables.Agreement.Columns.StatusCode, ConditionOperator.In, (int)Tables.AgreementStatus.InForce, (int)Tables.AgreementStatus.Expired);
        query.AddOrder(Tables.Agreement.Columns.Version, OrderType.Descending);
        var row = service.RetrieveMultiple(query).Entities.FirstOrDefault()?.ToEntity<Tables.Agreement>();
        if (row is null)
            return null;
        var zone = TimeZones.Find(row.TimeZone) ?? TimeZoneInfo.Utc;
        return new ReviewAgreement(
            row,
            new ReviewSchedule(zone, Day(row.ReviewDay), row.ReviewMinute ?? ReviewSchedule.UsualMinute),
            new Targets(row.HandlingTarget, row.AcceptanceTarget, row.MeetingTarget),
            row.CohortDays ?? Cohort.UsualDays);
    }

    // The choice begins on Monday, the calendar of the runtime on Sunday.
    private static DayOfWeek Day(Tables.Weekday? day) => day is null
        ? ReviewSchedule.UsualDay
        : (DayOfWeek)(((int)day.Value - ModelReader.FirstOption + 1) % Week);
}
