using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages.Sales;

public class QualifyLeadTests
{
    private static readonly (string, object?)[] Full =
    [
        ("firstname", "Anne"), ("companyname", "Moulin SA"), ("subject", "Two mills"), ("jobtitle", "Owner"), ("telephone1", "01 23"),
        ("mobilephone", "06 12"), ("emailaddress1", "anne@moulin.example"), ("websiteurl", "https://moulin.example"),
        ("address1_line1", "1 rue du Blé"), ("address1_city", "Arles"), ("address1_postalcode", "13200"), ("address1_country", "France"),
    ];

    [Fact]
    public void Account_contact_and_opportunity_are_made_in_that_order_and_tied_together()
    {
        using var org = new TestOrganization();
        var id = org.Lead("Martin", Full);
        var created = org.Qualify(id);
        Assert.Equal(["account", "contact", "opportunity"], created.Select(c => c.LogicalName));

        var (account, contact, opportunity, lead) = (org.Read("account", created[0].Id), org.Read("contact", created[1].Id), org.Read("opportunity", created[2].Id), org.Read("lead", id));
        Assert.All([account, contact, opportunity], row => Assert.Equal(id, row.Ref("originatingleadid")));
        Assert.Equal((contact.Id, account.Id), (account.Ref("primarycontactid"), contact.Ref("parentcustomerid")));
        Assert.Equal((account.Id, account.Id, contact.Id), (opportunity.Ref("customerid"), opportunity.Ref("parentaccountid"), opportunity.Ref("parentcontactid")));
        Assert.Equal((account.Id, contact.Id, opportunity.Id), (lead.Ref("parentaccountid"), lead.Ref("parentcontactid"), lead.Ref("qualifyingopportunityid")));
        Assert.Equal((1, 3), (lead.State(), lead.Status()));
    }

    [Fact]
    public void Each_takes_over_the_documented_columns()
    {
        using var org = new TestOrganization();
        var created = org.Qualify(org.Lead("Martin", Full));
        var (account, contact, opportunity) = (org.Read("account", created[0].Id), org.Read("contact", created[1].Id), org.Read("opportunity", created[2].Id));
        Assert.Equal("Moulin SA, https://moulin.example, 01 23, 1 rue du Blé, Arles, 13200, France", Values(account, "name", "websiteurl", "address1_telephone1", "address1_line1", "address1_city", "address1_postalcode", "address1_country"));
        Assert.Equal("Anne Martin, Owner, 01 23, 06 12, anne@moulin.example, Arles", Values(contact, "fullname", "jobtitle", "telephone1", "mobilephone", "emailaddress1", "address1_city"));
        Assert.Equal("Two mills", Values(opportunity, "name"));
    }

    [Theory]
    [InlineData(true, false, false, "account")]
    [InlineData(false, true, false, "contact")]
    [InlineData(false, false, true, "opportunity")]
    [InlineData(false, false, false, "")]
    public void Only_what_is_asked_for_is_made(bool account, bool contact, bool opportunity, string expected)
    {
        using var org = new TestOrganization();
        var id = org.Lead("Martin", Full);
        Assert.Equal(expected, string.Join(' ', org.Qualify(id, account, contact, opportunity).Select(c => c.LogicalName)));
        Assert.Equal(1, org.Read("lead", id).State());
    }

    [Fact]
    public void A_lead_without_company_makes_no_account_and_the_contact_becomes_the_customer()
    {
        using var org = new TestOrganization();
        var created = org.Qualify(org.Lead());
        Assert.Equal(["contact", "opportunity"], created.Select(c => c.LogicalName));
        Assert.Equal(created[0].Id, org.Read("opportunity", created[1].Id).Ref("customerid"));
    }

    [Fact]
    public void The_account_and_contact_a_lead_names_are_kept_rather_than_made_again()
    {
        using var org = new TestOrganization();
        var account = org.Make("account", ("name", "Known"));
        var contact = org.Make("contact", ("lastname", "Known"));
        var id = org.Lead("Martin", [.. Full, ("parentaccountid", new EntityReference("account", account)), ("parentcontactid", new EntityReference("contact", contact))]);
        var created = org.Qualify(id);
        var opportunity = org.Read("opportunity", Assert.Single(created).Id);
        Assert.Equal((account, account, contact), (opportunity.Ref("customerid"), opportunity.Ref("parentaccountid"), opportunity.Ref("parentcontactid")));
        Assert.Null(org.Read("account", account).Ref("primarycontactid"));
    }

    [Fact]
    public void A_contact_made_for_a_known_account_belongs_to_it()
    {
        using var org = new TestOrganization();
        var account = org.Make("account", ("name", "Known"));
        var created = org.Qualify(org.Lead("Martin", ("parentaccountid", new EntityReference("account", account))), opportunity: false);
        Assert.Equal(account, org.Read("contact", Assert.Single(created).Id).Ref("parentcustomerid"));
    }

    [Fact]
    public void Customer_currency_and_campaign_of_the_request_win_over_those_of_the_lead()
    {
        using var org = new TestOrganization();
        var (own, other) = (org.Make("campaign", ("name", "Own")), org.Make("campaign", ("name", "Other")));
        var dollar = org.Make("transactioncurrency", ("currencyname", "Dollar"), ("isocurrencycode", "USD"), ("exchangerate", 1.1m), ("currencysymbol", "$"), ("currencyprecision", 2));
        var customer = org.Make("account", ("name", "Customer"));
        var first = org.Qualify(org.Lead("A", ("campaignid", new EntityReference("campaign", own))), account: false, contact: false);
        Assert.Equal(own, org.Read("opportunity", first[0].Id).Ref("campaignid"));

        var second = org.Qualify(org.Lead("B", ("campaignid", new EntityReference("campaign", own))), account: false, contact: false, more: r =>
        {
            r.SourceCampaignId = new EntityReference("campaign", other);
            r.OpportunityCurrencyId = new EntityReference("transactioncurrency", dollar);
            r.OpportunityCustomerId = new EntityReference("account", customer);
        });
        var opportunity = org.Read("opportunity", second[0].Id);
        Assert.Equal((other, dollar, customer, customer), (opportunity.Ref("campaignid"), opportunity.Ref("transactioncurrencyid"), opportunity.Ref("customerid"), opportunity.Ref("parentaccountid")));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    public void A_lead_that_is_not_open_is_refused(int state, int status)
    {
        using var org = new TestOrganization();
        var id = org.Lead("Martin", Full);
        org.Service.Update(new Entity("lead", id) { ["statecode"] = new OptionSetValue(state), ["statuscode"] = new OptionSetValue(status) });
        var fault = TestOrganization.Fault(() => org.Qualify(id));
        Assert.Equal(unchecked((int)0x80040519), fault.ErrorCode);
        Assert.StartsWith("The lead is already closed.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, org.Count("account"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(null)]
    public void A_status_may_be_named_or_left_to_the_platform(int? status)
    {
        using var org = new TestOrganization();
        var id = org.Lead("Martin", Full);
        org.Qualify(id, more: r => r.Status = status is { } value ? new OptionSetValue(value) : null!);
        Assert.Equal(3, org.Read("lead", id).Status());
    }

    [Fact]
    public void A_status_of_another_state_is_refused()
    {
        using var org = new TestOrganization();
        var id = org.Lead("Martin", Full);
        var fault = TestOrganization.Fault(() => org.Qualify(id, more: r => r.Status = new OptionSetValue(4)));
        Assert.Equal(unchecked((int)0x80048408), fault.ErrorCode);
        Assert.Equal(0, org.Read("lead", id).State());
    }

    [Fact]
    public void Steps_of_the_message_run_around_those_of_the_rows_it_makes_which_are_one_deeper()
    {
        using var org = new TestOrganization();
        org.On("QualifyLead", "lead", Stage.PreValidation, run => org.Log.Add($"10 {run.Context.PrimaryEntityName} {((EntityReference)run.Context.InputParameters["LeadId"]).LogicalName} in transaction: {run.Context.IsInTransaction}"));
        org.On("QualifyLead", "lead", Stage.PreOperation, _ => org.Log.Add("20"));
        org.On("QualifyLead", "lead", Stage.PostOperation, run => org.Log.Add($"40 {((EntityReferenceCollection)run.Context.OutputParameters["CreatedEntities"]).Count}"));
        foreach (var (message, table) in new[] { ("Create", "account"), ("Create", "contact"), ("Update", "account"), ("Create", "opportunity"), ("Update", "lead") })
        {
            org.On(message, table, Stage.PreOperation, run => org.Log.Add($"{message} {table} {run.Context.Depth} in {run.Context.Around().MessageName} {run.Context.Around().Stage}"));
        }

        org.Qualify(org.Lead("Martin", Full));
        Assert.Equal(
            ["10 lead lead in transaction: False", "20", "Create account 2 in QualifyLead 30", "Create contact 2 in QualifyLead 30", "Update account 2 in QualifyLead 30",
                "Create opportunity 2 in QualifyLead 30", "Update lead 2 in QualifyLead 30", "Update lead 2 in QualifyLead 30", "40 3"],
            org.Log);
    }

    [Fact]
    public void The_update_of_the_lead_runs_steps_that_filter_on_the_state_with_images_of_before_and_after()
    {
        using var org = new TestOrganization();
        org.On("Update", "lead", Stage.PostOperation, run => org.Log.Add($"{run.Context.PreEntityImages["before"].State()} {run.Context.PostEntityImages["after"].State()} {run.Target.Status()}"),
            filtering: ["statecode"], images: [new ImageDefinition("before", true, false, ["statecode"]), new ImageDefinition("after", false, true, ["statecode"])]);
        org.Qualify(org.Lead("Martin", Full));
        Assert.Equal(["0 1 3"], org.Log);
    }

    [Fact]
    public void A_step_may_change_what_is_made()
    {
        using var org = new TestOrganization();
        org.On("QualifyLead", "lead", Stage.PreOperation, run => run.Context.InputParameters["CreateAccount"] = false);
        Assert.Equal(["contact", "opportunity"], org.Qualify(org.Lead("Martin", Full)).Select(c => c.LogicalName));
    }

    [Fact]
    public void When_one_row_is_refused_nothing_is_made_and_the_lead_stays_open()
    {
        using var org = new TestOrganization();
        org.On("Create", "opportunity", Stage.PostOperation, _ => throw new InvalidPluginExecutionException("no more deals"));
        var id = org.Lead("Martin", Full);
        Assert.Contains("no more deals", TestOrganization.Fault(() => org.Qualify(id)).Message, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), (org.Count("account"), org.Count("contact"), org.Count("opportunity")));
        var lead = org.Read("lead", id);
        Assert.Equal((0, (Guid?)null), (lead.State(), lead.Ref("parentaccountid")));
    }

    [Fact]
    public void A_chain_that_is_too_deep_already_cannot_qualify()
    {
        using var org = new TestOrganization();
        var id = org.Lead("Martin", Full);
        org.On("Create", "task", Stage.PostOperation, run =>
        {
            if (run.Context.Depth < 7)
            {
                run.Service.Create(new Entity("task"));
            }
            else
            {
                run.Service.Execute(new QualifyLeadRequest { LeadId = new EntityReference("lead", id), CreateAccount = true, CreateContact = true, CreateOpportunity = true });
            }
        });
        Assert.Contains("infinite loop", TestOrganization.Fault(() => org.Service.Create(new Entity("task"))).Message, StringComparison.Ordinal);
        Assert.Equal(0, org.Count("account"));
    }

    [Fact]
    public void What_the_request_lacks_or_mistakes_is_named()
    {
        using var org = new TestOrganization();
        var id = org.Lead("Martin", Full);
        Assert.Contains("LeadId", TestOrganization.Fault(() => org.Service.Execute(new QualifyLeadRequest { CreateAccount = true })).Message, StringComparison.Ordinal);
        Assert.Contains("CreateContact", TestOrganization.Fault(() => org.Service.Execute(new QualifyLeadRequest { LeadId = new EntityReference("lead", id), CreateAccount = true })).Message, StringComparison.Ordinal);
        Assert.Contains("'account'", TestOrganization.Fault(() => org.Qualify(id, more: r => r.LeadId = new EntityReference("account", id))).Message, StringComparison.Ordinal);
        Assert.Contains("ProcessInstanceId", TestOrganization.Fault(() => org.Qualify(id, more: r => r.ProcessInstanceId = new EntityReference("leadtoopportunitysalesprocess", id))).Message, StringComparison.Ordinal);
        Assert.Contains("Does Not Exist", TestOrganization.Fault(() => org.Qualify(Guid.NewGuid())).Message, StringComparison.Ordinal);
    }

    private static string Values(Entity row, params string[] columns) => string.Join(", ", columns.Select(row.GetAttributeValue<string>));
}
