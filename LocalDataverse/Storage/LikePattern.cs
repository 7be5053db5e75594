using System;
using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>
/// A LIKE pattern of the platform: <c>%</c> any text, <c>_</c> one character, <c>[a-f]</c> <c>[abc]</c> <c>[^a-f]</c> one character
/// of a set (also the way to mean a wildcard literally: <c>[%]</c>). Case and accents do not count.
/// </summary>
internal sealed class LikePattern
{
    private readonly List<Piece> pieces = [];

    public LikePattern(string pattern)
    {
        var folded = DataverseText.Fold(pattern);
        for (var i = 0; i < folded.Length; i++)
        {
            var close = folded[i] == '[' ? CloseOf(folded, i) : -1;
            if (close > 0)
            {
                pieces.Add(Set(folded[(i + 1)..close]));
                i = close;
            }
            else
            {
                pieces.Add(folded[i] switch
                {
                    '%' => new Piece(PieceKind.Any, default, null),
                    '_' => new Piece(PieceKind.One, default, null),
                    _ => new Piece(PieceKind.Literal, folded[i], null),
                });
            }
        }
    }

    /// <summary>True when the whole text fits the pattern.</summary>
    public bool Matches(string text)
    {
        var folded = DataverseText.Fold(text);
        int at = 0, piece = 0, anyPiece = -1, anyAt = 0;
        while (at < folded.Length)
        {
            if (piece < pieces.Count && pieces[piece].Kind == PieceKind.Any)
            {
                anyPiece = piece++;
                anyAt = at;
            }
            else if (piece < pieces.Count && pieces[piece].Takes(folded[at]))
            {
                piece++;
                at++;
            }
            else if (anyPiece >= 0)
            {
                // Only the last % ever needs to give: earlier ones took the shortest text that works.
                piece = anyPiece + 1;
                at = ++anyAt;
            }
            else
            {
                return false;
            }
        }

        while (piece < pieces.Count && pieces[piece].Kind == PieceKind.Any)
            piece++;
        return piece == pieces.Count;
    }

    // A bracket right after the opening one (or after ^) is a member of the set, not its end.
    private static int CloseOf(string pattern, int open)
    {
        var first = open + 1;
        if (first < pattern.Length && pattern[first] == '^')
            first++;
        return first + 1 <= pattern.Length ? pattern.IndexOf(']', Math.Min(first + 1, pattern.Length)) : -1;
    }

    private static Piece Set(string body)
    {
        var negated = body.Length > 1 && body[0] == '^';
        return new Piece(negated ? PieceKind.NoneOf : PieceKind.OneOf, default, negated ? body[1..] : body);
    }

    private enum PieceKind
    {
        Literal,
        Any,
        One,
        OneOf,
        NoneOf,
    }

    private readonly record struct Piece(PieceKind Kind, char Literal, string? Members)
    {
        public bool Takes(char c) => Kind switch
        {
            PieceKind.Literal => c == Literal,
            PieceKind.One => true,
            PieceKind.OneOf => IsMember(c),
            PieceKind.NoneOf => !IsMember(c),
            _ => false,
        };

        private bool IsMember(char c)
        {
            for (var i = 0; i < Members!.Length; i++)
            {
                if (i + 2 < Members.Length && Members[i + 1] == '-')
                {
                    if (c >= Members[i] && c <= Members[i + 2])
                        return true;
                    i += 2;
                }
                else if (c == Members[i])
                {
                    return true;
                }
            }

            return false;
        }
    }
}
