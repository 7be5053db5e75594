using System;
using Smarketing.Tests.LocalDataverse.Import;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

/// <summary>What an imported solution adds is there at once, under its own names.</summary>
public sealed class SolutionTableTests : IDisposable
{
    private const string Key = "<AttributeName>mini_code</AttributeName></EntityKeyAttributes>";

    private readonly WebApiHarness _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public void Values_travel_by_the_types_of_their_columns()
    {
        Import();
        var lead = _api.Post("leads", """{"lastname":"Durand"}""").EntityId;
        var id = _api.Post("mini_things", $$"""{"mini_name":"Pump","mini_code":"A1","mini_count":3,"mini_share":0.25,"mini_on":"2026-05-01","mini_colour":700000000,"mini_LeadId@odata.bind":"/leads({{lead}})"}""").EntityId;
        var row = _api.Get($"mini_things({id})?$select=mini_share,mini_on,mini_colour,mini_done,_mini_leadid_value", ("Prefer", "odata.include-annotations=\"*\""));
        Assert.Equal(0.25m, (decimal)row["mini_share"]!);
        Assert.Equal("2026-05-01", (string)row["mini_on"]!);
        Assert.Equal(700000000, (int)row["mini_colour"]!);
        Assert.True((bool)row["mini_done"]!);
        Assert.Equal(lead, (Guid)row["_mini_leadid_value"]!);
        Assert.Equal("mini_LeadId", (string)row["_mini_leadid_value@Microsoft.Dynamics.CRM.associatednavigationproperty"]!);
        Assert.Equal("Pump", (string)Assert.Single(_api.Get($"leads({lead})/mini_lead_things?$select=mini_name").Rows)!["mini_name"]!);
    }

    [Fact]
    public void The_lookup_of_a_solution_keeps_its_casing()
    {
        Import();
        var answer = _api.Post("mini_things", $$"""{"mini_name":"Pump","mini_leadid@odata.bind":"/leads({{Guid.NewGuid()}})"}""");
        Assert.Equal("0x80048d19", answer.ErrorCode);
        Assert.Contains("'mini_LeadId@odata.bind'", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_addressed_bound_and_upserted_by_alternate_key()
    {
        Import();
        Assert.Equal(404, _api.Get("mini_things(mini_code='A1')").Status);
        var created = _api.Patch("mini_things(mini_code='A1')", """{"mini_name":"Pump"}""");
        Assert.Equal(204, created.Status);
        var updated = _api.Patch("mini_things(mini_code='A1')", """{"mini_name":"Valve"}""", ("Prefer", "return=representation"));
        Assert.Equal(200, updated.Status);
        Assert.Equal(created.EntityId, (Guid)updated["mini_thingid"]!);
        Assert.Equal("Valve", (string)_api.Get("mini_things(mini_code=@code)?@code='A1'&$select=mini_name")["mini_name"]!);
        Assert.Equal(412, _api.Post("mini_things", """{"mini_name":"Other","mini_code":"A1"}""").Status);
        Assert.Equal(400, _api.Get("mini_things(mini_name='Valve')").Status);
        Assert.Equal(204, _api.Ask("DELETE", "mini_things(mini_code='A1')").Status);
        Assert.Equal(404, _api.Get("mini_things(mini_code='A1')").Status);
    }

    [Fact]
    public void A_lookup_can_be_part_of_an_alternate_key()
    {
        Import(Key, Key.Replace("</EntityKey", "<AttributeName>mini_leadid</AttributeName></EntityKey", StringComparison.Ordinal));
        var (one, two) = (_api.Post("leads", """{"lastname":"One"}""").EntityId, _api.Post("leads", """{"lastname":"Two"}""").EntityId);
        foreach (var lead in (Guid[])[one, two])
            Assert.Equal(204, _api.Patch($"mini_things(mini_code='A1',_mini_leadid_value={lead})", """{"mini_name":"Pump"}""").Status);
        Assert.Equal(two, (Guid)_api.Get($"mini_things(_mini_leadid_value={two},mini_code='A1')")["_mini_leadid_value"]!);
        Assert.Equal("2", _api.Get("mini_things/$count").Text);
    }

    [Fact]
    public void Its_custom_apis_can_be_called()
    {
        Import();
        var answer = _api.Post("mini_Twice", """{"Number":21}""");
        Assert.Equal($"{WebApiHarness.Root}$metadata#Microsoft.Dynamics.CRM.mini_TwiceResponse", (string)answer["@odata.context"]!);
        Assert.Equal(42, (int)answer["Result"]!);
    }

    private void Import(string old = Key, string changed = Key)
    {
        using var zip = new MiniSolution().With(old, changed).Zip();
        _api.Local.Organization.ImportSolution(zip);
    }
}
