using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

public sealed class OperationTests : IDisposable
{
    private readonly WebApiHarness _api = new();

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData("WhoAmI")]
    [InlineData("WhoAmI()")]
    public void WhoAmI_answers_with_its_type_and_its_ids(string address)
    {
        var answer = _api.Get(address);
        Assert.Equal($"{WebApiHarness.Root}$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse", (string)answer["@odata.context"]!);
        Assert.Equal(_api.Local.Organization.AdministratorId, (Guid)answer["UserId"]!);
        Assert.Equal(_api.Local.Organization.OrganizationId, (Guid)answer["OrganizationId"]!);
    }

    [Fact]
    public void Functions_take_GET_and_actions_take_POST()
    {
        Assert.Equal("GET", _api.Post("WhoAmI", "{}").Headers["Allow"]);
        Assert.Equal(405, _api.Get("leads/Microsoft.Dynamics.CRM.CreateMultiple").Status);
    }

    [Fact]
    public void Rows_are_created_and_updated_in_bulk()
    {
        var answer = _api.Post("leads/Microsoft.Dynamics.CRM.CreateMultiple",
            """{"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.lead","lastname":"A"},{"@odata.type":"Microsoft.Dynamics.CRM.lead","lastname":"B"}]}""");
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal($"{WebApiHarness.Root}$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse", (string)answer["@odata.context"]!);
        var ids = answer["Ids"]!.AsArray().Select(i => (Guid)i!).ToList();
        Assert.Equal(2, ids.Count);

        var updated = _api.Post("leads/Microsoft.Dynamics.CRM.UpdateMultiple",
            $$"""{"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.lead","leadid":"{{ids[0]}}","lastname":"C"},{"@odata.type":"Microsoft.Dynamics.CRM.lead","@odata.id":"leads({{ids[1]}})","lastname":"D"}]}""");
        Assert.Equal(204, updated.Status);
        Assert.Equal("C D", string.Join(' ', _api.Get("leads?$select=lastname&$orderby=lastname").Rows.Select(r => (string)r!["lastname"]!)));
    }

    [Theory]
    [InlineData("""{"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.account","name":"A"}]}""", "account")]
    [InlineData("""{"Targets":{"lastname":"A"}}""", "list of rows")]
    [InlineData("""{"Target":[]}""", "not a valid parameter")]
    [InlineData("{}", "'Targets' of 'CreateMultiple' is missing")]
    public void Parameters_that_do_not_fit_are_refused_by_name(string body, string named)
    {
        var answer = _api.Post("leads/Microsoft.Dynamics.CRM.CreateMultiple", body);
        Assert.Equal(400, answer.Status);
        Assert.Contains(named, answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bound_operation_called_elsewhere_says_where()
    {
        Assert.Contains("/leads(id)/Microsoft.Dynamics.CRM.QualifyLead", _api.Post("QualifyLead", "{}").ErrorMessage, StringComparison.Ordinal);
        var account = _api.Post("accounts", """{"name":"Contoso"}""").EntityId;
        Assert.Contains("/leads(id)/", _api.Post($"accounts({account})/Microsoft.Dynamics.CRM.QualifyLead", "{}").ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(404, _api.Post($"accounts({account})/Microsoft.Dynamics.CRM.Nonsense", "{}").Status);
        Assert.Equal(404, _api.Post("Nonsense", "{}").Status);
    }

    [Fact]
    public void A_custom_api_gets_every_kind_of_parameter_as_its_message_takes_it()
    {
        ParameterCollection? given = null;
        Api("test_Everything", 0, isFunction: false, run => given = run.Context.InputParameters, Enum.GetValues<CustomApiType>().Select(t => new CustomApiParameter(t.ToString(), t, false)).ToArray());
        var contact = _api.Post("contacts", """{"lastname":"Roux"}""").EntityId;
        var answer = _api.Post("test_Everything", $$"""
            {"Boolean":true,"DateTime":"2026-03-02T10:00:00Z","Decimal":1.5,"Entity":{"@odata.type":"Microsoft.Dynamics.CRM.contact","lastname":"New"},
             "EntityCollection":[{"@odata.type":"Microsoft.Dynamics.CRM.account","name":"A"}],"EntityReference":{"@odata.type":"Microsoft.Dynamics.CRM.contact","contactid":"{{contact}}"},
             "Float":2.5,"Integer":3,"Money":4.5,"Picklist":5,"String":"x","StringArray":["a","b"],"Guid":"{{contact}}"}
            """);
        Assert.True(answer.Status == 204, answer.Text);
        Assert.Equal(true, given!["Boolean"]);
        Assert.Equal(new DateTime(2026, 3, 2, 10, 0, 0, DateTimeKind.Utc), given["DateTime"]);
        Assert.Equal(1.5m, given["Decimal"]);
        Assert.Equal("New", ((Entity)given["Entity"])["lastname"]);
        Assert.Equal("account", ((EntityCollection)given["EntityCollection"]).Entities[0].LogicalName);
        Assert.Equal(contact, ((EntityReference)given["EntityReference"]).Id);
        Assert.Equal(2.5, given["Float"]);
        Assert.Equal(3, given["Integer"]);
        Assert.Equal(4.5m, ((Money)given["Money"]).Value);
        Assert.Equal(5, ((OptionSetValue)given["Picklist"]).Value);
        Assert.Equal(["a", "b"], (string[])given["StringArray"]);
        Assert.Equal(contact, given["Guid"]);
    }

    [Fact]
    public void A_function_takes_its_arguments_inline_and_by_alias()
    {
        Api("test_Sum", 1, isFunction: true,
            run =>
            {
                var inputs = run.Context.InputParameters;
                run.Context.OutputParameters["Sum"] = (int)inputs["A"] + int.Parse((string)inputs["B"]);
                run.Context.OutputParameters["Row"] = inputs["Target"];
                run.Context.OutputParameters["Other"] = inputs["C"];
            },
            [new("A", CustomApiType.Integer, false), new("B", CustomApiType.String, false), new("C", CustomApiType.EntityReference, false)],
            [new("Sum", CustomApiType.Integer, false), new("Row", CustomApiType.EntityReference, false), new("Other", CustomApiType.EntityReference, false)]);
        var lead = _api.Post("leads", """{"lastname":"Durand"}""").EntityId;
        var answer = _api.Get($"leads({lead})/Microsoft.Dynamics.CRM.test_Sum(A=@a,B='2',C=@c)?@a=40&@c={{'@odata.id':'leads({lead})'}}");
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal($"{WebApiHarness.Root}$metadata#Microsoft.Dynamics.CRM.test_SumResponse", (string)answer["@odata.context"]!);
        Assert.Equal(42, (int)answer["Sum"]!);
        Assert.Equal("#Microsoft.Dynamics.CRM.lead", (string)answer["Row"]!["@odata.type"]!);
        Assert.Equal(lead, (Guid)answer["Other"]!["leadid"]!);
    }

    [Fact]
    public void A_single_row_or_list_is_the_answer_itself()
    {
        Api("test_One", 0, true, run => run.Context.OutputParameters["Row"] = new Entity("lead", Guid.NewGuid()) { ["lastname"] = "Durand" }, [], [new("Row", CustomApiType.Entity, false)]);
        Api("test_Many", 0, true, run => run.Context.OutputParameters["Rows"] = new EntityCollection([new Entity("lead") { ["lastname"] = "Durand" }]) { EntityName = "lead" }, [], [new("Rows", CustomApiType.EntityCollection, false)]);
        var one = _api.Get("test_One()");
        Assert.Equal($"{WebApiHarness.Root}$metadata#leads/$entity", (string)one["@odata.context"]!);
        Assert.Equal("Durand", (string)one["lastname"]!);
        Assert.Equal("Durand", (string)Assert.Single(_api.Get("test_Many()").Rows)!["lastname"]!);
    }

    [Fact]
    public void A_lead_is_qualified_and_its_opportunity_won()
    {
        var lead = _api.Post("leads", """{"lastname":"Durand","companyname":"Contoso","subject":"Pumps"}""").EntityId;
        var made = _api.Post($"leads({lead})/Microsoft.Dynamics.CRM.QualifyLead", """{"CreateAccount":true,"CreateContact":true,"CreateOpportunity":true,"Status":3}""");
        Assert.True(made.Status == 200, made.Text);
        var opportunity = (Guid)made.Rows.Single(r => (string)r!["@odata.type"]! == "#Microsoft.Dynamics.CRM.opportunity")!["opportunityid"]!;
        Assert.Equal(3, made.Rows.Count);

        var won = _api.Post("WinOpportunity", $$$"""{"Status":3,"OpportunityClose":{"subject":"Won","opportunityid@odata.bind":"/opportunities({{{opportunity}}})"}}""");
        Assert.True(won.Status == 204, won.Text);
        Assert.Equal(1, (int)_api.Get($"opportunities({opportunity})?$select=statecode")["statecode"]!);
    }

    [Fact]
    public void A_fault_of_a_plug_in_reaches_the_caller()
    {
        Api("test_Fault", 0, false, _ => throw new InvalidPluginExecutionException("No such luck."), [], []);
        var answer = _api.Post("test_Fault", "{}");
        Assert.Equal(400, answer.Status);
        Assert.Equal("0x80040265", answer.ErrorCode);
        Assert.Contains("No such luck.", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_acts_for_another()
    {
        var unit = (Guid)_api.Get("WhoAmI")["BusinessUnitId"]!;
        var user = _api.Post("systemusers", $$"""{"firstname":"Ada","lastname":"Byron","domainname":"ada@example.com","internalemailaddress":"ada@example.com","businessunitid@odata.bind":"/businessunits({{unit}})"}""").EntityId;
        Assert.Equal(user, (Guid)_api.Get("WhoAmI", ("MSCRMCallerID", user.ToString()))["UserId"]!);
        Assert.Equal(404, _api.Get("WhoAmI", ("MSCRMCallerID", Guid.NewGuid().ToString())).Status);
        Assert.Equal(400, _api.Get("WhoAmI", ("CallerObjectId", "Ada")).Status);
    }

    private void Api(string name, int binding, bool isFunction, Action<PluginRun> body, CustomApiParameter[] requests, CustomApiParameter[]? responses = null) =>
        _api.Local.Organization.Platform.Messages.Add(new CustomApiMessage(new CustomApiDefinition
        {
            UniqueName = name,
            BindingType = binding,
            BoundTable = binding == 0 ? null : "lead",
            IsFunction = isFunction,
            Requests = requests,
            Responses = responses ?? [],
            Plugin = new PluginFactory("Tests.Api", (_, _) => new InlinePlugin(body)),
            Solution = "tests",
        }));
}
