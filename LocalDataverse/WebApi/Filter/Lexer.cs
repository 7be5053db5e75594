using System;
using System.Globalization;
using System.Text;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Filter;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    End,
    Name,
    Literal,
    Symbol,
}

/// <summary>One word, literal or sign.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written.</param>
/// <param name="Value">The value of a literal.</param>
/// <param name="At">Where it begins.</param>
internal readonly record struct Token(TokenKind Kind, string Text, object? Value, int At);

/// <summary>Splits the text of an option, a key or the arguments of a function into tokens.</summary>
internal sealed class Lexer
{
    private static readonly string[] MomentFormats =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    private readonly string text;
    private int at;

    public Lexer(string text)
    {
        this.text = text;
        Next();
    }

    /// <summary>The token at hand.</summary>
    public Token Current { get; private set; }

    /// <summary>Whether the token at hand follows the one before without a blank.</summary>
    public bool IsAttached { get; private set; }

    /// <summary>Goes on to the next token and returns the one that was at hand.</summary>
    public Token Next()
    {
        var before = Current;
        var start = at;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        IsAttached = at == start;
        Current = Read();
        return before;
    }

    /// <summary>Whether the token at hand is this sign.</summary>
    public bool Is(char symbol) => Current.Kind == TokenKind.Symbol && Current.Text[0] == symbol;

    /// <summary>Whether the token at hand is this word.</summary>
    public bool Is(string word) => Current.Kind == TokenKind.Name && Current.Text == word;

    /// <summary>Takes this sign when it is at hand.</summary>
    public bool Take(char symbol)
    {
        if (!Is(symbol))
            return false;
        Next();
        return true;
    }

    /// <summary>Takes this sign.</summary>
    /// <exception cref="WebApiException">Another token is at hand.</exception>
    public void Expect(char symbol)
    {
        if (!Take(symbol))
            throw Wrong($"'{symbol}' is expected");
    }

    /// <summary>What is wrong at the token at hand.</summary>
    public WebApiException Wrong(string reason) => WebApiException.Query(Current.Kind == TokenKind.End
        ? $"Syntax error: {reason} at the end of '{text}'."
        : $"Syntax error at position {Current.At.ToString(CultureInfo.InvariantCulture)} in '{text}': {reason}, not '{Current.Text}'.");

    private Token Read()
    {
        if (at == text.Length)
            return new Token(TokenKind.End, "", null, at);
        var c = text[at];
        if (c == '\'')
            return Quoted();
        if (Guid() is { } id)
            return id;
        if (char.IsAsciiDigit(c) || (c == '-' && at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || text.AsSpan(at + 1).StartsWith("INF"))))
            return Number();
        if (char.IsAsciiLetter(c) || c is '_' or '@' or '$')
            return Word();
        if (c is '(' or ')' or ',' or '/' or '=' or ':' or '[' or ']' or ';' or '*' or '"' or '{' or '}')
            return new Token(TokenKind.Symbol, c.ToString(), null, at++);
        throw WebApiException.Query($"Syntax error: character '{c}' is not valid at position {at.ToString(CultureInfo.InvariantCulture)} in '{text}'.");
    }

    private Token Quoted()
    {
        var start = at++;
        var value = new StringBuilder();
        while (at < text.Length)
        {
            if (text[at] != '\'')
            {
                value.Append(text[at++]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '\'')
            {
                value.Append('\'');
                at += 2;
            }
            else
            {
                at++;
                return new Token(TokenKind.Literal, text[start..at], value.ToString(), start);
            }
        }

        throw WebApiException.Query($"There is an unterminated string literal at position {start.ToString(CultureInfo.InvariantCulture)} in '{text}'. Close it with a single quote; a quote inside is written twice.");
    }

    private Token? Guid()
    {
        const int Length = 36;
        if (at + Length > text.Length || text[at + 8] != '-' || (at + Length < text.Length && IsWordPart(text[at + Length]))
            || !System.Guid.TryParseExact(text.AsSpan(at, Length), "D", out var id))
        {
            return null;
        }

        at += Length;
        return new Token(TokenKind.Literal, text[(at - Length)..at], id, at - Length);
    }

    private Token Number()
    {
        var start = at++;
        while (at < text.Length && (IsWordPart(text[at]) || text[at] == ':'
            || (text[at] is '-' or '+' && (IsDate(start) || text[at - 1] is 'e' or 'E'))))
        {
            at++;
        }

        var word = text[start..at];
        var value = Value(word) ?? throw WebApiException.Query($"'{word}' at position {start.ToString(CultureInfo.InvariantCulture)} in '{text}' is no number, date or id.");
        return new Token(TokenKind.Literal, word, value, start);
    }

    // Four digits and a hyphen: a date, in which hyphens, colons and plus signs belong to it.
    private bool IsDate(int start) => at - start >= 4 && text.AsSpan(start, 4).IndexOfAnyExceptInRange('0', '9') < 0 && (at - start == 4 || text[start + 4] == '-');

    private static object? Value(string word)
    {
        if (word == "-INF")
            return double.NegativeInfinity;
        if (long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        if (word.Contains('e', StringComparison.OrdinalIgnoreCase) && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
            return real;
        if (decimal.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact))
            return exact;
        if (DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        return DateTimeOffset.TryParseExact(word, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
    }

    private Token Word()
    {
        var start = at++;
        while (at < text.Length && IsWordPart(text[at]))
            at++;
        var word = text[start..at];
        return word switch
        {
            "null" => new Token(TokenKind.Literal, word, null, start),
            "true" => new Token(TokenKind.Literal, word, true, start),
            "false" => new Token(TokenKind.Literal, word, false, start),
            "INF" => new Token(TokenKind.Literal, word, double.PositiveInfinity, start),
            "NaN" => new Token(TokenKind.Literal, word, double.NaN, start),
            _ => new Token(TokenKind.Name, word, null, start),
        };
    }

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.';
}
