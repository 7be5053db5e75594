using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Json;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Reading;

/// <summary>Answers <c>GET set?fetchXml=…</c>.</summary>
internal sealed class FetchReader(WebApiCall call, TableModel table)
{
    public WebApiResponse Read(string fetch)
    {
        call.Options.Allow();
        var root = Parse(fetch);
        var entity = root?.Element("entity");
        if (entity?.Attribute("name")?.Value is { } name && name != table.Name)
            throw WebApiException.Query($"The FetchXML reads '{name}', but the address is that of '{table.SetName}'. Send it to the set of its own table.");
        var page = call.Service.RetrieveMultiple(new FetchExpression(fetch));
        var number = int.TryParse(root?.Attribute("page")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1;
        return RowsAnswer.Collection(call, new ShapedRows(RowShape.Whole(table), page.Entities, []), new PageFacts
        {
            Context = $"$metadata#{table.SetName}{Chosen(entity)}",
            AnnotatedCount = page.TotalRecordCount,
            CountIsCut = page.TotalRecordCountLimitExceeded,
            MoreRecords = page.MoreRecords,

            // Only when there is a next page to begin.
            FetchCookie = page.MoreRecords ? SkipToken.Write(number + 1, page.PagingCookie) : null,
        }, Write);
    }

    // What the query brought and no more: columns under their names, those of links and figures under their aliases.
    private void Write(Utf8JsonWriter json, RowWriter writer, Entity row)
    {
        json.WriteStartObject();
        if (row.RowVersion is { Length: > 0 } version && !call.IsBare)
            json.WriteString("@odata.etag", ETag.Of(version));
        var columns = table.Properties.Values.Where(c => row.Attributes.TryGetValue(c.LogicalName, out var value) && value is not AliasedValue).ToList();
        if (columns.Count > 0 || row.Id != System.Guid.Empty)
            writer.Properties(new RowShape(table, columns, []) { ShowsId = row.Id != System.Guid.Empty }, row);
        foreach (var (alias, value) in row.Attributes.Select(a => (a.Key, a.Value as AliasedValue)))
        {
            if (value is not null)
                writer.Aliased(row, alias, alias, value);
        }

        json.WriteEndObject();
    }

    private string Chosen(XElement? entity)
    {
        var names = (entity?.Elements("attribute") ?? []).Select(a => a.Attribute("name")?.Value)
            .Where(n => n is not null && table.Table.TryColumn(n, out _)).Select(n => TableModel.PropertyOf(table.Table.Column(n!))).ToList();
        return names.Count == 0 ? "" : $"({string.Join(',', names)})";
    }

    // Only to look at; whether the FetchXML is sound is for the query to say.
    private static XElement? Parse(string fetch)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(fetch), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
