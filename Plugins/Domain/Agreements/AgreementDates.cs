using System;

namespace Smarketing.Crm.Domain.Agreements;

/// <summary>The dates of an agreement: days on the calendar of its own time zone, whoever reads them wherever.</summary>
/// <param name="TimeZone">Whose days they are.</param>
/// <param name="ReviewOn">The day of the review; <c>null</c> for none.</param>
/// <param name="ValidUntil">The last day of validity, included; <c>null</c> for no end.</param>
/// <param name="ReminderDays">Days before the review, or else before the last day, on which both sides are reminded.</param>
public sealed record AgreementDates(TimeZoneInfo TimeZone, DateTime? ReviewOn, DateTime? ValidUntil, int ReminderDays)
{
    /// <summary>Days before the review when an agreement names none.</summary>
    public const int UsualReminderDays = 30;

    /// <summary>Whether the last day has passed at a moment.</summary>
    /// <param name="now">The moment, in UTC.</param>
    public bool IsOver(DateTime now) => ValidUntil is { } last && Day(now) > last.Date;

    /// <summary>Whether both sides are to be reminded at a moment: from the day of the reminder on.</summary>
    /// <param name="now">The moment, in UTC.</param>
    public bool IsRenewalDue(DateTime now) => (ReviewOn ?? ValidUntil) is { } review && Day(now) >= review.Date.AddDays(-ReminderDays);

    /// <summary>The calendar day at a moment.</summary>
    /// <param name="now">The moment, in UTC.</param>
    public DateTime Day(DateTime now) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(now, DateTimeKind.Utc), TimeZone).Date;
}
