using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using Smarketing.LocalDataverse.WebApi.Batch;
using Smarketing.LocalDataverse.WebApi.Http;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

public sealed class MultipartTests
{
    private const string Boundary = "b_1";

    private static readonly Gen<MultipartPart> Parts = Gen.Select(
        Gen.Select(Gen.String[Gen.Char["abcXYZ-"], 1, 8], Gen.String[Gen.Char["abc =;/0é"], 0, 12]).Array[0, 3],
        Gen.Byte.Array[0, 60],
        (headers, content) => new MultipartPart([.. headers.Select(h => new KeyValuePair<string, string>(h.Item1, h.Item2.Trim()))], content));

    [Fact]
    public void What_is_written_is_read_back() => Parts.Array[0, 4].Sample(parts =>
    {
        var read = Multipart.Read(Multipart.Write(parts, "boundary_of_the_property"), "boundary_of_the_property");
        Assert.Equal(parts.Length, read.Count);
        foreach (var (before, after) in parts.Zip(read))
        {
            Assert.Equal(before.Headers, after.Headers);
            Assert.Equal(before.Content.ToArray(), after.Content.ToArray());
        }
    });

    [Fact]
    public void What_stands_before_the_first_and_after_the_last_boundary_is_nobodys()
    {
        var parts = Read("preamble\r\n--b_1\r\nA: 1\r\n\r\nx\r\n--b_1--\r\nepilogue");

        Assert.Equal(("1", "x"), (parts.Single()["a"], Text(parts.Single())));
    }

    [Fact]
    public void A_line_that_merely_begins_like_the_boundary_belongs_to_the_part()
    {
        Assert.Equal("--b_12\r\ny", Text(Read("--b_1\r\n\r\n--b_12\r\ny\r\n--b_1--").Single()));
    }

    [Fact]
    public void A_part_may_end_with_its_headers() => Assert.Equal("1", Read("--b_1\r\nA: 1\r\n\r\n--b_1--").Single()["A"]);

    [Theory]
    [InlineData("--b_1\r\nA: 1\r\n\r\nx\r\n", "does not end with the line '--b_1--'")]
    [InlineData("", "does not end with the line '--b_1--'")]
    [InlineData("--b_1\nA: 1\r\n\r\nx\r\n--b_1--", "Line 1")]
    [InlineData("--b_1\r\nA: 1\n\r\nx\r\n--b_1--", "Line 1")]
    [InlineData("--b_1\r\nA: 1\r\n\r\nx\n--b_1--", "LF alone")]
    [InlineData("--b_1\r\nno header\r\n\r\nx\r\n--b_1--", "'no header' is no header")]
    [InlineData("--b_1\r\n: 1\r\n\r\nx\r\n--b_1--", "is no header")]
    public void What_does_not_hold_together_is_refused_with_its_place(string body, string reason)
    {
        var refusal = Assert.Throws<WebApiException>(() => Read(body));

        Assert.Equal(400, refusal.Status);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multipart/mixed; boundary=batch_1", "batch_1")]
    [InlineData("multipart/mixed;boundary=\"batch_1\"", "batch_1")]
    [InlineData("Multipart/Mixed; charset=utf-8; BOUNDARY=b", "b")]
    public void The_boundary_stands_in_the_content_type(string type, string boundary) => Assert.Equal(boundary, Multipart.Boundary(type));

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("multipart/mixed")]
    [InlineData("multipart/mixed; boundary=")]
    [InlineData("multipart/mixed; boundary=\"a<b\"")]
    public void A_content_type_without_a_usable_boundary_is_refused(string? type) => Assert.Throws<WebApiException>(() => Multipart.Boundary(type));

    [Theory]
    [InlineData(70, true)]
    [InlineData(71, false)]
    public void A_boundary_has_at_most_70_characters(int length, bool isFine)
    {
        var type = $"multipart/mixed; boundary={new string('a', length)}";

        Assert.Equal(isFine, Record.Exception(() => Multipart.Boundary(type)) is null);
    }

    private static IReadOnlyList<MultipartPart> Read(string body) => Multipart.Read(Encoding.UTF8.GetBytes(body), Boundary);

    private static string Text(MultipartPart part) => Encoding.UTF8.GetString(part.Content.Span);
}
