using System;
using System.Collections.Generic;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Security;

/// <summary>The views of the shipped zip, opened by those they are for.</summary>
public sealed class ShippedViewsTests(ScoringHouse house) : IClassFixture<ScoringHouse>
{
    private static readonly IReadOnlyDictionary<string, string> Views = Read();

    [Theory]
    [InlineData("Smarketing Marketing")]
    [InlineData("Smarketing Sales Manager")]
    [InlineData("Smarketing Sales")]
    public void Every_view_opens(string role)
    {
        var service = As(role);
        Assert.NotEmpty(Views);
        Assert.All(Views.Values, fetch => service.RetrieveMultiple(new FetchExpression(fetch)));
    }

    [Fact]
    public void My_open_alerts_are_those_addressed_to_me_that_have_not_healed()
    {
        var me = User("Smarketing Sales");
        var mine = Alert(alert => alert.ToUserId = new EntityReference("systemuser", me));
        Alert(alert =>
        {
            alert.ToUserId = new EntityReference("systemuser", me);
            alert.HealedOn = house.Clock.Now;
        });
        Alert(alert => alert.ToUserId = new EntityReference("systemuser", User("Smarketing Sales")));

        Assert.Equal([mine], Rows("My Open Alerts", house.Organization.CreateService(me)));
    }

    [Fact]
    public void A_side_sees_the_open_alerts_of_its_own_and_of_both()
    {
        var both = Alert(alert => alert.Side = Side.Both);
        var sales = Alert(alert => alert.Side = Side.Sales);
        var marketing = Alert(alert => alert.Side = Side.Marketing);

        Assert.Equal((true, true, false), Shows("Open Alerts: Sales"));
        Assert.Equal((true, false, true), Shows("Open Alerts: Marketing"));

        (bool Both, bool Sales, bool Marketing) Shows(string view)
        {
            var rows = Rows(view, house.Service);
            return (rows.Contains(both), rows.Contains(sales), rows.Contains(marketing));
        }
    }

    [Fact]
    public void Feedback_is_unanswered_until_it_is_answered()
    {
        var feedback = house.Service.Create(new Feedback { Name = "Wrong score", Kind = FeedbackKind.WrongScore, Text = "This is a student." });
        Assert.Contains(feedback, Rows("Unanswered Field Feedback", house.Service));

        house.Service.Update(new Feedback { Id = feedback, Answer = "Mended." });
        Assert.DoesNotContain(feedback, Rows("Unanswered Field Feedback", house.Service));
    }

    [Theory]
    [InlineData(Pace.OnTrack, false)]
    [InlineData(Pace.Behind, true)]
    public void Objectives_behind_are_those_that_run_and_are_behind(Pace pace, bool isShown)
    {
        var objective = house.Objective(house.AgreementId);
        house.Organization.CreateService().Execute(new Microsoft.Xrm.Sdk.Messages.UpdateRequest
        {
            Target = new Objective { Id = objective, Pace = pace },
            Parameters = { ["BypassCustomPluginExecution"] = true },
        });

        Assert.Equal(isShown, Rows("Objectives Behind", house.Service).Contains(objective));
    }

    private Guid[] Rows(string view, IOrganizationService service) =>
        [.. service.RetrieveMultiple(new FetchExpression(Views.Single(v => v.Key.EndsWith("/" + view, StringComparison.Ordinal)).Value)).Entities.Select(row => row.Id)];

    private Guid Alert(Action<Alert> change)
    {
        var alert = new Alert { Name = "Late", Kind = AlertKind.ScoringFault, Key = Guid.NewGuid().ToString("N"), RaisedOn = house.Clock.Now };
        change(alert);
        return house.Service.Create(alert);
    }

    private Guid User(string role) => house.Organization.CreateUser(
        role + house.Rows<Entity>("systemuser").Count, house.Organization.RoleNamed(role), house.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Activity"));

    private IOrganizationService As(string role) => house.Organization.CreateService(User(role));

    private static Dictionary<string, string> Read()
    {
        using var zip = new ZipArchive(ShippedZip.Open());
        using var stream = zip.GetEntry("customizations.xml")!.Open();
        return XDocument.Load(stream).Descendants("savedquery").ToDictionary(
            view => $"{view.Descendants("entity").Single().Attribute("name")!.Value}/{view.Descendants("LocalizedName").First().Attribute("description")!.Value}",
            view => view.Element("fetchxml")!.Element("fetch")!.ToString().Replace("{0}", "a%", StringComparison.Ordinal));
    }
}
