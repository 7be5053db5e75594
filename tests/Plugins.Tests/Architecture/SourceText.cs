using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Smarketing.Tests.Plugins.Architecture;

/// <summary>The string literals of C# source; comments and characters are passed over.</summary>
internal static class SourceText
{
    private static readonly Regex Tokens = new(
        """
        //[^\n]* | /\*.*?\*/
        | \$*(?<quotes>"{3,})(?<text>.*?)\k<quotes>
        | (?:\$@|@\$|@)"(?<text>(?:[^"]|"")*)"
        | \$?"(?<text>(?:[^"\\\n]|\\.)*)"
        | '(?:[^'\\\n]|\\.)+'
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(10));

    public static IEnumerable<string> Literals(string source) =>
        from Match token in Tokens.Matches(source)
        let text = token.Groups["text"]
        where text.Success
        select text.Value;

    /// <summary>Literals that are a logical name, or contain the publisher's prefix.</summary>
    public static IReadOnlyList<string> LogicalNames(string source, IReadOnlySet<string> known, string prefix) =>
        Literals(source).Where(text => known.Contains(text) || text.Contains(prefix, StringComparison.OrdinalIgnoreCase)).ToArray();

    /// <summary>C# files under a folder, without what a build leaves there.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
