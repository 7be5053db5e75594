using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Formatting;

/// <summary>Whole numbers, in groups of digits.</summary>
internal sealed class WholeNumberFormat(UserFormats user) : ColumnFormat
{
    public override string? Of(object value, CurrencyFormat currency) => value is int number
        ? number.ToString("N0", user.Conventions.Numbers)
        : Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString("N0", user.Conventions.Numbers);
}

/// <summary>Decimals and floating point, with the places of the column.</summary>
internal sealed class FractionFormat(ColumnDefinition column, UserFormats user) : ColumnFormat
{
    private readonly string pattern = "N" + column.Precision.ToString(CultureInfo.InvariantCulture);

    public override string? Of(object value, CurrencyFormat currency) => ((IFormattable)value).ToString(pattern, user.Conventions.Numbers);
}

/// <summary>Amounts with the symbol of their currency; base amounts with that of the organisation.</summary>
internal sealed class MoneyFormat(ColumnDefinition column, UserFormats user) : ColumnFormat
{
    private readonly Dictionary<CurrencyFormat, NumberFormatInfo> formats = [];
    private readonly bool takesRowCurrency = TakesRowCurrency(column);

    public override string? Of(object value, CurrencyFormat currency)
    {
        if (!takesRowCurrency)
            currency = user.BaseCurrency;
        if (!formats.TryGetValue(currency, out var format))
            formats.Add(currency, format = FormatOf(currency));
        return ((Money)value).Value.ToString("C", format);
    }

    private NumberFormatInfo FormatOf(CurrencyFormat currency)
    {
        var format = (NumberFormatInfo)user.Conventions.Numbers.Clone();
        format.CurrencySymbol = currency.Symbol;
        format.CurrencyDecimalDigits = column.PrecisionSource switch
        {
            0 => column.Precision,
            1 => user.PricingPrecision,
            _ => currency.Precision,
        };
        return format;
    }
}
