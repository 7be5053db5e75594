using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Sales;

/// <summary>One qualification of one lead, step by step.</summary>
/// <param name="platform">Where it happens.</param>
/// <param name="operation">The QualifyLead that asks for it.</param>
/// <param name="lead">The lead with all its columns, as it was.</param>
internal sealed class LeadQualification(Platform platform, Operation operation, Entity lead)
{
    private EntityReference? _account = lead.Value<EntityReference>("parentaccountid");
    private EntityReference? _contact = lead.Value<EntityReference>("parentcontactid");
    private EntityReference? _opportunity;
    private bool _accountIsNew;

    /// <summary>What was made, in the order it was made.</summary>
    public EntityReferenceCollection Created { get; } = [];

    /// <summary>A lead that names its account keeps it; one without a company name has none to make.</summary>
    public void MakeAccount()
    {
        if (!Asked("CreateAccount") || _account is not null || string.IsNullOrWhiteSpace(lead.Value<string>("companyname")))
        {
            return;
        }

        var row = LeadMaps.NewRow(platform, "account", lead);
        Take(row, "transactioncurrencyid", Currency);
        _account = Create(row);
        _accountIsNew = true;
    }

    /// <summary>A lead that names its contact keeps it.</summary>
    public void MakeContact()
    {
        if (!Asked("CreateContact") || _contact is not null)
        {
            return;
        }

        var row = LeadMaps.NewRow(platform, "contact", lead);
        Take(row, "parentcustomerid", _account);
        Take(row, "transactioncurrencyid", Currency);
        _contact = Create(row);
        if (_accountIsNew)
        {
            platform.Inside(operation, new UpdateRequest { Target = new Entity("account", _account!.Id) { ["primarycontactid"] = Copies.Of(_contact) } });
        }
    }

    public void MakeOpportunity()
    {
        if (!Asked("CreateOpportunity"))
        {
            return;
        }

        var row = LeadMaps.NewRow(platform, "opportunity", lead);
        var customer = Given("OpportunityCustomerId") ?? lead.Value<EntityReference>("customerid") ?? _account ?? _contact;
        Take(row, "customerid", customer);
        Take(row, "parentaccountid", customer is { LogicalName: "account" } ? customer : _account);
        Take(row, "parentcontactid", customer is { LogicalName: "contact" } ? customer : _contact);
        Take(row, "campaignid", Given("SourceCampaignId") ?? lead.Value<EntityReference>("campaignid"));
        Take(row, "transactioncurrencyid", Currency);
        _opportunity = Create(row);
    }

    public void CloseLead(int state, int status)
    {
        var row = new Entity("lead", lead.Id) { ["statecode"] = new OptionSetValue(state), ["statuscode"] = new OptionSetValue(status) };
        Take(row, "parentaccountid", Changed("parentaccountid", _account));
        Take(row, "parentcontactid", Changed("parentcontactid", _contact));
        Take(row, "qualifyingopportunityid", _opportunity);
        platform.Inside(operation, new UpdateRequest { Target = row });
    }

    private EntityReference? Currency => Given("OpportunityCurrencyId") ?? lead.Value<EntityReference>("transactioncurrencyid");

    private bool Asked(string parameter) => operation.Inputs.TryGetValue(parameter, out var value) && value is true;

    private EntityReference? Given(string parameter) => operation.Inputs.TryGetValue(parameter, out var value) ? value as EntityReference : null;

    private EntityReference? Changed(string column, EntityReference? now) =>
        now is not null && lead.Value<EntityReference>(column)?.Id == now.Id ? null : now;

    private EntityReference Create(Entity row)
    {
        var made = (CreateResponse)platform.Inside(operation, new CreateRequest { Target = row });
        var reference = new EntityReference(row.LogicalName, made.id);
        Created.Add(reference);
        return Copies.Of(reference);
    }

    private static void Take(Entity row, string column, EntityReference? value)
    {
        if (value is not null)
        {
            row[column] = Copies.Of(value);
        }
    }
}
