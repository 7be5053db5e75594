using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Smarketing.LocalDataverse.WebApi.Batch;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

public sealed class BatchTests : IDisposable
{
    private const string Missing = "00000000-0000-0000-0000-000000000001";
    private readonly WebApiHarness api = new();

    public void Dispose() => api.Dispose();

    [Fact]
    public void Requests_are_answered_in_their_order()
    {
        var answer = Send(
            Request("POST", "leads", """{"lastname":"One"}"""),
            Request("GET", "leads?$select=lastname"),
            Request("GET", "leads/$count"));

        Assert.Equal(200, answer.Status);
        var parts = Parts(answer);
        Assert.Equal(["204", "200", "200"], parts.Select(Status));
        Assert.Contains("OData-EntityId: http://127.0.0.1:5080/api/data/v9.2/leads(", Text(parts[0]), StringComparison.Ordinal);
        Assert.Contains("\"lastname\":\"One\"", Text(parts[1]), StringComparison.Ordinal);
        Assert.EndsWith("1", Text(parts[2]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("leads/$count")]
    [InlineData("/api/data/v9.2/leads/$count")]
    [InlineData("http://127.0.0.1:5080/api/data/v9.2/leads/$count")]
    public void An_address_may_be_relative_or_absolute(string address) => Assert.Equal("200", Status(Parts(Send(Request("GET", address)))[0]));

    [Fact]
    public void Without_continue_on_error_the_first_failure_ends_the_batch_and_gives_it_its_status()
    {
        var answer = Send(Request("POST", "leads", """{"lastname":"Kept"}"""), Request("GET", $"leads({Missing})"), Request("POST", "leads", """{"lastname":"Never"}"""));

        Assert.Equal(404, answer.Status);
        Assert.Equal(["204", "404"], Parts(answer).Select(Status));
        Assert.Equal(["Kept"], Names());
    }

    [Fact]
    public void With_continue_on_error_the_rest_is_answered()
    {
        var answer = Send([("Prefer", "odata.continue-on-error")], Request("GET", $"leads({Missing})"), Request("POST", "leads", """{"lastname":"After"}"""));

        Assert.Equal(200, answer.Status);
        Assert.Equal(["404", "204"], Parts(answer).Select(Status));
        Assert.Equal(["After"], Names());
    }

    [Fact]
    public void A_change_set_answers_with_its_content_ids()
    {
        var answer = Send(ChangeSet(Request("POST", "leads", """{"lastname":"A"}""", "1"), Request("POST", "leads", """{"lastname":"B"}""", "2")));

        var inner = Inner(Parts(answer).Single());
        Assert.Equal(["1", "2"], inner.Select(p => p["Content-ID"]));
        Assert.Equal(["204", "204"], inner.Select(Status));
        Assert.All(inner, p => Assert.Contains("OData-EntityId: ", Text(p), StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_set_is_done_whole_or_not_at_all()
    {
        var answer = Send(
            [("Prefer", "odata.continue-on-error")],
            ChangeSet(Request("POST", "leads", """{"lastname":"Gone"}""", "1"), Request("POST", "leads", """{"nonsense":1}""", "2")),
            Request("POST", "leads", """{"lastname":"Stays"}"""));

        var parts = Parts(answer);
        Assert.Equal(["400", "204"], parts.Select(Status));
        Assert.Equal("2", parts[0]["Content-ID"]);
        Assert.Equal(["Stays"], Names());
    }

    [Fact]
    public void Requests_of_a_change_set_mean_rows_made_before_by_their_content_id()
    {
        var answer = Send(ChangeSet(
            Request("POST", "accounts", """{"name":"Firm"}""", "1"),
            Request("POST", "contacts", """{"lastname":"Person","parentcustomerid_account@odata.bind":"$1"}""", "2"),
            Request("PUT", "$1/primarycontactid/$ref", """{"@odata.id":"$2"}""", "3"),
            Request("PATCH", "$2", """{"firstname":"First"}""", "4"),
            Request("PUT", "$2/jobtitle", """{"value":"Chief"}""", "5")));

        Assert.Equal(200, answer.Status);
        var contact = api.Get("contacts?$select=firstname,jobtitle&$expand=parentcustomerid_account($select=name)").Rows[0]!;
        Assert.Equal(("First", "Chief", "Firm"), ((string)contact["firstname"]!, (string)contact["jobtitle"]!, (string)contact["parentcustomerid_account"]!["name"]!));
        Assert.Equal("First Person", (string)api.Get("accounts?$expand=primarycontactid($select=fullname)").Rows[0]!["primarycontactid"]!["fullname"]!);
    }

    [Theory]
    [InlineData("PATCH", "$7", """{"firstname":"First"}""")]
    [InlineData("POST", "contacts", """{"lastname":"Person","parentcustomerid_account@odata.bind":"$7"}""")]
    public void A_content_id_nobody_has_is_refused_as_the_platform_does(string method, string address, string body)
    {
        var answer = Send(ChangeSet(Request(method, address, body, "1")));

        Assert.Equal(400, answer.Status);
        Assert.Contains("Content-ID Reference: '$7' does not exist in the batch context.", Text(Parts(answer)[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_a_change_set_that_failed_cannot_be_meant()
    {
        var answer = Send(
            [("Prefer", "odata.continue-on-error")],
            ChangeSet(Request("POST", "leads", """{"lastname":"Gone"}""", "1"), Request("POST", "leads", """{"nonsense":1}""", "2")),
            Request("PATCH", "$1", """{"lastname":"Still"}"""));

        Assert.Contains("Content-ID Reference: '$1'", Text(Parts(answer)[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_has_no_place_in_a_change_set()
    {
        Refused("GET request", ChangeSet(Request("POST", "leads", """{"lastname":"A"}""", "1"), Request("GET", "leads", null, "2")));
        Assert.Empty(Names());
    }

    [Fact]
    public void Content_ids_are_given_once() =>
        Refused("given twice", ChangeSet(Request("POST", "leads", """{"lastname":"A"}""", "1"), Request("POST", "leads", """{"lastname":"B"}""", "1")));

    [Fact]
    public void A_batch_cannot_stand_inside_a_batch() => Refused("inside a batch", Request("POST", "/api/data/v9.2/$batch", "x"));

    [Theory]
    [InlineData("Content-Type: text/plain\r\n\r\nGET leads HTTP/1.1\r\n\r\n", "text/plain")]
    [InlineData("Content-Type: application/http\r\nContent-Transfer-Encoding: base64\r\n\r\nGET leads HTTP/1.1\r\n\r\n", "base64")]
    [InlineData("Content-Type: application/http\r\n\r\nGET leads\r\n\r\n", "no request line")]
    [InlineData("Content-Type: application/http\r\n\r\nGET leads HTTP/1.1\nAccept: x\r\n\r\n", "no request line")]
    public void A_part_that_is_no_request_is_refused(string part, string reason) => Refused(reason, part);

    [Theory]
    [InlineData(1000, 200)]
    [InlineData(1001, 400)]
    public void A_batch_holds_at_most_1000_requests(int count, int status)
    {
        var requests = Enumerable.Repeat(Request("DELETE", "leads", null), count).ToArray();

        Assert.Equal(status, Send([("Prefer", "odata.continue-on-error")], requests).Status);
    }

    [Fact]
    public void A_batch_is_posted() => Assert.Equal(405, api.Get("$batch").Status);

    private void Refused(string reason, params string[] parts)
    {
        var answer = Send(parts);
        Assert.Equal(400, answer.Status);
        Assert.Contains(reason, answer.ErrorMessage, StringComparison.Ordinal);
    }

    private string[] Names() => [.. api.Get("leads?$select=lastname&$orderby=lastname").Rows.Select(r => (string)r!["lastname"]!)];

    private Answer Send(params string[] parts) => Send([], parts);

    private Answer Send((string Name, string Value)[] headers, params string[] parts)
    {
        var body = string.Concat(parts.Select(p => $"--batch\r\n{p}\r\n")) + "--batch--\r\n";
        return api.Ask("POST", "$batch", body, [("Content-Type", "multipart/mixed; boundary=batch"), .. headers]);
    }

    private static string Request(string method, string address, string? body = null, string? contentId = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n{(contentId is null ? "" : $"Content-ID: {contentId}\r\n")}\r\n{method} {address} HTTP/1.1\r\n{(body is null ? "" : "Content-Type: application/json\r\n")}\r\n{body}");

    private static string ChangeSet(params string[] requests) =>
        "Content-Type: multipart/mixed; boundary=set\r\n\r\n" + string.Concat(requests.Select(r => $"--set\r\n{r}\r\n")) + "--set--";

    private static MultipartPart[] Parts(Answer answer) => [.. Multipart.Read(Encoding.UTF8.GetBytes(answer.Text), Multipart.Boundary(answer.Headers["Content-Type"]))];

    private static MultipartPart[] Inner(MultipartPart part) => [.. Multipart.Read(part.Content, Multipart.Boundary(part["Content-Type"]))];

    private static string Status(MultipartPart part) => Text(part).Split(' ')[1];

    private static string Text(MultipartPart part) => Encoding.UTF8.GetString(part.Content.Span);
}
