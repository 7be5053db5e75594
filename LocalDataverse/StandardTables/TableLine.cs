using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Smarketing.LocalDataverse.StandardTables;

/// <summary>The words, pairs and flags of one line of a table file.</summary>
internal sealed class TableLine
{
    private readonly List<string> words = [];
    private readonly List<bool> quoted = [];
    private int next;

    public TableLine(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == ' ')
            {
                at++;
            }
            else if (text[at] == '"')
            {
                words.Add(Quoted(text, ref at));
                quoted.Add(true);
            }
            else
            {
                var end = text.IndexOf(' ', at);
                end = end < 0 ? text.Length : end;
                words.Add(text[at..end]);
                quoted.Add(false);
                at = end;
            }
        }
    }

    /// <summary>The next word or label.</summary>
    public string Word() => next < words.Count ? words[next++] : throw new FormatException("The line is too short.");

    /// <summary>All words not yet taken.</summary>
    public IReadOnlyList<string> Rest() => words.Skip(next).ToArray();

    /// <summary>The value of a pair, or null.</summary>
    public string? Value(string key)
    {
        for (var i = next; i < words.Count; i++)
        {
            if (!quoted[i] && words[i].Length > key.Length && words[i][key.Length] == '=' && words[i].StartsWith(key, StringComparison.Ordinal))
                return words[i][(key.Length + 1)..];
        }

        return null;
    }

    /// <summary>The value of a pair as a whole number, or null.</summary>
    public int? Number(string key) => Value(key) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>The value of a pair as a number, or null.</summary>
    public decimal? Decimal(string key) => Value(key) is { } text ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    /// <summary>True when the line has this flag.</summary>
    public bool Has(string flag) => words.IndexOf(flag, next) >= 0;

    private static string Quoted(string text, ref int at)
    {
        var label = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return label.ToString();
            }

            if (text[at] == '\\' && ++at == text.Length)
                break;
            label.Append(text[at]);
        }

        throw new FormatException("A label is not closed with a double quote.");
    }
}
