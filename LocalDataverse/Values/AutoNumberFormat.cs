using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Smarketing.LocalDataverse.Values;

/// <summary>
/// How the values of an autonumber column are made: text with the placeholders <c>{SEQNUM:n}</c> (a number of at least n digits),
/// <c>{RANDSTRING:n}</c> (1 to 6 letters and digits) and <c>{DATETIMEUTC:format}</c> (a .NET format).
/// </summary>
internal sealed class AutoNumberFormat
{
    // The letters and digits of the platform's random strings.
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private readonly List<(string Kind, string Argument)> _parts = [];

    private AutoNumberFormat()
    {
    }

    /// <summary>Whether it counts.</summary>
    public bool HasSequence => _parts.Exists(static p => p.Kind == "SEQNUM");

    /// <summary>Reads a format.</summary>
    /// <exception cref="FormatException">It has an unknown placeholder, or a length that is not allowed; the message says which.</exception>
    public static AutoNumberFormat Parse(string text)
    {
        var format = new AutoNumberFormat();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('{', at);
            var literal = open < 0 ? text[at..] : text[at..open];
            if (literal.Contains('}', StringComparison.Ordinal))
            {
                throw new FormatException($"'}}' in '{text}' closes nothing.");
            }

            if (literal.Length > 0)
            {
                format._parts.Add((string.Empty, literal));
            }

            if (open < 0)
            {
                break;
            }

            var close = text.IndexOf('}', open);
            if (close < 0)
            {
                throw new FormatException($"'{{' in '{text}' is not closed.");
            }

            format._parts.Add(Placeholder(text[(open + 1)..close]));
            at = close + 1;
        }

        return format._parts.Count(static p => p.Kind == "SEQNUM") > 1
            ? throw new FormatException($"'{text}' counts twice. Use one {{SEQNUM:n}}.")
            : format;
    }

    /// <summary>Makes a value.</summary>
    /// <param name="next">Gives the next number; asked only when the format counts.</param>
    /// <param name="chance">Gives a number from 0 up to, but not including, the one given.</param>
    /// <param name="utcNow">The instant of the operation.</param>
    public string Make(Func<long> next, Func<int, int> chance, DateTime utcNow)
    {
        var value = new StringBuilder();
        foreach (var (kind, argument) in _parts)
        {
            switch (kind)
            {
                case "SEQNUM":
                    value.Append(next().ToString("D" + argument, CultureInfo.InvariantCulture));
                    break;
                case "RANDSTRING":
                    for (var i = int.Parse(argument, CultureInfo.InvariantCulture); i > 0; i--)
                    {
                        value.Append(Alphabet[chance(Alphabet.Length)]);
                    }

                    break;
                case "DATETIMEUTC":
                    value.Append(utcNow.ToString(argument, CultureInfo.InvariantCulture));
                    break;
                default:
                    value.Append(argument);
                    break;
            }
        }

        return value.ToString();
    }

    private static (string Kind, string Argument) Placeholder(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? text : text[..colon];
        var argument = colon < 0 ? string.Empty : text[(colon + 1)..];
        return kind switch
        {
            "SEQNUM" => (kind, Length(kind, argument, 1, 18)),
            "RANDSTRING" => (kind, Length(kind, argument, 1, 6)),
            "DATETIMEUTC" => (kind, Layout(argument)),
            _ => throw new FormatException($"'{{{text}}}' is no placeholder. Use {{SEQNUM:n}}, {{RANDSTRING:n}} or {{DATETIMEUTC:format}}."),
        };
    }

    private static string Length(string kind, string argument, int least, int most) =>
        int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length >= least && length <= most
            ? length.ToString(CultureInfo.InvariantCulture)
            : throw new FormatException($"{{{kind}:{argument}}} has no length from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}.");

    private static string Layout(string argument)
    {
        try
        {
            _ = DateTime.UnixEpoch.ToString(argument, CultureInfo.InvariantCulture);
            return argument.Length > 0 ? argument : throw new FormatException("{DATETIMEUTC} has no format. Write {DATETIMEUTC:yyyyMMdd}.");
        }
        catch (FormatException exception)
        {
            throw new FormatException($"'{argument}' is no date format: {exception.Message}", exception);
        }
    }
}
