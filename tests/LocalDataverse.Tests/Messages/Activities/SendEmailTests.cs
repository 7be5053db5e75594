using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Messages.Sales;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;
using static Smarketing.Tests.LocalDataverse.Messages.Activities.ActivityHarness;

namespace Smarketing.Tests.LocalDataverse.Messages.Activities;

public class SendEmailTests
{
    [Fact]
    public void A_sent_e_mail_is_completed_with_its_moment_and_token()
    {
        using var org = new TestOrganization();
        var id = Draft(org);
        Assert.Equal("Hello CRM:0001", Send(org, id, "CRM:0001"));
        var email = org.Read("email", id);
        Assert.Equal((1, 3, "Hello CRM:0001", TestOrganization.Start, TestOrganization.Start),
            (email.State(), email.Status(), email.GetAttributeValue<string>("subject"), email.GetAttributeValue<DateTime>("senton"), email.GetAttributeValue<DateTime>("actualend")));
        Assert.True(email.GetAttributeValue<bool>("directioncode"));
    }

    [Fact]
    public void Steps_on_Send_and_on_the_Update_of_the_e_mail_run()
    {
        using var org = new TestOrganization();
        var id = Draft(org);
        org.On("Send", "email", Stage.PreOperation, run => org.Log.Add($"Send {run.Context.PrimaryEntityId == id} {(Guid)run.Context.InputParameters["EmailId"] == id}"));
        org.On("Update", "email", Stage.PostOperation, run => org.Log.Add($"Update {run.Context.Depth} {run.Context.Around().MessageName} {run.Target.State()}"), filtering: ["statecode"]);
        Send(org, id);
        Assert.Equal(["Send True True", "Update 2 Send 1"], org.Log);
    }

    [Fact]
    public void It_is_sent_once_by_one_sender_to_somebody()
    {
        using var org = new TestOrganization();
        var sent = Draft(org);
        Send(org, sent);
        Assert.Contains("no draft", TestOrganization.Fault(() => Send(org, sent)).Message, StringComparison.Ordinal);
        var incoming = Draft(org, ("directioncode", false));
        Assert.Contains("incoming", TestOrganization.Fault(() => Send(org, incoming)).Message, StringComparison.Ordinal);
        var nobody = Draft(org, ("to", null));
        Assert.Contains("recipient", TestOrganization.Fault(() => Send(org, nobody)).Message, StringComparison.Ordinal);
        var anonymous = Draft(org, ("from", null));
        Assert.Contains("sender", TestOrganization.Fault(() => Send(org, anonymous)).Message, StringComparison.Ordinal);
        Assert.Contains("Does Not Exist", TestOrganization.Fault(() => Send(org, Guid.NewGuid())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DeliverIncomingEmail")]
    [InlineData("CheckIncomingEmail")]
    public void No_mail_comes_in(string message)
    {
        using var org = new TestOrganization();
        Assert.Contains($"'{message}'", TestOrganization.Fault(() => org.Service.Execute(new OrganizationRequest(message))).Message, StringComparison.Ordinal);
    }

    private static Guid Draft(TestOrganization org, params (string Column, object? Value)[] values)
    {
        var email = new Entity("email")
        {
            ["subject"] = "Hello",
            ["from"] = Parties(Party("systemuser", org.Organization.AdministratorId)),
            ["to"] = Parties(Party("lead", org.Lead())),
        };
        foreach (var (column, value) in values)
        {
            email[column] = value;
        }

        return org.Service.Create(email);
    }

    private static string Send(TestOrganization org, Guid id, string? token = null) =>
        ((SendEmailResponse)org.Service.Execute(new SendEmailRequest { EmailId = id, IssueSend = true, TrackingToken = token })).Subject;
}
