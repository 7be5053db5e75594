using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Sql;

/// <summary>
/// Where a page ended: the values of the sort keys of its last row. The next page begins behind them, so that rows added or removed
/// meanwhile shift nothing.
/// </summary>
internal static class PagingCookie
{
    /// <summary>The cookie for a page.</summary>
    public static string Write(int page, IReadOnlyList<SortKey> keys, IReadOnlyList<SqlValue> first, IReadOnlyList<SqlValue> last)
    {
        var cookie = new XElement("cookie", new XAttribute("page", page.ToString(CultureInfo.InvariantCulture)));
        for (var i = 0; i < keys.Count; i++)
        {
            var key = new XElement("key", new XAttribute("name", keys[i].Name));
            Put(key, "last", last[i]);
            Put(key, "first", first[i]);
            cookie.Add(key);
        }

        return cookie.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>The values a page ended with; null when the cookie is of another page than the one before <paramref name="page"/>.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The cookie is none, or belongs to another query.</exception>
    public static IReadOnlyList<SqlValue>? Read(string cookie, int page, IReadOnlyList<SortKey> keys)
    {
        try
        {
            var element = XElement.Parse(cookie);
            if (int.Parse(element.Attribute("page")!.Value, CultureInfo.InvariantCulture) != page - 1)
                return null;
            var values = element.Elements("key").ToList();
            if (values.Count == keys.Count && values.Zip(keys).All(p => string.Equals(p.First.Attribute("name")?.Value, p.Second.Name, StringComparison.Ordinal)))
                return values.ConvertAll(v => Get(v, "last"));
        }
        catch (Exception e) when (e is XmlException or FormatException or NullReferenceException or OverflowException)
        {
            // Said below, like a cookie that reads well but is of another query.
        }

        throw Fault.InvalidQuery("The paging cookie does not belong to this query. Pass back the PagingCookie of the page before, unchanged, with the same query.");
    }

    private static void Put(XElement key, string name, SqlValue value)
    {
        var (kind, text) = value.Kind switch
        {
            SqlKind.Integer => ("i", value.Integer.ToString(CultureInfo.InvariantCulture)),
            SqlKind.Real => ("r", value.Real.ToString("R", CultureInfo.InvariantCulture)),
            SqlKind.Text => ("t", XmlConvert.EncodeLocalName(value.Text!)),
            SqlKind.Bytes => ("b", Convert.ToHexString(value.Bytes!)),
            _ => ("n", ""),
        };
        key.Add(new XAttribute(name, kind + text));
    }

    private static SqlValue Get(XElement key, string name)
    {
        var text = key.Attribute(name)!.Value;
        return text[0] switch
        {
            'i' => SqlValue.Of(long.Parse(text.AsSpan(1), CultureInfo.InvariantCulture)),
            'r' => SqlValue.Of(double.Parse(text.AsSpan(1), CultureInfo.InvariantCulture)),
            't' => SqlValue.Of(XmlConvert.DecodeName(text[1..])),
            'b' => SqlValue.Of(Convert.FromHexString(text.AsSpan(1))),
            'n' => SqlValue.Null,
            _ => throw new FormatException(),
        };
    }
}
