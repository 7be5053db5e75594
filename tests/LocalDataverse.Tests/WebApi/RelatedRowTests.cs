using System;
using System.Linq;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

/// <summary>Rows that are written together.</summary>
public sealed class RelatedRowTests : IDisposable
{
    private readonly WebApiHarness _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public void Related_rows_are_created_with_the_row_that_holds_them()
    {
        var answer = _api.Post("accounts", """{"name":"Contoso","primarycontactid":{"lastname":"Roux"},"contact_customer_accounts":[{"lastname":"Adams"},{"lastname":"Brown"}]}""");
        Assert.True(answer.Status == 204, answer.Text);
        var account = _api.Get($"accounts({answer.EntityId})?$select=name&$expand=primarycontactid($select=lastname),contact_customer_accounts($select=lastname;$orderby=lastname)");
        Assert.Equal("Roux", (string)account["primarycontactid"]!["lastname"]!);
        Assert.Equal("Adams Brown", string.Join(' ', account["contact_customer_accounts"]!.AsArray().Select(c => (string)c!["lastname"]!)));
    }

    [Fact]
    public void What_fails_within_leaves_nothing_behind()
    {
        var answer = _api.Post("accounts", """{"name":"Contoso","contact_customer_accounts":[{"lastname":"Adams"},{"lastname":"Brown","gendercode":99}]}""");
        Assert.Equal(400, answer.Status);
        Assert.Equal("0", _api.Get("accounts/$count").Text);
        Assert.Equal("0", _api.Get("contacts/$count").Text);
    }

    [Fact]
    public void Related_rows_inside_a_change_are_refused()
    {
        var id = _api.Post("accounts", """{"name":"Contoso"}""").EntityId;
        var answer = _api.Patch($"accounts({id})", """{"contact_customer_accounts":[{"lastname":"Adams"}]}""");
        Assert.Equal(400, answer.Status);
        Assert.Contains("contact_customer_accounts", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Participants_of_an_activity_say_what_they_do()
    {
        var contact = _api.Post("contacts", """{"lastname":"Roux"}""").EntityId;
        var user = _api.Local.Organization.AdministratorId;
        var answer = _api.Post("phonecalls", $$"""
            {"subject":"Pumps","phonecall_activity_parties":[
              {"participationtypemask":1,"partyid_systemuser@odata.bind":"/systemusers({{user}})"},
              {"participationtypemask":2,"partyid_contact@odata.bind":"/contacts({{contact}})"}]}
            """);
        Assert.True(answer.Status == 204, answer.Text);
        var parties = _api.Get($"phonecalls({answer.EntityId})?$select=subject&$expand=phonecall_activity_parties($select=participationtypemask,_partyid_value)")["phonecall_activity_parties"]!.AsArray();
        Assert.Contains(parties, p => (int)p!["participationtypemask"]! == 1 && (Guid)p["_partyid_value"]! == user);
        Assert.Contains(parties, p => (int)p!["participationtypemask"]! == 2 && (Guid)p["_partyid_value"]! == contact);
    }

    [Theory]
    [InlineData("""[{"participationtypemask":5}]""", "no participants with participationtypemask 5")]
    [InlineData("""[{}]""", "has no participationtypemask")]
    [InlineData("""{}""", "are a list")]
    public void Participants_that_make_no_sense_are_refused(string parties, string named)
    {
        var answer = _api.Post("phonecalls", $$"""{"subject":"Pumps","phonecall_activity_parties":{{parties}}}""");
        Assert.Equal(400, answer.Status);
        Assert.Contains(named, answer.ErrorMessage, StringComparison.Ordinal);
    }
}
