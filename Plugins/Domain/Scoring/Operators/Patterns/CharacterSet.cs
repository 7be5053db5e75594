using System;
using System.Collections.Generic;
using System.Globalization;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>The characters one place of a pattern accepts, without regard to case.</summary>
internal sealed class CharacterSet
{
    private const int Ascii = 128;

    private readonly List<Func<char, bool>> members = [];
    private readonly bool isNegated;
    private bool[]? ascii;

    public CharacterSet(bool isNegated = false) => this.isNegated = isNegated;

    /// <summary>Any character but the end of a line.</summary>
    public static CharacterSet AnyOfLine()
    {
        var set = new CharacterSet(isNegated: true);
        set.Add('\n', '\n');
        return set;
    }

    /// <summary>One character.</summary>
    public static CharacterSet Of(char character)
    {
        var set = new CharacterSet();
        set.Add(character, character);
        return set;
    }

    /// <summary>Digits, word characters or blanks, as <c>\d</c>, <c>\w</c> and <c>\s</c> say; capitals for all others. False for other letters.</summary>
    public bool TryAddClass(char letter)
    {
        Func<char, bool>? isMember = char.ToLowerInvariant(letter) switch
        {
            'd' => char.IsDigit,
            'w' => IsWord,
            's' => char.IsWhiteSpace,
            _ => null,
        };
        if (isMember is null)
            return false;
        members.Add(char.IsUpper(letter) ? character => !isMember(character) : isMember);
        return true;
    }

    /// <summary>From one character to another, both included.</summary>
    public void Add(char first, char last) => members.Add(character =>
        IsBetween(character, first, last)
        || IsBetween(char.ToUpperInvariant(character), first, last)
        || IsBetween(char.ToLowerInvariant(character), first, last));

    /// <summary>Fixes the set: nothing may be added any more.</summary>
    public CharacterSet Close()
    {
        ascii = new bool[Ascii];
        for (var i = 0; i < Ascii; i++)
            ascii[i] = Test((char)i);
        return this;
    }

    public bool Contains(char character) => character < Ascii ? ascii![character] : Test(character);

    /// <summary>Letters, digits, marks and connecting punctuation.</summary>
    public static bool IsWord(char character) => character < Ascii
        ? character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'
        : char.IsLetter(character) || CharUnicodeInfo.GetUnicodeCategory(character)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;

    private static bool IsBetween(char character, char first, char last) => character >= first && character <= last;

    private bool Test(char character)
    {
        foreach (var isMember in members)
        {
            if (isMember(character))
                return !isNegated;
        }

        return isNegated;
    }
}
