using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class RetrieveExchangeRateRequest : OrganizationRequest
{
    public RetrieveExchangeRateRequest() : base("RetrieveExchangeRate")
    {
    }

    public Guid TransactionCurrencyId
    {
        get => Parameters.Read<Guid>("TransactionCurrencyId");
        set => Parameters["TransactionCurrencyId"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class RetrieveExchangeRateResponse : OrganizationResponse
{
    public RetrieveExchangeRateResponse()
    {
    }

    public decimal ExchangeRate => Results.Read<decimal>("ExchangeRate");
}
