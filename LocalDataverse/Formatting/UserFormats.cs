using System;

namespace Smarketing.LocalDataverse.Formatting;

/// <summary>What writing values for a user depends on.</summary>
/// <param name="LanguageCode">The language (LCID) of labels.</param>
/// <param name="Conventions">How numbers and dates are written.</param>
/// <param name="TimeZone">Where the user lives.</param>
/// <param name="BaseCurrency">The organisation's currency: of base amounts, and of rows that name none.</param>
/// <param name="PricingPrecision">Places after the point of amounts that go by the organisation's precision.</param>
/// <param name="CurrencyOf">The format of a currency, by the id of its row; null when there is none.</param>
internal sealed record UserFormats(
    int LanguageCode, FormatConventions Conventions, TimeZoneInfo TimeZone, CurrencyFormat BaseCurrency, int PricingPrecision, Func<Guid, CurrencyFormat?> CurrencyOf);
