using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Smarketing.Cli.Solutions.Tables;

/// <summary>Makes identifiers out of schema names and English labels.</summary>
internal static class CSharpName
{
    /// <summary>
    /// The schema name without its publisher's prefix. Where makers typed it in lower case, the English label tells where words begin:
    /// <c>smk_fitweight</c> labelled "Fit weight" is <c>FitWeight</c>.
    /// </summary>
    public static string OfSchemaName(string schemaName, string englishLabel)
    {
        var bare = WithoutPrefix(schemaName);
        if (bare.Any(char.IsUpper))
        {
            return OfLabel(bare.Replace('_', ' '));
        }
        var words = OfLabel(englishLabel);
        foreach (var candidate in new[] { words, words + "Id" })
        {
            if (string.Equals(candidate, bare, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }
        }
        return bare switch
        {
            "statecode" => "StateCode",
            "statuscode" => "StatusCode",
            _ => OfLabel(bare.Replace('_', ' ')),
        };
    }

    /// <summary>"Half-life" is <c>HalfLife</c>, "E-mail opened" is <c>EmailOpened</c>, "Conversation (chat or call)" is <c>Conversation</c>.</summary>
    public static string OfLabel(string label)
    {
        var name = new StringBuilder();
        var newWord = true;
        foreach (var letter in WithoutParentheses(label))
        {
            if (!char.IsLetterOrDigit(letter))
            {
                newWord = !(letter == '-' && name.Length == 1);
                continue;
            }
            name.Append(newWord ? char.ToUpper(letter, CultureInfo.InvariantCulture) : letter);
            newWord = false;
        }
        return name.Length > 0 && char.IsDigit(name[0]) ? "_" + name : name.ToString();
    }

    /// <summary>The name, or with <c>Value</c> at its end where the class already means something else by it.</summary>
    public static string Avoiding(string name, IReadOnlySet<string> taken) => taken.Contains(name) ? name + "Value" : name;

    private static string WithoutPrefix(string schemaName)
    {
        // Publishers' prefixes have two to eight characters.
        var underscore = schemaName.IndexOf('_', StringComparison.Ordinal);
        return underscore is >= 2 and <= 8 ? schemaName[(underscore + 1)..] : schemaName;
    }

    private static string WithoutParentheses(string label)
    {
        var open = label.IndexOf('(', StringComparison.Ordinal);
        return open > 0 ? label[..open] : label;
    }
}
