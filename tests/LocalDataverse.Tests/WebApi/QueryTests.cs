using System;
using System.Linq;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

public sealed class QueryTests : IDisposable
{
    private readonly WebApiHarness _api = new();

    public QueryTests()
    {
        var contoso = _api.Post("accounts", """{"name":"Contoso","revenue":5000}""").EntityId;
        var fabrikam = _api.Post("accounts", """{"name":"Fabrikam"}""").EntityId;
        foreach (var (name, account, children) in ((string, Guid, int?)[])[("Adams", contoso, 1), ("Brown", contoso, 2), ("Clark", fabrikam, 3), ("O'Neil", fabrikam, null)])
        {
            _api.Post("contacts", $$"""{"lastname":"{{name}}","numberofchildren":{{children?.ToString() ?? "null"}},"parentcustomerid_account@odata.bind":"/accounts({{account}})"}""");
        }

        var adams = (Guid)_api.Get("contacts?$filter=lastname eq 'Adams'").Rows[0]!["contactid"]!;
        _api.Patch($"accounts({contoso})", $$"""{"primarycontactid@odata.bind":"/contacts({{adams}})"}""");
    }

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData("lastname eq 'Brown'", "Brown")]
    [InlineData("lastname eq 'brown'", "Brown")]
    [InlineData("lastname eq 'O''Neil'", "O'Neil")]
    [InlineData("lastname ne 'Brown'", "Adams Clark O'Neil")]
    [InlineData("not (lastname eq 'Brown')", "Adams Clark O'Neil")]
    [InlineData("numberofchildren gt 1", "Brown Clark")]
    [InlineData("numberofchildren ge 1 and numberofchildren lt 3", "Adams Brown")]
    [InlineData("2 le numberofchildren", "Brown Clark")]
    [InlineData("numberofchildren eq null", "O'Neil")]
    [InlineData("numberofchildren ne null", "Adams Brown Clark")]
    [InlineData("lastname in ('Adams','Clark')", "Adams Clark")]
    [InlineData("not (lastname in ('Adams','Clark'))", "Brown O'Neil")]
    [InlineData("contains(lastname,'la')", "Clark")]
    [InlineData("startswith(lastname,'b') or endswith(lastname,'s')", "Adams Brown")]
    [InlineData("not contains(lastname,'a')", "Brown O'Neil")]
    [InlineData("lastname eq 'Adams' or lastname eq 'Brown' and numberofchildren eq 9", "Adams")]
    [InlineData("(lastname eq 'Adams' or lastname eq 'Brown') and numberofchildren eq 9", "")]
    [InlineData("parentcustomerid_account/name eq 'Contoso'", "Adams Brown")]
    [InlineData("parentcustomerid_account/primarycontactid/lastname eq 'Adams' and parentcustomerid_account/revenue gt 4000.5", "Adams Brown")]
    [InlineData("numberofchildren in (@a,@b)&@a=1&@b=3", "Adams Clark")]
    [InlineData("createdon ge 2026-03-02", "Adams Brown Clark O'Neil")]
    [InlineData("createdon gt 2026-03-02T09:30:00Z", "")]
    [InlineData("Microsoft.Dynamics.CRM.Today(PropertyName='createdon')", "Adams Brown Clark O'Neil")]
    [InlineData("Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=2) and lastname eq 'Clark'", "Clark")]
    [InlineData("Microsoft.Dynamics.CRM.Between(PropertyName='numberofchildren',PropertyValues=['2','3'])", "Brown Clark")]
    [InlineData("not Microsoft.Dynamics.CRM.In(PropertyName='lastname',PropertyValues=['Adams','Brown'])", "Clark O'Neil")]
    [InlineData("Microsoft.Dynamics.CRM.EqualUserId(PropertyName='ownerid')", "Adams Brown Clark O'Neil")]
    [InlineData("account_primary_contact/any(a:a/name eq 'Contoso')", "Adams")]
    [InlineData("account_primary_contact/any()", "Adams")]
    [InlineData("not account_primary_contact/any(a:a/revenue gt 1)", "Brown Clark O'Neil")]
    [InlineData("account_primary_contact/all(a:a/revenue gt 9000)", "Brown Clark O'Neil")]
    [InlineData("account_primary_contact/all(a:a/revenue gt 4000)", "Adams Brown Clark O'Neil")]
    [InlineData("account_primary_contact/any(a:a/name eq 'Contoso') or lastname eq 'Clark'", "Adams Clark")]
    [InlineData("createdon eq modifiedon", "Adams Brown Clark O'Neil")]
    [InlineData("createdon lt modifiedon", "")]
    public void A_filter_finds_what_it_says(string filter, string names)
    {
        var answer = _api.Get($"contacts?$select=lastname&$orderby=lastname&$filter={filter}");
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(names, string.Join(' ', answer.Rows.Select(r => (string)r!["lastname"]!)));
    }

    [Theory]
    [InlineData("$filter=lastnam eq 'x'", "lastnam")]
    [InlineData("$filter=lastname eq 5", "Edm.String")]
    [InlineData("$filter=numberofchildren eq '5'", "Edm.Int32")]
    [InlineData("$filter=parentcustomerid eq 5", "_parentcustomerid_value")]
    [InlineData("$filter=lastname eq 'x", "unterminated")]
    [InlineData("$filter=lastname", "operator")]
    [InlineData("$filter=lastname like 'x'", "operator")]
    [InlineData("$filter=not lastname eq 'x'", "not (a eq b)")]
    [InlineData("$filter=tolower(lastname) eq 'x'", "no property")]
    [InlineData("$filter=year(createdon) gt 2000", "no property")]
    [InlineData("$filter=substringof(lastname,'x')", "substringof")]
    [InlineData("$filter=lastname eq @p", "@p")]
    [InlineData("$filter=Microsoft.Dynamics.CRM.Nonsense(PropertyName='lastname')", "Nonsense")]
    [InlineData("$filter=numberofchildren gt null", "null")]
    [InlineData("$select=nothing", "nothing")]
    [InlineData("$orderby=lastname sideways", "sideways")]
    [InlineData("$expand=nothing", "nothing")]
    [InlineData("$expand=parentcustomerid_account($filter=name eq 'x')", "single-valued")]
    [InlineData("$top=-1", "$top")]
    [InlineData("$skip=1", "$skip")]
    [InlineData("$search=x", "$search")]
    [InlineData("$count=yes", "$count")]
    [InlineData("$select=lastname&$select=firstname", "twice")]
    [InlineData("$skiptoken=nonsense", "$skiptoken")]
    public void A_query_that_makes_no_sense_is_refused_by_name(string query, string named)
    {
        var answer = _api.Get($"contacts?{query}");
        Assert.Equal(400, answer.Status);
        Assert.Equal("0x80060888", answer.ErrorCode);
        Assert.Contains(named, answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_set_is_not_found()
    {
        var answer = _api.Get("contact");
        Assert.Equal(404, answer.Status);
        Assert.Equal("0x8006088a", answer.ErrorCode);
        Assert.Equal("Resource not found for the segment 'contact'.", answer.ErrorMessage);
    }

    [Fact]
    public void Rows_are_sorted_in_the_order_asked_for()
    {
        var answer = _api.Get("contacts?$select=lastname&$orderby=parentcustomerid_account/name desc,lastname desc&$top=3");
        Assert.Equal("O'Neil Clark Brown", string.Join(' ', answer.Rows.Select(r => (string)r!["lastname"]!)));
    }

    [Fact]
    public void Pages_follow_one_another_by_their_links()
    {
        var names = "";
        var path = "contacts?$select=lastname&$orderby=lastname desc&$count=true";
        for (var pages = 0; ; pages++)
        {
            Assert.True(pages < 2);
            var page = _api.Get(path, ("Prefer", "odata.maxpagesize=3"));
            Assert.Equal(4, (int)page["@odata.count"]!);
            names += string.Concat(page.Rows.Select(r => ((string)r!["lastname"]!)[0]));
            if (page["@odata.nextLink"] is not { } next)
                break;
            Assert.Equal(3, page.Rows.Count);
            Assert.Equal("odata.maxpagesize=3", page.Headers["Preference-Applied"]);
            path = ((string)next!)[WebApiHarness.Root.Length..];
        }

        Assert.Equal("OCBA", names);
    }

    [Fact]
    public void Top_gives_no_link_and_zero_gives_no_row()
    {
        Assert.Null(_api.Get("contacts?$top=2").Json["@odata.nextLink"]);
        Assert.Empty(_api.Get("contacts?$top=0").Rows);
    }

    [Fact]
    public void Count_alone_is_plain_text()
    {
        var answer = _api.Get("contacts/$count?$filter=numberofchildren gt 1");
        Assert.Equal("2", answer.Text);
        Assert.Equal("text/plain", answer.Headers["Content-Type"]);
    }

    [Fact]
    public void Single_valued_navigation_is_expanded()
    {
        var answer = _api.Get("contacts?$select=lastname&$expand=parentcustomerid_account($select=name;$expand=primarycontactid($select=lastname))&$orderby=lastname");
        Assert.Equal($"{WebApiHarness.Root}$metadata#contacts(lastname,parentcustomerid_account(name,primarycontactid(lastname)))", (string)answer["@odata.context"]!);
        var account = answer.Rows[1]!["parentcustomerid_account"]!;
        Assert.Equal("Contoso", (string)account["name"]!);
        Assert.Equal("Adams", (string)account["primarycontactid"]!["lastname"]!);
        Assert.Null(answer.Rows[2]!["parentcustomerid_account"]!["primarycontactid"]);
        Assert.False(answer.Rows[0]!.AsObject().ContainsKey("_parentcustomerid_value"));
    }

    [Fact]
    public void Collections_are_expanded_filtered_sorted_and_cut()
    {
        var answer = _api.Get("accounts?$select=name&$orderby=name&$expand=contact_customer_accounts($select=lastname;$filter=numberofchildren ne null;$orderby=lastname desc;$top=1;$count=true)");
        Assert.Equal("Brown", (string)Assert.Single(answer.Rows[0]!["contact_customer_accounts"]!.AsArray())!["lastname"]!);
        Assert.Equal(2, (int)answer.Rows[0]!["contact_customer_accounts@odata.count"]!);
        Assert.Equal("Clark", (string)Assert.Single(answer.Rows[1]!["contact_customer_accounts"]!.AsArray())!["lastname"]!);
    }

    [Fact]
    public void Annotations_come_when_asked_for()
    {
        var answer = _api.Get("contacts?$select=_parentcustomerid_value&$filter=lastname eq 'Adams'", ("Prefer", "odata.include-annotations=\"Microsoft.Dynamics.CRM.*\""));
        Assert.Equal("account", (string)answer.Rows[0]!["_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname"]!);
        Assert.Equal("parentcustomerid_account", (string)answer.Rows[0]!["_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty"]!);
        Assert.DoesNotContain("FormattedValue", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("lookuplogicalname", _api.Get("contacts").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_metadata_there_is_no_control_information()
    {
        Assert.DoesNotContain("@odata.", _api.Get("contacts", ("Accept", "application/json;odata.metadata=none")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/png", 406)]
    [InlineData("application/json;odata.metadata=full", 406)]
    [InlineData("text/html, application/json;q=0.9", 200)]
    public void What_the_caller_cannot_read_is_not_written(string accept, int status) => Assert.Equal(status, _api.Get("contacts?$top=1", ("Accept", accept)).Status);

    [Fact]
    public void Other_bodies_than_JSON_and_other_methods_are_refused()
    {
        Assert.Equal(415, _api.Post("contacts", "<a/>", ("Content-Type", "text/xml")).Status);
        var answer = _api.Ask("DELETE", "contacts");
        Assert.Equal(405, answer.Status);
        Assert.Equal("GET, POST", answer.Headers["Allow"]);
    }
}
