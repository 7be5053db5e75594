using System;
using System.Collections.Generic;
using System.Globalization;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>
/// Reads the patterns people write: literals, <c>.</c>, sets, <c>\d \w \s \b</c> and their opposites, <c>^ $ \A \z \Z</c>, groups, <c>|</c>
/// and the repetitions <c>* + ? {n} {n,} {n,m}</c>, greedy or not, which is the same when only occurrence is asked.
/// </summary>
internal sealed class PatternReader
{
    private const int Unbounded = -1;

    private readonly string text;
    private int at;

    private PatternReader(string text) => this.text = text;

    private bool IsAtEnd => at >= text.Length;

    /// <exception cref="FormatException">The text is no pattern of that kind.</exception>
    /// <exception cref="CriterionFlawException">The pattern becomes too long.</exception>
    public static Pattern Read(string text)
    {
        var reader = new PatternReader(text);
        var whole = reader.Choice();
        if (!reader.IsAtEnd)
            throw new FormatException("A parenthesis is closed that was not opened.");
        var pattern = new Pattern();
        whole(pattern);
        return pattern.Close();
    }

    private Action<Pattern> Choice()
    {
        var branches = new List<Action<Pattern>> { Sequence() };
        while (TryTake('|'))
            branches.Add(Sequence());
        if (branches.Count == 1)
            return branches[0];
        return pattern =>
        {
            var ends = new List<int>();
            for (var i = 0; i < branches.Count; i++)
            {
                var isLast = i == branches.Count - 1;
                var split = isLast ? -1 : pattern.Add(Pattern.Step.Split);
                branches[i](pattern);
                if (isLast)
                    continue;
                ends.Add(pattern.Add(Pattern.Step.Jump));
                pattern.Aim(split, pattern.Next);
            }

            foreach (var end in ends)
                pattern.Aim(end, pattern.Next);
        };
    }

    private Action<Pattern> Sequence()
    {
        var parts = new List<Action<Pattern>>();
        while (!IsAtEnd && text[at] is not ('|' or ')'))
            parts.Add(Repetition());
        return pattern =>
        {
            foreach (var part in parts)
                part(pattern);
        };
    }

    private Action<Pattern> Repetition()
    {
        if (text[at] is '*' or '+' or '?')
            throw new FormatException("A repetition repeats nothing.");
        var atom = Atom();
        if (!TryTakeCounts(out var least, out var most))
            return atom;
        TryTake('?');
        if (!IsAtEnd && (text[at] is '*' or '+' or '?' || IsCounts(out _, out _, out _)))
            throw new FormatException("A repetition repeats a repetition.");
        if (most != Unbounded && most < least)
            throw new FormatException("A repetition has more at least than at most.");
        return pattern => Repeat(pattern, atom, least, most);
    }

    private static void Repeat(Pattern pattern, Action<Pattern> atom, int least, int most)
    {
        for (var i = 0; i < least; i++)
        {
            pattern.CountRepetition();
            atom(pattern);
        }

        if (most == Unbounded)
        {
            var split = pattern.Add(Pattern.Step.Split);
            atom(pattern);
            pattern.Add(Pattern.Step.Jump, to: split);
            pattern.Aim(split, pattern.Next);
            return;
        }

        var splits = new List<int>();
        for (var i = least; i < most; i++)
        {
            pattern.CountRepetition();
            splits.Add(pattern.Add(Pattern.Step.Split));
            atom(pattern);
        }

        foreach (var split in splits)
            pattern.Aim(split, pattern.Next);
    }

    private Action<Pattern> Atom()
    {
        var character = text[at++];
        switch (character)
        {
            case '(':
                return Group();
            case '[':
                return Reading(Set());
            case '.':
                return Reading(CharacterSet.AnyOfLine());
            case '^':
                return Standing(Pattern.Step.TextStart);
            case '$':
                return Standing(Pattern.Step.LineEnd);
            case '\\':
                return Escape();
            default:
                return Reading(CharacterSet.Of(character));
        }
    }

    private Action<Pattern> Group()
    {
        if (TryTake('?') && !TryTake(':'))
            throw new FormatException("A group of that kind is not known.");
        var inner = Choice();
        return TryTake(')') ? inner : throw new FormatException("A parenthesis is not closed.");
    }

    private Action<Pattern> Escape()
    {
        if (IsAtEnd)
            throw new FormatException("Nothing follows the last backslash.");
        var letter = text[at];
        var step = letter switch
        {
            'A' => Pattern.Step.TextStart,
            'z' => Pattern.Step.TextEnd,
            'Z' => Pattern.Step.LineEnd,
            'b' => Pattern.Step.WordEdge,
            'B' => Pattern.Step.NoWordEdge,
            _ => Pattern.Step.Read,
        };
        if (step != Pattern.Step.Read)
        {
            at++;
            return Standing(step);
        }

        var set = new CharacterSet();
        if (set.TryAddClass(letter))
            at++;
        else
            AddOne(set, Escaped());
        return Reading(set);
    }

    private CharacterSet Set()
    {
        var set = new CharacterSet(TryTake('^'));
        for (var isFirst = true; ; isFirst = false)
        {
            if (IsAtEnd)
                throw new FormatException("A bracket is not closed.");
            // A closing bracket right after the opening is a member of the set.
            if (!isFirst && TryTake(']'))
                return set;
            if (text[at] == '\\' && at + 1 < text.Length && set.TryAddClass(text[at + 1]))
            {
                at += 2;
                continue;
            }

            var first = Member();
            if (at + 1 >= text.Length || text[at] != '-' || text[at + 1] == ']')
            {
                AddOne(set, first);
                continue;
            }

            at++;
            if (text[at] == '[')
                throw new FormatException("A set cannot be taken out of another.");
            var last = Member();
            if (last < first)
                throw new FormatException("A range runs backwards.");
            set.Add(first, last);
        }
    }

    private char Member()
    {
        if (text[at] != '\\')
            return text[at++];
        at++;
        if (!IsAtEnd && text[at] == 'b')
        {
            at++;
            return '\b';
        }

        return Escaped();
    }

    /// <summary>The character after a backslash.</summary>
    private char Escaped()
    {
        if (IsAtEnd)
            throw new FormatException("Nothing follows the last backslash.");
        var letter = text[at++];
        switch (letter)
        {
            case 't': return '\t';
            case 'n': return '\n';
            case 'r': return '\r';
            case 'f': return '\f';
            case 'v': return '\v';
            case 'x': return Hexadecimal(2);
            case 'u': return Hexadecimal(4);
            default:
                return CharacterSet.IsWord(letter) && letter != '_' ? throw new FormatException("This letter after a backslash means nothing.") : letter;
        }
    }

    private char Hexadecimal(int digits)
    {
        if (at + digits > text.Length
            || !ushort.TryParse(text.Substring(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            throw new FormatException("A character's number is not hexadecimal.");
        }

        at += digits;
        return (char)code;
    }

    private bool TryTakeCounts(out int least, out int most)
    {
        least = most = 1;
        if (IsAtEnd)
            return false;
        if (IsCounts(out least, out most, out var end))
        {
            at = end;
            return true;
        }

        if (text[at] is not ('*' or '+' or '?'))
            return false;
        least = text[at] == '+' ? 1 : 0;
        most = text[at] == '?' ? 1 : Unbounded;
        at++;
        return true;
    }

    /// <summary>Whether {n}, {n,} or {n,m} stands here; any other brace stands for itself.</summary>
    private bool IsCounts(out int least, out int most, out int end)
    {
        least = most = 0;
        end = text.IndexOf('}', at) + 1;
        if (text[at] != '{' || end == 0)
            return false;
        var counts = text.Substring(at + 1, end - at - 2).Split(',');
        if (counts.Length > 2 || !TryCount(counts[0], out least))
            return false;
        most = counts.Length == 1 ? least : Unbounded;
        return counts.Length == 1 || counts[1].Length == 0 || TryCount(counts[1], out most);
    }

    private static bool TryCount(string digits, out int count) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out count);

    private static void AddOne(CharacterSet set, char character) => set.Add(character, character);

    private static Action<Pattern> Reading(CharacterSet set)
    {
        set.Close();
        return pattern => pattern.Add(Pattern.Step.Read, set);
    }

    private static Action<Pattern> Standing(Pattern.Step step) => pattern => pattern.Add(step);

    private bool TryTake(char character)
    {
        if (IsAtEnd || text[at] != character)
            return false;
        at++;
        return true;
    }
}
