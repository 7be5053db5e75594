using System;
using System.Text.RegularExpressions;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>
/// Patterns a person may write without being able to stall the server: short, no look-around, no back-reference and
/// no repetition inside a repetition, so that matching stays near-linear; a time limit is the last belt.
/// </summary>
internal static class SafePattern
{
    private const int MostCharacters = 200;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(250);

    /// <exception cref="CriterionFlawException">There is no pattern, it cannot be read, or it is not safe.</exception>
    public static Regex Compile(string? written)
    {
        var pattern = Operand.Read(written).Written;
        if (pattern.Length > MostCharacters)
            throw new CriterionFlawException(FaultCode.UnsafePattern, pattern.Substring(0, 40) + "…");
        if (RepeatsARepetition(pattern) || Looks(pattern))
            throw new CriterionFlawException(FaultCode.UnsafePattern, pattern);
        try
        {
            // The text it meets has no accents, so the pattern must not have any either.
            return new Regex(
                TextFolding.Fold(pattern), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeLimit);
        }
        catch (ArgumentException)
        {
            throw new CriterionFlawException(FaultCode.InvalidPattern, pattern);
        }
    }

    /// <summary>Look-around, conditionals, inline options, atomic groups and back-references.</summary>
    private static bool Looks(string pattern)
    {
        for (var i = 0; i + 1 < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                if (char.IsDigit(pattern[i + 1]) || pattern[i + 1] is 'k')
                    return true;
                i++;
            }
            else if (pattern[i] == '(' && pattern[i + 1] == '?' && !(i + 2 < pattern.Length && pattern[i + 2] == ':'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A repeated group that itself holds a repetition or a choice, as in (a+)+ or (a|aa)*; or two unbounded repetitions side by side past three.</summary>
    private static bool RepeatsARepetition(string pattern)
    {
        var depth = 0;
        var unbounded = 0;
        var branching = new bool[pattern.Length + 1];
        var inSet = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var character = pattern[i];
            if (character == '\\')
            {
                i++;
                continue;
            }

            if (inSet)
            {
                inSet = character != ']';
                continue;
            }

            switch (character)
            {
                case '[':
                    inSet = true;
                    // A closing bracket right after the opening is a member of the set.
                    if (i + 1 < pattern.Length && pattern[i + 1] == '^')
                        i++;
                    if (i + 1 < pattern.Length && pattern[i + 1] == ']')
                        i++;
                    break;
                case '(':
                    branching[++depth] = false;
                    break;
                case ')' when depth > 0:
                    var groupBranches = branching[depth--];
                    if (groupBranches && i + 1 < pattern.Length && Repeats(pattern[i + 1]))
                        return true;
                    branching[depth] |= groupBranches;
                    break;
                case '|':
                    branching[depth] = true;
                    break;
                case '*' or '+' or '{':
                    branching[depth] = true;
                    unbounded++;
                    break;
                default:
                    break;
            }
        }

        return unbounded > 3;
    }

    private static bool Repeats(char character) => character is '*' or '+' or '{';
}
