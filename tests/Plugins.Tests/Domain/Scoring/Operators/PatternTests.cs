using System.Linq;
using System.Text.RegularExpressions;
using CsCheck;
using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Scoring.Operators;

/// <summary>Patterns mean what the regular expressions of .NET mean.</summary>
public sealed class PatternTests
{
    private static readonly string[] Atoms =
        ["a", "B", "-", "_", " ", ".", @"\d", @"\w", @"\s", @"\W", @"\D", @"\S", @"\.", @"\x41", "[ab]", "[^a-c]", @"[\d-]", "[]a]", "[^]]", @"[\w.]", "[0-5x]", "{", "}"];

    private static readonly string[] Places = ["^", "$", @"\b", @"\B", @"\A", @"\z", @"\Z"];

    private static readonly string[] Counts = ["", "", "", "?", "{2}", "{0,2}", "{1,3}?", "??", "{2,2}"];

    private static readonly string[] Endless = ["*", "+", "{1,}", "*?"];

    // Without backtracking: with it, .NET 10 overlooks the match of [^b]+\b in “a.{” when case is ignored.
    private const RegexOptions Meaning = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static Gen<string> Sequence =>
        Gen.OneOf(
            Gen.Select(One(Atoms), One(Counts), (atom, count) => atom + count),
            Gen.Select(One(Atoms), One(Counts), (atom, count) => atom + count),
            One(Places)).Array[0, 4].Select(string.Concat);

    private static Gen<string> Patterns =>
        from parts in Gen.Select(Sequence, Sequence, One(Counts), (one, other, count) => $"({one}|{other}){count}").Array[0, 2]
        from endless in Gen.Select(One("a", @"\w", "[^b]", "(?:ab)", "."), One(Endless), string.Concat).Array[0, 3]
        from plain in Sequence
        from order in Gen.Shuffle(parts.Concat(endless).Append(plain).ToArray())
        let pattern = string.Concat(order)
        // What stands for itself here counts what stands before it there.
        where pattern.Trim() is { Length: > 0 } trimmed && trimmed == pattern && !pattern.Contains("{}") && IsRead(pattern)
        select pattern;

    private static Gen<string> Texts => One("a", "b", "A", "c", "1", "7", "-", ".", "_", " ", "x", "{", "]", "\n", "ß", "😀").Array[1, 12]
        .Select(string.Concat).Where(text => text.Trim() == text && text.Length > 0);

    [Fact]
    public void They_occur_where_regular_expressions_match() => Gen.Select(Patterns, Texts).Sample(
        (pattern, text) => Given.IsMet(FitOperator.Matches, pattern, FactValue.OfText(text))
            == Regex.IsMatch(text, pattern, Meaning),
        iter: 1_000);

    private static Gen<string> One(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static bool IsRead(string pattern)
    {
        try
        {
            _ = new Regex(pattern);
            return true;
        }
        catch (RegexParseException)
        {
            return false;
        }
    }
}
