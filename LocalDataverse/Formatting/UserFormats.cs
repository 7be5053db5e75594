using System;
using System.Collections.Generic;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Formatting;

/// <summary>What writing values for a user depends on. Not safe for several threads at once: the store's lock is held meanwhile.</summary>
/// <param name="languageCode">The language (LCID) of labels.</param>
/// <param name="conventions">How numbers and dates are written.</param>
/// <param name="timeZone">Where the user lives.</param>
/// <param name="baseCurrency">The organisation's currency: of base amounts, and of rows that name none.</param>
/// <param name="pricingPrecision">Places after the point of amounts that go by the organisation's precision.</param>
/// <param name="currencyOf">The format of a currency, by the id of its row; null when there is none.</param>
internal sealed class UserFormats(
    int languageCode, FormatConventions conventions, TimeZoneInfo timeZone, CurrencyFormat baseCurrency, int pricingPrecision, Func<Guid, CurrencyFormat?> currencyOf)
{
    // A definition that changes is another object, with a format of its own.
    private readonly Dictionary<ColumnDefinition, ColumnFormat?> columns = new(ReferenceEqualityComparer.Instance);

    public int LanguageCode => languageCode;

    public FormatConventions Conventions => conventions;

    public TimeZoneInfo TimeZone => timeZone;

    public CurrencyFormat BaseCurrency => baseCurrency;

    public int PricingPrecision => pricingPrecision;

    public CurrencyFormat? CurrencyOf(Guid currency) => currencyOf(currency);

    /// <summary>The format of a column, made when first asked for; null for what is read as it is.</summary>
    public ColumnFormat? Of(ColumnDefinition column)
    {
        if (!columns.TryGetValue(column, out var format))
            columns.Add(column, format = ColumnFormat.For(column, this));
        return format;
    }
}
