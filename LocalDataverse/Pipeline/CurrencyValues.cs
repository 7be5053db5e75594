using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>Currency, exchange rate and base amounts of rows with money in them.</summary>
internal sealed class CurrencyValues(Platform platform)
{
    // What the platform keeps at most, and what amounts in the base currency have.
    private const int MostPlaces = 4;

    // Of the organisation's prices and of a currency, when they say nothing.
    private const int UsualPlaces = 2;

    /// <summary>
    /// An amount is in the row's currency, by default that of the user, and has as many places as its column takes from itself, the
    /// organisation or the currency; its twin in the base currency is computed. All twins of a row go by one exchange rate: that of the
    /// moment when an amount or the currency was last saved.
    /// </summary>
    public void Settle(TableDefinition table, TableProfile profile, Entity target, Entity? current, Guid userId)
    {
        if (!Concerns(profile, target) || target.HasOther<EntityReference>("transactioncurrencyid"))
        {
            return;
        }

        var changesCurrency = target.Contains("transactioncurrencyid");
        var currency = (changesCurrency ? target : current)?.Value<EntityReference>("transactioncurrencyid");
        if (currency is null)
        {
            currency = CurrencyOf(userId);
            target["transactioncurrencyid"] = currency;
        }

        var (rate, places) = RateOf(currency.Id);
        Round(profile, target, places);
        var changesRate = changesCurrency || current?.GetAttributeValue<decimal?>("exchangerate") != rate;
        if (table.TryColumn("exchangerate", out _))
        {
            target["exchangerate"] = rate;
        }

        foreach (var money in profile.MoneyColumns)
        {
            var column = money.Column.LogicalName;
            if (money.Base is not null
                && (target.Attributes.TryGetValue(column, out var value) || (changesRate && current is not null && current.Attributes.TryGetValue(column, out value))))
            {
                target[money.Base] = value is Money amount
                    ? new Money(decimal.Round(amount.Value / rate, MostPlaces, MidpointRounding.AwayFromZero))
                    : null;
            }
        }
    }

    /// <summary>Whether a row about to be saved carries an amount, or the currency of one.</summary>
    public static bool Concerns(TableProfile profile, Entity target)
    {
        if (!profile.HasCurrency)
        {
            return false;
        }

        if (target.Contains("transactioncurrencyid"))
        {
            return true;
        }

        foreach (var money in profile.MoneyColumns)
        {
            if (target.Contains(money.Column.LogicalName))
            {
                return true;
            }
        }

        return false;
    }

    private void Round(TableProfile profile, Entity target, int currencyPlaces)
    {
        foreach (var money in profile.MoneyColumns)
        {
            if (target.Value<Money>(money.Column.LogicalName) is { } amount)
            {
                var places = money.Column.PrecisionSource switch
                {
                    1 => PricePlaces(),
                    2 => currencyPlaces,
                    _ => money.Column.Precision,
                };
                target[money.Column.LogicalName] = new Money(decimal.Round(amount.Value, Math.Clamp(places, 0, MostPlaces), MidpointRounding.AwayFromZero));
            }
        }
    }

    private EntityReference CurrencyOf(Guid userId) =>
        platform.Store.Find("usersettings", userId, new ColumnSet("transactioncurrencyid"))?.Value<EntityReference>("transactioncurrencyid")
        ?? new EntityReference("transactioncurrency", platform.System.CurrencyId);

    private (decimal Rate, int Places) RateOf(Guid currencyId)
    {
        var currency = platform.Store.Find("transactioncurrency", currencyId, new ColumnSet("exchangerate", "currencyprecision"));
        var places = currency?.GetAttributeValue<int?>("currencyprecision") ?? UsualPlaces;
        var rate = currency?.GetAttributeValue<decimal?>("exchangerate");
        return (currencyId == platform.System.CurrencyId || rate is null or 0 ? 1m : rate.Value, places);
    }

    private int PricePlaces() =>
        platform.Store.Find("organization", platform.System.OrganizationId, new ColumnSet("pricingdecimalprecision"))?.GetAttributeValue<int?>("pricingdecimalprecision") ?? UsualPlaces;
}
