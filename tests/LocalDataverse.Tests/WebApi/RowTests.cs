using System;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

public sealed class RowTests : IDisposable
{
    private readonly WebApiHarness _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public void A_created_row_is_at_the_address_that_the_answer_names()
    {
        var answer = _api.Post("leads", """{"lastname":"Durand","numberofemployees":12,"revenue":1000.5,"donotemail":true,"leadqualitycode":1}""");
        Assert.Equal(204, answer.Status);
        Assert.Equal($"{WebApiHarness.Root}leads({answer.EntityId:D})", answer.Headers["OData-EntityId"]);
        Assert.Empty(answer.Text);

        var row = _api.Service.Retrieve("lead", answer.EntityId, new ColumnSet(true));
        Assert.Equal("Durand", row["lastname"]);
        Assert.Equal(12, row["numberofemployees"]);
        Assert.Equal(1000.5m, row.GetAttributeValue<Money>("revenue").Value);
        Assert.Equal(true, row["donotemail"]);
        Assert.Equal(1, row.GetAttributeValue<OptionSetValue>("leadqualitycode").Value);
    }

    [Fact]
    public void A_row_is_read_with_the_columns_asked_for_and_its_id()
    {
        var id = _api.Post("leads", """{"lastname":"Durand","numberofemployees":12}""").EntityId;
        var answer = _api.Get($"leads({id})?$select=lastname,numberofemployees,_parentcontactid_value,revenue,createdon");
        Assert.Equal(200, answer.Status);
        Assert.Equal($"{WebApiHarness.Root}$metadata#leads(lastname,numberofemployees,_parentcontactid_value,revenue,createdon)/$entity", (string)answer["@odata.context"]!);
        Assert.Equal("Durand", (string)answer["lastname"]!);
        Assert.Equal(12, (int)answer["numberofemployees"]!);
        Assert.Equal("2026-03-02T09:30:00Z", (string)answer["createdon"]!);
        Assert.Equal(id, (Guid)answer["leadid"]!);
        Assert.True(answer.Json.AsObject().TryGetPropertyValue("_parentcontactid_value", out var lookup));
        Assert.Null(lookup);
        Assert.Equal(answer.Headers["ETag"], (string)answer["@odata.etag"]!);
        Assert.StartsWith("W/\"", answer.Headers["ETag"], StringComparison.Ordinal);
        Assert.False(answer.Json.AsObject().ContainsKey("subject"));
    }

    [Fact]
    public void Without_select_every_column_is_there_empty_or_not()
    {
        var id = _api.Post("leads", """{"lastname":"Durand"}""").EntityId;
        var answer = _api.Get($"leads({id})");
        Assert.True(answer.Json.AsObject().TryGetPropertyValue("subject", out var subject));
        Assert.Null(subject);
        Assert.Equal(JsonValueKind.Number, answer["versionnumber"]!.GetValueKind());
        Assert.Equal(_api.Local.Organization.AdministratorId, (Guid)answer["_ownerid_value"]!);
    }

    [Fact]
    public void Lookups_are_set_by_bind_and_emptied_by_null()
    {
        var account = _api.Post("accounts", """{"name":"Contoso"}""").EntityId;
        var contact = _api.Post("contacts", $$"""{"lastname":"Roux","parentcustomerid_account@odata.bind":"/accounts({{account}})"}""").EntityId;
        Assert.Equal(account, (Guid)_api.Get($"contacts({contact})?$select=_parentcustomerid_value")["_parentcustomerid_value"]!);

        Assert.Equal(204, _api.Patch($"contacts({contact})", """{"parentcustomerid_account":null}""").Status);
        Assert.Null(_api.Get($"contacts({contact})?$select=_parentcustomerid_value")["_parentcustomerid_value"]);
    }

    [Fact]
    public void A_bind_to_a_table_the_lookup_does_not_take_is_refused()
    {
        var answer = _api.Post("contacts", $$"""{"lastname":"Roux","parentcustomerid_account@odata.bind":"/leads({{Guid.NewGuid()}})"}""");
        Assert.Equal(400, answer.Status);
        Assert.Equal("0x80048d19", answer.ErrorCode);
        Assert.Contains("account", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"lastnam":"x"}""", "lastnam")]
    [InlineData("""{"numberofemployees":"12"}""", "numberofemployees")]
    [InlineData("""{"numberofemployees":1.5}""", "numberofemployees")]
    [InlineData("""{"lastname":12}""", "lastname")]
    [InlineData("""{"donotemail":1}""", "donotemail")]
    [InlineData("""{"leadqualitycode":"Hot"}""", "leadqualitycode")]
    [InlineData("""{"ParentContactId@odata.bind":"/contacts(00000000-0000-0000-0000-000000000001)"}""", "parentcontactid")]
    [InlineData("""{"parentcontactid@odata.bind":"contact 1"}""", "contact 1")]
    [InlineData("""[1]""", "object")]
    [InlineData("""{"lastname":""", "JSON")]
    public void A_body_that_does_not_fit_its_table_is_refused_by_name(string body, string named)
    {
        var answer = _api.Post("leads", body);
        Assert.Equal(400, answer.Status);
        Assert.Equal("0x80048d19", answer.ErrorCode);
        Assert.Contains(named, answer.ErrorMessage, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_row_that_was_read_can_be_sent_back()
    {
        var id = _api.Post("leads", """{"lastname":"Durand","subject":"Pumps"}""").EntityId;
        var read = _api.Get($"leads({id})", ("Prefer", "odata.include-annotations=\"*\""));
        Assert.Equal(204, _api.Patch($"leads({id})", read.Text).Status);
        Assert.Equal("Pumps", (string)_api.Get($"leads({id})?$select=subject")["subject"]!);
    }

    [Fact]
    public void The_representation_is_returned_when_preferred()
    {
        var answer = _api.Post("leads?$select=lastname", """{"lastname":"Durand"}""", ("Prefer", "return=representation"));
        Assert.Equal(201, answer.Status);
        Assert.Equal("Durand", (string)answer["lastname"]!);
        Assert.Equal("return=representation", answer.Headers["Preference-Applied"]);

        var changed = _api.Patch($"leads({answer.EntityId})?$select=lastname", """{"lastname":"Petit"}""", ("Prefer", "return=representation"));
        Assert.Equal(200, changed.Status);
        Assert.Equal("Petit", (string)changed["lastname"]!);
    }

    [Fact]
    public void A_patch_creates_what_is_not_there()
    {
        var id = Guid.NewGuid();
        var answer = _api.Patch($"leads({id})", """{"lastname":"Durand"}""");
        Assert.Equal(204, answer.Status);
        Assert.Equal(id, answer.EntityId);
        Assert.Equal("Durand", _api.Service.Retrieve("lead", id, new ColumnSet("lastname"))["lastname"]);
    }

    [Fact]
    public void If_Match_star_only_updates()
    {
        var answer = _api.Patch($"leads({Guid.NewGuid()})", """{"lastname":"Durand"}""", ("If-Match", "*"));
        Assert.Equal(404, answer.Status);
        Assert.Equal("0x80040217", answer.ErrorCode);
    }

    [Fact]
    public void If_None_Match_star_only_creates()
    {
        var id = _api.Post("leads", """{"lastname":"Durand"}""").EntityId;
        var answer = _api.Patch($"leads({id})", """{"lastname":"Petit"}""", ("If-None-Match", "*"));
        Assert.Equal(412, answer.Status);
        Assert.Equal("0x80040237", answer.ErrorCode);
        Assert.Equal(204, _api.Patch($"leads({Guid.NewGuid()})", """{"lastname":"Petit"}""", ("If-None-Match", "*")).Status);
    }

    [Fact]
    public void A_version_in_If_Match_updates_and_deletes_only_that_version()
    {
        var id = _api.Post("leads", """{"lastname":"Durand"}""").EntityId;
        var old = _api.Get($"leads({id})?$select=lastname").Headers["ETag"]!;
        Assert.Equal(204, _api.Patch($"leads({id})", """{"lastname":"Petit"}""", ("If-Match", old)).Status);

        var stale = _api.Patch($"leads({id})", """{"lastname":"Roux"}""", ("If-Match", old));
        Assert.Equal(412, stale.Status);
        Assert.Equal("0x80060882", stale.ErrorCode);
        Assert.Equal(412, _api.Ask("DELETE", $"leads({id})", null, ("If-Match", old)).Status);

        var current = _api.Get($"leads({id})?$select=lastname").Headers["ETag"]!;
        Assert.Equal(204, _api.Ask("DELETE", $"leads({id})", null, ("If-Match", current)).Status);
        Assert.Equal(404, _api.Get($"leads({id})").Status);
    }

    [Fact]
    public void A_version_the_caller_has_is_not_sent_again()
    {
        var id = _api.Post("leads", """{"lastname":"Durand"}""").EntityId;
        var tag = _api.Get($"leads({id})").Headers["ETag"]!;
        Assert.Equal(304, _api.Get($"leads({id})", ("If-None-Match", tag)).Status);
        _api.Patch($"leads({id})", """{"lastname":"Petit"}""");
        Assert.Equal(200, _api.Get($"leads({id})", ("If-None-Match", tag)).Status);
    }

    [Fact]
    public void Single_columns_are_read_written_and_emptied()
    {
        var id = _api.Post("leads", """{"lastname":"Durand","subject":"Pumps","numberofemployees":5}""").EntityId;
        Assert.Equal("Pumps", (string)_api.Get($"leads({id})/subject")["value"]!);
        Assert.Equal("5", _api.Get($"leads({id})/numberofemployees/$value").Text);
        Assert.Equal(204, _api.Ask("PUT", $"leads({id})/subject", """{"value":"Valves"}""").Status);
        Assert.Equal("Valves", _api.Get($"leads({id})/subject/$value").Text);
        Assert.Equal(204, _api.Ask("DELETE", $"leads({id})/subject").Status);
        Assert.Equal(204, _api.Get($"leads({id})/subject").Status);
    }

    [Fact]
    public void Lookups_are_followed_set_and_taken_away_by_address()
    {
        var account = _api.Post("accounts", """{"name":"Contoso"}""").EntityId;
        var contact = _api.Post("contacts", """{"lastname":"Roux"}""").EntityId;
        Assert.Equal(204, _api.Get($"accounts({account})/primarycontactid").Status);
        Assert.Equal(204, _api.Ask("PUT", $"accounts({account})/primarycontactid/$ref", $$"""{"@odata.id":"{{WebApiHarness.Root}}contacts({{contact}})"}""").Status);
        Assert.Equal("Roux", (string)_api.Get($"accounts({account})/primarycontactid?$select=lastname")["lastname"]!);
        Assert.Equal($"{WebApiHarness.Root}contacts({contact})", (string)_api.Get($"accounts({account})/primarycontactid/$ref")["@odata.id"]!);
        Assert.Equal("Roux", (string)_api.Get($"accounts({account})/primarycontactid/lastname")["value"]!);
        Assert.Equal(204, _api.Ask("DELETE", $"accounts({account})/primarycontactid/$ref").Status);
        Assert.Equal(204, _api.Get($"accounts({account})/primarycontactid").Status);
    }

    [Fact]
    public void Rows_are_linked_and_unlinked_over_one_to_many_and_many_to_many()
    {
        var account = _api.Post("accounts", """{"name":"Contoso"}""").EntityId;
        var contact = _api.Post("contacts", """{"lastname":"Roux"}""").EntityId;
        Assert.Equal(204, _api.Post($"accounts({account})/contact_customer_accounts/$ref", $$"""{"@odata.id":"contacts({{contact}})"}""").Status);
        Assert.Equal("Roux", (string)Assert.Single(_api.Get($"accounts({account})/contact_customer_accounts?$select=lastname").Rows)!["lastname"]!);
        Assert.Equal("1", _api.Get($"accounts({account})/contact_customer_accounts/$count").Text);
        Assert.Equal(204, _api.Ask("DELETE", $"accounts({account})/contact_customer_accounts({contact})/$ref").Status);
        Assert.Empty(_api.Get($"accounts({account})/contact_customer_accounts").Rows);

        var team = _api.Post("teams", """{"name":"North"}""").EntityId;
        var user = _api.Local.Organization.AdministratorId;
        Assert.Equal(204, _api.Post($"teams({team})/teammembership_association/$ref", $$"""{"@odata.id":"/systemusers({{user}})"}""").Status);
        Assert.Equal(user, (Guid)Assert.Single(_api.Get($"teams({team})/teammembership_association?$select=fullname").Rows)!["systemuserid"]!);
        Assert.Contains($"{WebApiHarness.Root}teams({team})", _api.Get($"systemusers({user})/teammembership_association/$ref").Text, StringComparison.Ordinal);
        Assert.Equal(user, (Guid)Assert.Single(_api.Get($"teams({team})?$select=name&$expand=teammembership_association($select=fullname)")["teammembership_association"]!.AsArray())!["systemuserid"]!);
        Assert.Equal(204, _api.Ask("DELETE", $"teams({team})/teammembership_association/$ref?$id={WebApiHarness.Root}systemusers({user})").Status);
        Assert.Empty(_api.Get($"teams({team})/teammembership_association").Rows);
    }

    [Fact]
    public void A_row_posted_to_a_collection_belongs_to_it()
    {
        var account = _api.Post("accounts", """{"name":"Contoso"}""").EntityId;
        var contact = _api.Post($"accounts({account})/contact_customer_accounts", """{"lastname":"Roux"}""").EntityId;
        Assert.Equal(account, (Guid)_api.Get($"contacts({contact})?$select=_parentcustomerid_value")["_parentcustomerid_value"]!);
    }
}
