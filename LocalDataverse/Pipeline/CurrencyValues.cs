using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>Currency, exchange rate and base amounts of rows with money in them.</summary>
internal sealed class CurrencyValues(Platform platform)
{
    /// <summary>An amount is in the row's currency, by default the base currency; its twin in the base currency is computed.</summary>
    public void Settle(TableDefinition table, TableProfile profile, Entity target, Entity? current)
    {
        if (!Concerns(profile, target) || target.HasOther<EntityReference>("transactioncurrencyid"))
        {
            return;
        }

        var changesCurrency = target.Contains("transactioncurrencyid");
        var currency = (changesCurrency ? target : current)?.Value<EntityReference>("transactioncurrencyid");
        if (currency is null)
        {
            currency = new EntityReference("transactioncurrency", platform.System.CurrencyId);
            target["transactioncurrencyid"] = currency;
        }

        var rate = currency.Id == platform.System.CurrencyId
            ? 1m
            : platform.Store.Find("transactioncurrency", currency.Id, new ColumnSet("exchangerate"))?.GetAttributeValue<decimal?>("exchangerate") ?? 1m;
        if (table.TryColumn("exchangerate", out _))
        {
            target["exchangerate"] = rate;
        }

        foreach (var money in profile.MoneyColumns)
        {
            if (money.Base is not null
                && (target.Attributes.TryGetValue(money.Column, out var value) || (changesCurrency && current is not null && current.Attributes.TryGetValue(money.Column, out value))))
            {
                target[money.Base] = value is Money amount
                    ? new Money(decimal.Round(amount.Value / rate, 4, MidpointRounding.AwayFromZero))
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
            if (target.Contains(money.Column))
            {
                return true;
            }
        }

        return false;
    }
}
