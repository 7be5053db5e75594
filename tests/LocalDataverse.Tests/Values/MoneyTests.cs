using System;
using CsCheck;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.Tests.LocalDataverse.Import;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Values;

public class MoneyTests
{
    [Fact]
    public void A_changed_exchange_rate_reaches_a_row_when_an_amount_is_saved_and_then_all_its_amounts()
    {
        using var org = new TestOrganization();
        var franc = Currency(org, "CHF", 0.8m, 2);
        var id = org.Lead("Durand", ("revenue", new Money(80m)), ("budgetamount", new Money(8m)), ("transactioncurrencyid", franc));
        org.Service.Update(new Entity("transactioncurrency", franc.Id) { ["exchangerate"] = 0.5m });
        org.Service.Update(new Entity("lead", id) { ["subject"] = "no money" });
        Assert.Equal((0.8m, 100m), (org.Read("lead", id)["exchangerate"], Base(org, id, "revenue")));
        org.Service.Update(new Entity("lead", id) { ["budgetamount"] = new Money(9m) });
        Assert.Equal((0.5m, 160m, 18m), (org.Read("lead", id)["exchangerate"], Base(org, id, "revenue"), Base(org, id, "budgetamount")));
    }

    [Fact]
    public void An_amount_has_the_places_of_its_currency_where_its_column_says_so()
    {
        using var org = new TestOrganization();
        var yen = Currency(org, "JPY", 160m, 0);
        var id = org.Lead("Durand", ("budgetamount", new Money(1000.5m)), ("transactioncurrencyid", yen));
        Assert.Equal((1001m, 6.2563m), (org.Read("lead", id).GetAttributeValue<Money>("budgetamount").Value, Base(org, id, "budgetamount")));
    }

    [Theory]
    [InlineData(0, 1, 1.2)]
    [InlineData(0, 3, 1.235)]
    [InlineData(1, 3, 1.23)]
    [InlineData(2, 3, 1.2346)]
    public void An_amount_is_rounded_by_the_column_the_organisation_or_the_currency(int source, int places, double expected)
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution
        {
            ExtraColumns = MiniSolution.Column("mini_Price", "money", $"<Accuracy>{places}</Accuracy><AccuracySource>{source}</AccuracySource>")
                + MiniSolution.Column("mini_Price_Base", "money", "<Accuracy>4</Accuracy>")
                + MiniSolution.Column("TransactionCurrencyId", "lookup", string.Empty) + MiniSolution.Column("ExchangeRate", "decimal", "<Accuracy>10</Accuracy>"),
        }.Zip());
        var id = org.Service.Create(new Entity("mini_thing") { ["mini_price"] = new Money(1.23456m), ["transactioncurrencyid"] = Currency(org, "XXX", 1m, 4) });
        Assert.Equal((decimal)expected, org.Read("mini_thing", id).GetAttributeValue<Money>("mini_price").Value);
    }

    [Fact]
    public void An_amount_without_currency_is_in_the_one_of_the_user_or_else_in_the_base_currency()
    {
        using var org = new TestOrganization();
        var franc = Currency(org, "CHF", 0.8m, 2);
        Assert.Equal(100m, Base(org, org.Lead("Durand", ("revenue", new Money(100m))), "revenue"));
        org.Organization.Platform.Store.Update(new Entity("usersettings", org.Organization.AdministratorId) { ["transactioncurrencyid"] = franc });
        Assert.Equal(125m, Base(org, org.Lead("Durand", ("revenue", new Money(100m))), "revenue"));
    }

    [Fact]
    public void An_exchange_rate_can_be_asked_for()
    {
        using var org = new TestOrganization();
        Assert.Equal(0.8m, Rate(org, Currency(org, "CHF", 0.8m, 2).Id));
        Assert.Equal(1m, Rate(org, org.Organization.Platform.System.CurrencyId));
        TestOrganization.Fault(() => Rate(org, Guid.CreateVersion7()));
    }

    [Fact]
    public void A_base_amount_is_the_amount_by_the_rate_whatever_they_are()
    {
        using var org = new TestOrganization();
        var currency = Currency(org, "CHF", 1m, 2);
        var id = org.Lead("Durand", ("transactioncurrencyid", currency));
        Gen.Select(Gen.Int[0, 100_000_000], Gen.Int[1, 1_000_000]).Sample(
            (cents, rate) =>
            {
                org.Service.Update(new Entity("transactioncurrency", currency.Id) { ["exchangerate"] = rate / 10_000m });
                org.Service.Update(new Entity("lead", id) { ["revenue"] = new Money(cents / 100m) });
                return Base(org, id, "revenue") == decimal.Round(cents / 100m / (rate / 10_000m), 4, MidpointRounding.AwayFromZero);
            },
            iter: 60,
            threads: 1);
    }

    private static EntityReference Currency(TestOrganization org, string code, decimal rate, int places) => new("transactioncurrency", org.Service.Create(new Entity("transactioncurrency")
    {
        ["currencyname"] = code, ["isocurrencycode"] = code, ["currencysymbol"] = code, ["currencyprecision"] = places, ["exchangerate"] = rate,
    }));

    private static decimal Base(TestOrganization org, Guid lead, string column) => org.Read("lead", lead).GetAttributeValue<Money>(column + "_base").Value;

    private static decimal Rate(TestOrganization org, Guid currency) =>
        ((RetrieveExchangeRateResponse)org.Service.Execute(new RetrieveExchangeRateRequest { TransactionCurrencyId = currency })).ExchangeRate;
}
