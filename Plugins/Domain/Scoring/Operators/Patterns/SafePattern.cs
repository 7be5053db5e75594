using System;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>
/// Patterns a person may write: short enough to be read by both teams, no look-around, no back-reference and no endless
/// repetition inside another, which nobody can follow and which would stall other tools the rule is carried to.
/// <see cref="Pattern"/> itself cannot be stalled.
/// </summary>
internal static class SafePattern
{
    private const int MostCharacters = 200;

    private const int MostEndless = 3;

    /// <exception cref="CriterionFlawException">There is no pattern, it cannot be read, or it is not safe.</exception>
    public static Pattern Compile(string? written)
    {
        var pattern = Operand.Read(written).Written;
        if (pattern.Length > MostCharacters)
            throw new CriterionFlawException(FaultCode.UnsafePattern, pattern.Substring(0, 40) + "…");
        if (RepeatsARepetition(pattern) || Looks(pattern))
            throw new CriterionFlawException(FaultCode.UnsafePattern, pattern);
        try
        {
            // The text it meets has no accents, so the pattern must not have any either.
            return PatternReader.Read(TextFolding.Fold(pattern));
        }
        catch (FormatException)
        {
            throw new CriterionFlawException(FaultCode.InvalidPattern, pattern);
        }
        catch (CriterionFlawException)
        {
            throw new CriterionFlawException(FaultCode.UnsafePattern, pattern);
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

    /// <summary>
    /// An endlessly repeated group that itself holds an endless repetition or a choice, as in (a+)+ or (a|aa)*, or more than three
    /// endless repetitions. Counted ones, as in (\d{2} ){4}, end.
    /// </summary>
    private static bool RepeatsARepetition(string pattern)
    {
        var depth = 0;
        var endless = 0;
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
                    if (groupBranches && IsEndless(pattern, i + 1))
                        return true;
                    branching[depth] |= groupBranches;
                    break;
                case '|':
                    branching[depth] = true;
                    break;
                case '*' or '+' or '{' when IsEndless(pattern, i):
                    branching[depth] = true;
                    endless++;
                    break;
                default:
                    break;
            }
        }

        return endless > MostEndless;
    }

    /// <summary>Whether <c>*</c>, <c>+</c> or <c>{n,}</c> stands there.</summary>
    private static bool IsEndless(string pattern, int at)
    {
        if (at >= pattern.Length)
            return false;
        if (pattern[at] is '*' or '+')
            return true;
        if (pattern[at] != '{')
            return false;
        var end = at + 1;
        while (end < pattern.Length && pattern[end] is >= '0' and <= '9')
            end++;
        return end > at + 1 && string.CompareOrdinal(pattern, end, ",}", 0, 2) == 0;
    }
}
