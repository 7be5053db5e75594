using System;

namespace Smarketing.Cli.Samples;

/// <summary>When the sample firm's sellers work: Monday to Friday, 8 to 18 o'clock in Paris. Near enough for people; promises are measured by the calendar.</summary>
internal static class SampleHours
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly TimeSpan Opens = TimeSpan.FromHours(8);
    private static readonly TimeSpan Closes = TimeSpan.FromHours(18);

    /// <summary>The instant at which so much working time has passed (UTC).</summary>
    public static DateTime After(DateTime utc, TimeSpan work)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, Paris);
        while (true)
        {
            local = Begin(local);
            var left = local.Date + Closes - local;
            if (work <= left)
            {
                return TimeZoneInfo.ConvertTimeToUtc(local + work, Paris);
            }

            work -= left;
            local = local.Date.AddDays(1);
        }
    }

    private static DateTime Begin(DateTime local)
    {
        if (local.TimeOfDay >= Closes)
        {
            local = local.Date.AddDays(1);
        }

        if (local.TimeOfDay < Opens)
        {
            local = local.Date + Opens;
        }

        while (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            local = local.Date.AddDays(1) + Opens;
        }

        return local;
    }
}
