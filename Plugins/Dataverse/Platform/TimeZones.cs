using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Dataverse;

/// <summary>
/// Time zones by the names people give them. The platform's sandbox knows Windows names, other machines IANA names as well: those that users of this
/// product are likely to write are known everywhere.
/// </summary>
internal static class TimeZones
{
    private static readonly Dictionary<string, string> WindowsNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Etc/UTC"] = "UTC",
        ["Europe/Paris"] = "Romance Standard Time",
        ["Europe/Brussels"] = "Romance Standard Time",
        ["Europe/Madrid"] = "Romance Standard Time",
        ["Europe/Copenhagen"] = "Romance Standard Time",
        ["Europe/Luxembourg"] = "W. Europe Standard Time",
        ["Europe/Monaco"] = "W. Europe Standard Time",
        ["Europe/Berlin"] = "W. Europe Standard Time",
        ["Europe/Zurich"] = "W. Europe Standard Time",
        ["Europe/Vienna"] = "W. Europe Standard Time",
        ["Europe/Amsterdam"] = "W. Europe Standard Time",
        ["Europe/Rome"] = "W. Europe Standard Time",
        ["Europe/Stockholm"] = "W. Europe Standard Time",
        ["Europe/Oslo"] = "W. Europe Standard Time",
        ["Europe/Warsaw"] = "Central European Standard Time",
        ["Europe/Prague"] = "Central Europe Standard Time",
        ["Europe/Budapest"] = "Central Europe Standard Time",
        ["Europe/London"] = "GMT Standard Time",
        ["Europe/Dublin"] = "GMT Standard Time",
        ["Europe/Lisbon"] = "GMT Standard Time",
        ["Europe/Athens"] = "GTB Standard Time",
        ["Europe/Bucharest"] = "GTB Standard Time",
        ["Europe/Helsinki"] = "FLE Standard Time",
        ["Africa/Casablanca"] = "Morocco Standard Time",
        ["Africa/Tunis"] = "W. Central Africa Standard Time",
        ["Africa/Algiers"] = "W. Central Africa Standard Time",
        ["Indian/Reunion"] = "Mauritius Standard Time",
        ["America/Montreal"] = "Eastern Standard Time",
        ["America/Toronto"] = "Eastern Standard Time",
        ["America/New_York"] = "Eastern Standard Time",
        ["America/Chicago"] = "Central Standard Time",
        ["America/Denver"] = "Mountain Standard Time",
        ["America/Los_Angeles"] = "Pacific Standard Time",
        ["America/Martinique"] = "SA Western Standard Time",
        ["America/Guadeloupe"] = "SA Western Standard Time",
        ["Pacific/Noumea"] = "Central Pacific Standard Time",
    };

    /// <summary>The zone of a Windows or IANA name; UTC for none, <c>null</c> for one that is not known.</summary>
    public static TimeZoneInfo? Find(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return TimeZoneInfo.Utc;
        var known = name!.Trim();
        return Get(WindowsNames.TryGetValue(known, out var windows) ? windows : known) ?? Get(known);
    }

    /// <summary>The calendar date that a moment falls on in a zone, as midnight without a zone.</summary>
    public static DateTime DateIn(TimeZoneInfo zone, DateTime utc) => DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(Clock.Utc(utc), zone).Date, DateTimeKind.Unspecified);

    private static TimeZoneInfo? Get(string id)
    {
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(id);
        }
        catch (TimeZoneNotFoundException)
        {
            return null;
        }
        catch (InvalidTimeZoneException)
        {
            return null;
        }
    }
}
