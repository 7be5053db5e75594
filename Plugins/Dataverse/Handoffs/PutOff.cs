using System;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Leads that sales puts off to a day: it begins by the clock of the agreement that works.</summary>
internal static class PutOff
{
    /// <summary>Whether a day has not begun yet: one read.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="day">The day.</param>
    /// <param name="now">UTC.</param>
    public static bool IsAhead(IOrganizationService service, DateTime day, DateTime now) =>
        day.Date > TimeZones.DateIn(AgreementReader.InForce(service)?.TimeZone ?? TimeZoneInfo.Utc, now);
}
