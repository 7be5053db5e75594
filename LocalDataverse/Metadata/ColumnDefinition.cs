using System;
using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>A column of a table, as far as storing, reading and checking its values needs it.</summary>
internal sealed record ColumnDefinition
{
    /// <summary>Lower-case name used in code and queries.</summary>
    public required string LogicalName { get; init; }

    /// <summary>Name with casing, e.g. <c>smk_FitScore</c>.</summary>
    public required string SchemaName { get; init; }

    /// <summary>Kind of value.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>What people see.</summary>
    public LocalizedText DisplayName { get; init; } = LocalizedText.Empty;

    /// <summary>What the column is for.</summary>
    public LocalizedText Description { get; init; } = LocalizedText.Empty;

    /// <summary>How strongly a value is asked for.</summary>
    public RequiredLevel RequiredLevel { get; init; }

    /// <summary>Text: most UTF-16 units allowed; null when the platform states none.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Text, number or date: the platform's format name (Email, Url, DateOnly, Duration …).</summary>
    public string? Format { get; init; }

    /// <summary>Text: how the platform makes a value when a new row has none, such as <c>T-{SEQNUM:5}</c>; null when it makes none.</summary>
    public string? AutoNumberFormat { get; init; }

    /// <summary>Number: smallest value allowed.</summary>
    public decimal? MinValue { get; init; }

    /// <summary>Number: greatest value allowed.</summary>
    public decimal? MaxValue { get; init; }

    /// <summary>Decimal, Double, Money: places after the point (0–10).</summary>
    public int Precision { get; init; }

    /// <summary>Money: 0 = <see cref="Precision"/>, 1 = the organisation's pricing precision, 2 = the currency's precision.</summary>
    public int PrecisionSource { get; init; }

    /// <summary>Choice, state, status, two options: what may be chosen, in display order. Empty = not known, anything goes.</summary>
    public IReadOnlyList<OptionDefinition> Options { get; init; } = Array.Empty<OptionDefinition>();

    /// <summary>Name of the global choice, when the options come from one.</summary>
    public string? GlobalChoice { get; init; }

    /// <summary>Choice or two options (0/1): the value a new row gets when none is given.</summary>
    public int? DefaultValue { get; init; }

    /// <summary>Lookup: logical names of the tables it may point to.</summary>
    public IReadOnlyList<string> Targets { get; init; } = Array.Empty<string>();

    /// <summary>DateTime: relation to time zones.</summary>
    public DateTimeBehavior DateTimeBehavior { get; init; }

    /// <summary>The column this one is derived from (owneridtype of ownerid).</summary>
    public string? AttributeOf { get; init; }

    /// <summary>A Create may carry it.</summary>
    public bool IsValidForCreate { get; init; } = true;

    /// <summary>An Update may carry it.</summary>
    public bool IsValidForUpdate { get; init; } = true;

    /// <summary>Reading gives it.</summary>
    public bool IsValidForRead { get; init; } = true;

    /// <summary>Added by a solution rather than by the platform.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Only those whom a column security profile names may read or write it.</summary>
    public bool IsSecured { get; init; }

    /// <summary>True for the three kinds of reference.</summary>
    public bool IsLookup => Type is ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner;

    /// <summary>True when the SDK value is one option set value.</summary>
    public bool IsChoice => Type is ColumnType.Picklist or ColumnType.State or ColumnType.Status;

    /// <summary>True for one-line and many-line text.</summary>
    public bool IsText => Type is ColumnType.String or ColumnType.Memo;

    /// <summary>The option with a value, or null.</summary>
    public OptionDefinition? Option(int value)
    {
        foreach (var option in Options)
        {
            if (option.Value == value)
                return option;
        }

        return null;
    }
}
