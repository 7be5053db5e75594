using System;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Reading;

/// <summary>Where the next page begins, as the platform writes it into <c>$skiptoken</c>: a cookie that holds the paging cookie, encoded twice.</summary>
internal static class SkipToken
{
    public static string Write(int page, string? pagingCookie) => new XElement("cookie",
        new XAttribute("pagenumber", page.ToString(CultureInfo.InvariantCulture)),
        new XAttribute("pagingcookie", Uri.EscapeDataString(Uri.EscapeDataString(pagingCookie ?? ""))),
        new XAttribute("istracking", "False")).ToString(SaveOptions.DisableFormatting);

    /// <exception cref="WebApiException">It is none.</exception>
    public static (int Page, string? PagingCookie) Read(string text)
    {
        try
        {
            var cookie = XElement.Parse(text);
            if (cookie.Attribute("pagenumber") is { } number && int.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0)
            {
                var inner = Uri.UnescapeDataString(Uri.UnescapeDataString(cookie.Attribute("pagingcookie")?.Value ?? ""));
                return (page, inner.Length == 0 ? null : inner);
            }
        }
        catch (XmlException)
        {
            // Said below.
        }

        throw WebApiException.Query("Malformed XML in the paging cookie: $skiptoken is none of this server. Follow @odata.nextLink unchanged.");
    }
}
