using System;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>What sort of fact a column holds.</summary>
public enum FactKind
{
    /// <summary>No value: it satisfies only “is unknown”.</summary>
    Unknown = 0,
    Text,
    Number,

    /// <summary>One of a list, by its number.</summary>
    Choice,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>A moment, in UTC, to the second.</summary>
    Instant,

    /// <summary>Another row, by its id.</summary>
    Reference,
}

/// <summary>One fact about a lead. Text is compared without regard to case, accents or outer blanks; blank text is unknown.</summary>
public readonly struct FactValue : IEquatable<FactValue>
{
    private readonly string? text;
    private readonly decimal number;
    private readonly Guid reference;

    private FactValue(FactKind kind, string? text = null, decimal number = 0, Guid reference = default)
    {
        Kind = kind;
        this.text = text;
        this.number = number;
        this.reference = reference;
    }

    /// <summary>No value.</summary>
    public static FactValue Unknown => default;

    /// <summary>The sort of fact.</summary>
    public FactKind Kind { get; }

    /// <summary>Whether there is a value.</summary>
    public bool IsKnown => Kind != FactKind.Unknown;

    /// <summary>The text, folded for comparison; empty for other kinds.</summary>
    public string Text => text ?? string.Empty;

    /// <summary>The number, the choice's number, 1 or 0 for a flag, or the instant in Unix seconds.</summary>
    public decimal Number => number;

    /// <summary>The id of the other row.</summary>
    public Guid Reference => reference;

    /// <summary>The instant, in Unix seconds.</summary>
    public long UnixSeconds => (long)number;

    /// <summary>A text fact; null, blank or nothing but accents is unknown.</summary>
    public static FactValue OfText(string? value)
    {
        var folded = TextFolding.Fold(value ?? string.Empty);
        return folded.Length == 0 ? Unknown : new FactValue(FactKind.Text, folded);
    }

    /// <summary>A number.</summary>
    public static FactValue OfNumber(decimal value) => new(FactKind.Number, number: value);

    /// <summary>One of a list.</summary>
    public static FactValue OfChoice(int value) => new(FactKind.Choice, number: value);

    /// <summary>Yes or no.</summary>
    public static FactValue OfFlag(bool value) => new(FactKind.Flag, number: value ? 1 : 0);

    /// <summary>A moment in UTC; parts of a second are dropped.</summary>
    public static FactValue OfInstant(DateTime utc) => new(FactKind.Instant, number: UnixTime.FromUtc(utc));

    /// <summary>Another row.</summary>
    public static FactValue OfReference(Guid id) => new(FactKind.Reference, reference: id);

    /// <inheritdoc/>
    public bool Equals(FactValue other) =>
        Kind == other.Kind && number == other.number && reference == other.reference
        && string.Equals(Text, other.Text, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FactValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        ((int)Kind * 397) ^ number.GetHashCode() ^ reference.GetHashCode() ^ StringComparer.OrdinalIgnoreCase.GetHashCode(Text);

    public static bool operator ==(FactValue left, FactValue right) => left.Equals(right);

    public static bool operator !=(FactValue left, FactValue right) => !left.Equals(right);
}
