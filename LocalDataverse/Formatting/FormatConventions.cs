using System;
using System.Collections.Concurrent;
using System.Globalization;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.Formatting;

/// <summary>How numbers and dates are written in a locale.</summary>
internal sealed class FormatConventions
{
    private static readonly ConcurrentDictionary<int, FormatConventions> Known = new();

    private FormatConventions(CultureInfo culture)
    {
        Numbers = (NumberFormatInfo)culture.NumberFormat.Clone();
        Numbers.NumberGroupSeparator = Plain(Numbers.NumberGroupSeparator);
        Numbers.CurrencyGroupSeparator = Plain(Numbers.CurrencyGroupSeparator);
        Dates = (DateTimeFormatInfo)culture.DateTimeFormat.Clone();
        Dates.Calendar = new GregorianCalendar();
        DatePattern = Plain(Dates.ShortDatePattern);
        TimePattern = Plain(Dates.ShortTimePattern).Replace('\u00A0', ' ');
    }

    /// <summary>Separators, negative numbers and where the currency stands.</summary>
    public NumberFormatInfo Numbers { get; }

    /// <summary>Names of months and halves of the day.</summary>
    public DateTimeFormatInfo Dates { get; }

    /// <summary>A date in figures.</summary>
    public string DatePattern { get; }

    /// <summary>Hours and minutes.</summary>
    public string TimePattern { get; }

    /// <summary>The conventions of a locale, by its code (LCID, e.g. 1033 English, 1036 French).</summary>
    /// <exception cref="System.ServiceModel.FaultException">The code is none.</exception>
    public static FormatConventions Of(int localeId) => Known.GetOrAdd(localeId, static id =>
    {
        try
        {
            return new FormatConventions(CultureInfo.GetCultureInfo(id));
        }
        catch (ArgumentException)
        {
            throw Fault.NotSupported($"the locale {id.ToString(CultureInfo.InvariantCulture)} in usersettings", "Use the code of a locale, e.g. 1033 (English) or 1036 (French).");
        }
    });

    // Some versions of the culture data write narrow spaces, which the platform does not.
    private static string Plain(string text) => text.Replace('\u202F', '\u00A0');
}
