using System;
using System.Collections.Generic;
using System.Globalization;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>
/// A criterion's value as written, read once in every sense it can have: which one is meant is known only when it meets a column.
/// Numbers have a decimal point, dates are ISO 8601 in UTC; flags are true/false, yes/no, oui/non or 1/0.
/// </summary>
internal sealed class Operand
{
    private static readonly char[] ListSeparators = ['\r', '\n', ';'];

    private static readonly string[] DateForms =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mmZ", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ"];

    private Operand(string written)
    {
        Written = written;
        Text = TextFolding.Fold(written);
        Number = decimal.TryParse(
            written, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
        Instant = DateTime.TryParseExact(
            written, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? UnixTime.FromUtc(moment) : null;
        Reference = Guid.TryParse(written, out var id) ? id : null;
        Flag = written.ToUpperInvariant() switch
        {
            "TRUE" or "YES" or "OUI" or "VRAI" or "1" => true,
            "FALSE" or "NO" or "NON" or "FAUX" or "0" => false,
            _ => null,
        };
    }

    /// <summary>The value as the person wrote it, less outer blanks.</summary>
    public string Written { get; }

    public string Text { get; }

    public decimal? Number { get; }

    public long? Instant { get; }

    public Guid? Reference { get; }

    public bool? Flag { get; }

    /// <exception cref="CriterionFlawException">There is no value.</exception>
    public static Operand Read(string? written) =>
        string.IsNullOrWhiteSpace(written)
            ? throw new CriterionFlawException(FaultCode.ValueMissing)
            : new Operand(written!.Trim());

    /// <exception cref="CriterionFlawException">There is no value.</exception>
    public static IReadOnlyList<Operand> ReadList(string? written)
    {
        var operands = new List<Operand>();
        foreach (var item in (written ?? string.Empty).Split(ListSeparators))
        {
            if (!string.IsNullOrWhiteSpace(item))
                operands.Add(new Operand(item.Trim()));
        }

        return operands.Count > 0 ? operands : throw new CriterionFlawException(FaultCode.ValueMissing);
    }

    /// <summary>Whether the value can be meant for a column of that kind.</summary>
    public bool CanBe(FactKind kind) => kind switch
    {
        FactKind.Text => true,
        FactKind.Number => Number is not null,
        FactKind.Choice => Number is { } number && number == decimal.Truncate(number),
        FactKind.Flag => Flag is not null,
        FactKind.Instant => Instant is not null,
        FactKind.Reference => Reference is not null,
        _ => false,
    };

    /// <summary>Whether a known fact has this value.</summary>
    public bool Is(in FactValue fact) => fact.Kind switch
    {
        FactKind.Text => string.Equals(fact.Text, Text, StringComparison.OrdinalIgnoreCase),
        FactKind.Number or FactKind.Choice => fact.Number == NumberOrFlaw(fact),
        FactKind.Flag => Flag is { } flag ? (fact.Number != 0) == flag : throw Misfit(fact),
        FactKind.Reference => Reference is { } id ? fact.Reference == id : throw Misfit(fact),
        _ => throw Misfit(fact),
    };

    /// <summary>Below zero, zero or above zero as the fact is less than, equal to or greater than this value.</summary>
    public int CompareFrom(in FactValue fact) => fact.Kind switch
    {
        FactKind.Number => fact.Number.CompareTo(NumberOrFlaw(fact)),
        FactKind.Instant => Instant is { } instant ? fact.UnixSeconds.CompareTo(instant) : throw Misfit(fact),
        _ => throw Misfit(fact),
    };

    private decimal NumberOrFlaw(in FactValue fact) => Number ?? throw Misfit(fact);

    private CriterionFlawException Misfit(in FactValue fact) => new(FaultCode.WrongValue, Written, fact.Kind.ToString());
}
