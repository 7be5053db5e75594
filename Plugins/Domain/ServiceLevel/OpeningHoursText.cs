using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Smarketing.Crm.Domain.ServiceLevel;

/// <summary>What is wrong with the hours of a day as written.</summary>
public enum HoursFaultKind
{
    /// <summary>A stretch is not two times with a hyphen in between.</summary>
    NotAStretch,

    /// <summary>A time is not one from 00:00 to 24:00.</summary>
    NotATime,

    /// <summary>A stretch ends at its beginning or before; one over midnight is two, on two days.</summary>
    EndsTooEarly,

    /// <summary>Two stretches overlap.</summary>
    Overlap,
}

/// <summary>What is wrong, and where.</summary>
/// <param name="Kind">What.</param>
/// <param name="Part">The part of the text that is wrong.</param>
public sealed record HoursFault(HoursFaultKind Kind, string Part);

/// <summary>Hours of a day read from text, or what is wrong with it.</summary>
/// <param name="Hours">In order; none for a closed day or a wrong text.</param>
/// <param name="Fault"><c>null</c> when the text is right.</param>
public sealed record HoursOfDay(IReadOnlyList<OpeningHours> Hours, HoursFault? Fault);

/// <summary>The hours of a day as people write them: <c>09:00-12:30; 14:00-18:00</c>. Nothing is a closed day.</summary>
public static class OpeningHoursText
{
    private const int MinutesOfDay = 24 * 60;

    private static readonly IReadOnlyList<OpeningHours> None = Array.AsReadOnly(Array.Empty<OpeningHours>());

    /// <summary>Reads the hours of a day.</summary>
    /// <param name="text">Stretches with semicolons in between; hyphen or dash within; <c>null</c> or blank for a closed day.</param>
    public static HoursOfDay Parse(string? text)
    {
        var hours = new List<OpeningHours>();
        foreach (var part in (text ?? string.Empty).Split(';').Select(part => part.Trim()).Where(part => part.Length > 0))
        {
            var ends = part.Split('-', '–', '—');
            if (ends.Length != 2)
                return Wrong(HoursFaultKind.NotAStretch, part);
            if (TimeOf(ends[0]) is not { } from)
                return Wrong(HoursFaultKind.NotATime, ends[0].Trim());
            if (TimeOf(ends[1]) is not { } to)
                return Wrong(HoursFaultKind.NotATime, ends[1].Trim());
            if (to <= from)
                return Wrong(HoursFaultKind.EndsTooEarly, part);
            if (hours.Any(other => other.From < to && from < other.To))
                return Wrong(HoursFaultKind.Overlap, part);
            hours.Add(new OpeningHours(from, to));
        }

        return new HoursOfDay(Array.AsReadOnly(hours.OrderBy(stretch => stretch.From).ToArray()), null);
    }

    // 9:00, 09:00, 24:00; also 9h, 9h30 as they are written in French.
    private static TimeSpan? TimeOf(string text)
    {
        var parts = text.Trim().Split(':', 'h', 'H');
        if (parts.Length != 2 || Number(parts[0]) is not { } hours)
            return null;
        var hasColon = text.IndexOf(':') >= 0;
        if ((parts[1].Length == 0 && !hasColon ? 0 : parts[1].Length == 2 ? Number(parts[1]) : null) is not { } minutes)
            return null;
        var all = (hours * 60) + minutes;
        return minutes < 60 && all <= MinutesOfDay ? TimeSpan.FromMinutes(all) : null;
    }

    private static int? Number(string digits) =>
        digits.Length is 1 or 2 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static HoursOfDay Wrong(HoursFaultKind kind, string part) => new(None, new HoursFault(kind, part));
}
