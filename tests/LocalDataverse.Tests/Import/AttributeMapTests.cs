using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse;
using Smarketing.Tests.LocalDataverse.Messages.Sales;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Import;

public class AttributeMapTests
{
    private const string CreateMessage = "<SdkMessageId>9ebdbb1b-ea3e-db11-86a7-000a3a5473e8</SdkMessageId><PluginTypeName>";

    [Fact]
    public void A_qualified_lead_hands_over_what_the_maps_of_a_solution_say()
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(WithMaps().Zip());
        var created = org.Qualify(org.Lead("Martin", ("companyname", "Moulin"), ("mini_rating", 4), ("description", "By the river")), opportunity: false);
        Assert.Equal(4, org.Read("account", created[0].Id).GetAttributeValue<int>("numberofemployees"));
        Assert.Equal("By the river", org.Read("contact", created[1].Id).GetAttributeValue<string>("description"));
        Assert.False(org.Read("account", created[0].Id).Contains("description"));
    }

    [Fact]
    public void Without_a_map_a_column_of_a_solution_stays_with_the_lead()
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().Zip());
        var created = org.Qualify(org.Lead("Martin", ("companyname", "Moulin"), ("mini_rating", 4)), opportunity: false);
        Assert.False(org.Read("account", created[0].Id).Contains("numberofemployees"));
    }

    [Fact]
    public void A_step_may_be_registered_on_Win_but_not_on_the_request_that_raises_it()
    {
        using var org = new TestOrganization();
        org.Organization.ImportSolution(OnMessage("Win").Zip());
        using var other = new TestOrganization();
        var refusal = Assert.Throws<SolutionImportException>(() => other.Organization.ImportSolution(OnMessage("WinOpportunity").Zip()));
        Assert.Contains("Register it on Win,", refusal.Message, StringComparison.Ordinal);
    }

    private static MiniSolution OnMessage(string message) => new MiniSolution()
        .With(CreateMessage, $"<SdkMessageName>{message}</SdkMessageName><PluginTypeName>")
        .With("</PluginTypeName><PluginTypeId>33333333-0000-0000-0000-000000000001</PluginTypeId><PrimaryEntity>mini_thing</PrimaryEntity>", "</PluginTypeName><PluginTypeId>33333333-0000-0000-0000-000000000001</PluginTypeId><PrimaryEntity>opportunity</PrimaryEntity>");

    private static MiniSolution WithMaps() => new MiniSolution().With("<EntityMaps/>", $"""
        <EntityMaps>{Map("lead", "account", "mini_rating", "numberofemployees")}{Map("lead", "contact", "description", "description")}</EntityMaps>
        """);

    private static string Map(string source, string target, string from, string to) =>
        $"<EntityMap><EntitySource>{source}</EntitySource><EntityTarget>{target}</EntityTarget><AttributeMaps><AttributeMap><AttributeSource>{from}</AttributeSource><AttributeTarget>{to}</AttributeTarget></AttributeMap></AttributeMaps></EntityMap>";
}
