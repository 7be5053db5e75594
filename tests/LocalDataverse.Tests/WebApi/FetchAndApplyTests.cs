using System;
using System.Linq;
using System.Text.Json.Nodes;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

public sealed class FetchAndApplyTests : IDisposable
{
    private readonly WebApiHarness _api = new();

    public FetchAndApplyTests()
    {
        var adams = _api.Post("contacts", """{"lastname":"Adams"}""").EntityId;
        foreach (var (name, revenue, contact) in ((string, int, bool)[])[("A", 100, true), ("B", 200, true), ("C", 300, false)])
            _api.Post("accounts", $$"""{"name":"{{name}}","revenue":{{revenue}},"address1_city":"{{(revenue > 150 ? "Paris" : "Lyon")}}"{{(contact ? $",\"primarycontactid@odata.bind\":\"/contacts({adams})\"" : "")}}}""");
    }

    public void Dispose() => _api.Dispose();

    [Fact]
    public void FetchXML_brings_columns_by_name_and_those_of_links_by_alias()
    {
        var answer = Fetch("""<fetch><entity name="account"><attribute name="name"/><attribute name="primarycontactid"/><order attribute="name"/><link-entity name="contact" from="contactid" to="primarycontactid" alias="c" link-type="outer"><attribute name="lastname"/></link-entity></entity></fetch>""");
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal($"{WebApiHarness.Root}$metadata#accounts(name,_primarycontactid_value)", (string)answer["@odata.context"]!);
        Assert.Equal("A", (string)answer.Rows[0]!["name"]!);
        Assert.NotNull(answer.Rows[0]!["accountid"]);
        Assert.NotNull(answer.Rows[0]!["_primarycontactid_value"]);
        Assert.Equal("Adams", (string)answer.Rows[0]!["c.lastname"]!);
        Assert.False(answer.Rows[2]!.AsObject().ContainsKey("c.lastname"));
    }

    [Fact]
    public void FetchXML_pages_by_its_cookie()
    {
        static string Query(int page, string cookie) => $"""<fetch count="2" page="{page}"{cookie}><entity name="account"><attribute name="name"/><order attribute="name"/></entity></fetch>""";
        var first = Fetch(Query(1, ""));
        var cookie = (string)first["@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"]!;
        Assert.True((bool)first["@Microsoft.Dynamics.CRM.morerecords"]!);
        Assert.StartsWith("<cookie pagenumber=\"2\"", cookie, StringComparison.Ordinal);

        // As clients do: the inner cookie, decoded twice, goes into the FetchXML as an attribute.
        var inner = Uri.UnescapeDataString(Uri.UnescapeDataString(System.Xml.Linq.XElement.Parse(cookie).Attribute("pagingcookie")!.Value));
        var second = Fetch(Query(2, $" paging-cookie=\"{System.Security.SecurityElement.Escape(inner)}\""));
        Assert.Equal("C", (string)Assert.Single(second.Rows)!["name"]!);
        Assert.False(second.Json.AsObject().ContainsKey("@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"));
    }

    [Fact]
    public void FetchXML_aggregates_come_under_their_aliases_without_an_id()
    {
        var answer = Fetch("""<fetch aggregate="true"><entity name="account"><attribute name="address1_city" alias="city" groupby="true"/><attribute name="accountid" alias="n" aggregate="count"/><order alias="city"/></entity></fetch>""");
        Assert.Equal("""{"city":"Lyon","n":1} {"city":"Paris","n":2}""", string.Join(' ', answer.Rows.Select(Plain)));
    }

    [Fact]
    public void FetchXML_of_another_table_and_broken_FetchXML_are_refused()
    {
        Assert.Contains("'contact'", Fetch("""<fetch><entity name="contact"/></fetch>""").ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(400, Fetch("<fetch").Status);
        Assert.Equal(501, _api.Get($"accounts?userQuery={Guid.NewGuid()}").Status);
        Assert.Equal(404, _api.Get($"accounts?savedQuery={Guid.NewGuid()}").Status);
    }

    private Answer Fetch(string xml) => _api.Get($"accounts?fetchXml={Uri.EscapeDataString(xml)}", ("Prefer", "odata.include-annotations=\"Microsoft.Dynamics.CRM.*\""));

    private static string Plain(JsonNode? row) => row!.ToJsonString();
}
