using System;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Apis;

/// <summary>A seller calls with context: who that is, what will be objected, what to give next, and why.</summary>
public sealed class AdviseSellerTests : IDisposable
{
    private readonly CrmHouse house = new();
    private readonly Guid director;

    public AdviseSellerTests()
    {
        director = house.Service.Create(new Persona
        {
            Name = "Director", NameFr = "Dirigeant", Conditions = "jobtitle contains director", Motivations = "Time to market", Budget = "Signs alone",
        });
        Objection(2, "No time", "Pas le temps", "It takes an hour.", "Une heure suffit.");
        Objection(1, "Too dear", null, "It pays back in a year.", null);
    }

    public void Dispose() => house.Dispose();

    [Fact]
    public void It_names_the_persona_with_its_conditions_and_its_objections_in_order()
    {
        using var advice = Advice(house.Make.Lead(("jobtitle", "Director")));

        var persona = advice.RootElement.GetProperty("persona");
        Assert.Equal("Director", persona.GetProperty("name").GetString());
        Assert.Equal("jobtitle contains director", persona.GetProperty("why").GetString());
        Assert.Equal("Time to market", persona.GetProperty("motivations").GetString());
        Assert.Equal(["Too dear", "No time"], Each(advice, "objections", "objection"));
        Assert.Equal(["It pays back in a year.", "It takes an hour."], Each(advice, "objections", "answer"));
    }

    [Fact]
    public void A_French_seller_reads_French_where_there_is_some()
    {
        using var french = new CrmHouse(CrmHouse.French);
        var persona = french.Service.Create(new Persona { Name = "Director", NameFr = "Dirigeant" });
        french.Service.Create(new Objection
        {
            Name = "Too dear", NameFr = "Trop cher", Answer = "It pays back.", PersonaId = new EntityReference("smk_persona", persona), Order = 1,
        });

        var text = (string)Ask(french, french.Make.Lead()).Results["Text"];

        Assert.Equal(
            "Persona : Dirigeant (vaut pour tout lead)\nObjections et réponses :\n- Trop cher → It pays back.\n"
            + "À proposer ensuite : rien qui convienne et n’ait déjà été vu.",
            text);
    }

    [Fact]
    public void Without_a_persona_it_says_so()
    {
        var text = (string)Ask(house, house.Make.Lead()).Results["Text"];

        Assert.StartsWith("Persona: none", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Content_is_recommended_by_persona_and_stage_once()
    {
        Content("everyone");
        Content("directors", row => row.PersonaId = new EntityReference("smk_persona", director));
        Content("decision", row => row.BuyingStage = BuyingStage.Decision);
        Content("tomorrow", row => row.PublishedOn = house.Clock.Now.AddSeconds(1));
        Content("retired", row => row.RetiredOn = house.Clock.Now);
        var lead = house.Make.Lead(("jobtitle", "Director"));
        using (var before = Advice(lead))
            Assert.Equal(["directors", "everyone"], Each(before, "contents", "key"));

        house.Make.Event(lead, EngagementType.ContentView, row => row.Content = "directors");

        using var after = Advice(lead);
        Assert.Equal(["everyone"], Each(after, "contents", "key"));
        Assert.Equal(["for everyone, not met yet"], Each(after, "contents", "why"));
    }

    [Theory]
    [InlineData("donotemail")]
    [InlineData("donotbulkemail")]
    public void Who_does_not_want_e_mail_is_given_none(string consent)
    {
        Content("newsletter", row => row.Channel = Channel.Email);
        using (var open = Advice(house.Make.Lead()))
            Assert.Equal(["newsletter"], Each(open, "contents", "key"));

        using var closed = Advice(house.Make.Lead((consent, true)));

        Assert.Empty(Each(closed, "contents", "key"));
    }

    [Fact]
    public void It_costs_six_reads_and_writes_nothing()
    {
        var lead = house.Make.Lead(("jobtitle", "Director"));
        house.RunJobs();
        house.Organization.Requests.Reset();

        Ask(house, lead);

        var asked = house.Organization.Requests.Snapshot().Where(request => request.Origin == RequestOrigin.SyncPlugin).ToArray();
        Assert.Equal(6, asked.Sum(request => request.Count));
        Assert.All(asked, request => Assert.StartsWith("Retrieve", request.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_seller_may_ask_about_own_leads_only()
    {
        var seller = house.Organization.CreateUser("seller", house.Organization.RoleNamed("Smarketing Sales"));
        var own = house.Make.Lead(("ownerid", new EntityReference("systemuser", seller)));
        var foreign = house.Make.Lead();
        var service = house.Organization.CreateService(seller);

        Assert.NotNull(service.Execute(Request(own)).Results["Text"]);
        Assert.ThrowsAny<Exception>(() => service.Execute(Request(foreign)));
    }

    private static OrganizationRequest Request(Guid lead) => new("smk_AdviseSeller") { ["Target"] = new EntityReference("lead", lead) };

    private static OrganizationResponse Ask(CrmHouse house, Guid lead) => house.Service.Execute(Request(lead));

    private JsonDocument Advice(Guid lead) => JsonDocument.Parse((string)Ask(house, lead).Results["Advice"]);

    private static string?[] Each(JsonDocument advice, string list, string member) =>
        [.. advice.RootElement.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(member).GetString())];

    private void Objection(int order, string name, string? french, string answer, string? frenchAnswer) => house.Service.Create(new Objection
    {
        Name = name, NameFr = french, Answer = answer, AnswerFr = frenchAnswer, Order = order, PersonaId = new EntityReference("smk_persona", director),
    });

    private void Content(string key, Action<Content>? change = null)
    {
        var content = new Content { Name = key, Key = key, PublishedOn = house.Clock.Now.AddDays(-1) };
        change?.Invoke(content);
        house.Service.Create(content);
    }
}
