using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Says how many units of a currency one unit of the base currency is worth.</summary>
internal sealed class RetrieveExchangeRateMessage : Message
{
    public override string Name => "RetrieveExchangeRate";

    public override string? Table(OrganizationRequest request) => "transactioncurrency";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var id = Required<Guid>(request, "TransactionCurrencyId");
        var currency = platform.Store.Find("transactioncurrency", id, new ColumnSet("exchangerate")) ?? throw Fault.RowDoesNotExist("transactioncurrency", id);
        var response = new RetrieveExchangeRateResponse();
        response.Results["ExchangeRate"] = id == platform.System.CurrencyId ? 1m : currency.GetAttributeValue<decimal>("exchangerate");
        return response;
    }
}
