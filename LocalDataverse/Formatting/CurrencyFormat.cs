namespace Smarketing.LocalDataverse.Formatting;

/// <summary>How amounts of a currency are written.</summary>
/// <param name="Symbol">What stands beside the amount, e.g. €.</param>
/// <param name="Precision">Places after the point.</param>
internal sealed record CurrencyFormat(string Symbol, int Precision);
