using System;
using System.Linq;
using Smarketing.Crm.Domain.ServiceLevel;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.ServiceLevel;

/// <summary>The hours of a day as people write them, and what is refused.</summary>
public sealed class OpeningHoursTextTests
{
    [Theory]
    [InlineData("09:00-12:30; 14:00-18:00", "09:00-12:30 14:00-18:00")]
    [InlineData("14:00-18:00;9:00-12:30", "09:00-12:30 14:00-18:00")]
    [InlineData(" 9h-12h30 ; 14h – 18h ", "09:00-12:30 14:00-18:00")]
    [InlineData("00:00-24:00", "00:00-24:00")]
    [InlineData("09:00-12:00; 12:00-18:00", "09:00-12:00 12:00-18:00")]
    [InlineData("", "")]
    [InlineData(" ; ", "")]
    [InlineData(null, "")]
    public void Reads(string? text, string hours)
    {
        var read = OpeningHoursText.Parse(text);
        Assert.Null(read.Fault);
        Assert.Equal(hours, string.Join(' ', read.Hours.Select(stretch => Hour(stretch.From) + "-" + Hour(stretch.To))));
    }

    [Theory]
    [InlineData("09:00", HoursFaultKind.NotAStretch, "09:00")]
    [InlineData("09:00-12:00-14:00", HoursFaultKind.NotAStretch, "09:00-12:00-14:00")]
    [InlineData("09:00-12:00, 14:00-18:00", HoursFaultKind.NotAStretch, "09:00-12:00, 14:00-18:00")]
    [InlineData("nine-12:00", HoursFaultKind.NotATime, "nine")]
    [InlineData("09:60-12:00", HoursFaultKind.NotATime, "09:60")]
    [InlineData("09:00-24:01", HoursFaultKind.NotATime, "24:01")]
    [InlineData("9:0-12:00", HoursFaultKind.NotATime, "9:0")]
    [InlineData("9:-12:00", HoursFaultKind.NotATime, "9:")]
    [InlineData("9-12", HoursFaultKind.NotATime, "9")]
    [InlineData("22:00-06:00", HoursFaultKind.EndsTooEarly, "22:00-06:00")]
    [InlineData("09:00-09:00", HoursFaultKind.EndsTooEarly, "09:00-09:00")]
    [InlineData("09:00-12:30; 12:29-18:00", HoursFaultKind.Overlap, "12:29-18:00")]
    public void Refuses(string text, HoursFaultKind kind, string part)
    {
        var read = OpeningHoursText.Parse(text);
        Assert.Equal(new HoursFault(kind, part), read.Fault);
        Assert.Empty(read.Hours);
    }

    private static string Hour(TimeSpan time) => $"{(int)time.TotalHours:00}:{time.Minutes:00}";
}
