using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.WebApi.Filter;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Json;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Reading;

/// <summary>Answers <c>GET set?…</c>: options become a QueryExpression, rows a page.</summary>
internal sealed class CollectionReader(WebApiCall call)
{
    /// <summary>The rows of a table, narrowed where the address says so.</summary>
    /// <param name="table">The table.</param>
    /// <param name="narrow">Conditions beside those of <c>$filter</c>, such as the row whose collection is read.</param>
    public WebApiResponse Read(TableModel table, Action<QueryExpression>? narrow = null)
    {
        if (call.Options["$apply"] is not null && narrow is null)
            return new AggregateReader(call, table).Read();
        if (call.Options["fetchXml"] is { } fetch && narrow is null)
            return new FetchReader(call, table).Read(fetch);
        if (SavedQueries.Find(call, table) is { } saved && narrow is null)
            return new FetchReader(call, table).Read(saved);
        call.Options.Allow("$select", "$filter", "$expand", "$orderby", "$top", "$count", "$skiptoken");
        var shape = RowShape.Read(call.Model, table, call.Options);
        var query = Query(table, shape, narrow);
        var withCount = CollectionOptions.Count(call.Options["$count"]);
        query.PageInfo.ReturnTotalRecordCount = withCount;
        var page = call.Service.RetrieveMultiple(query);
        if (call.Options["$top"] == "0")
        {
            page.Entities.Clear();
            page.MoreRecords = false;
        }

        var rows = new Expander(call).Expand(shape, page.Entities);
        return RowsAnswer.Collection(call, rows, new PageFacts
        {
            Context = $"$metadata#{table.SetName}{shape.Context}",
            Count = withCount ? page.TotalRecordCount : null,
            CountIsCut = page.TotalRecordCountLimitExceeded,
            MoreRecords = page.MoreRecords,
            NextLink = page.MoreRecords && query.TopCount is null ? NextLink(query.PageInfo.PageNumber + 1, page.PagingCookie) : null,
        });
    }

    /// <summary>Only the addresses of the rows.</summary>
    public WebApiResponse References(TableModel table, Action<QueryExpression>? narrow)
    {
        call.Options.Allow("$filter", "$orderby", "$top", "$skiptoken");
        var query = Query(table, new RowShape(table, [table.Table.PrimaryIdColumn], []), narrow);
        var page = call.Service.RetrieveMultiple(query);
        return RowsAnswer.References(call, table, page.Entities.Select(r => r.Id),
            page.MoreRecords && query.TopCount is null ? NextLink(query.PageInfo.PageNumber + 1, page.PagingCookie) : null);
    }

    /// <summary>The number of rows, at most 5,000 as on the platform.</summary>
    public WebApiResponse Count(TableModel table, Action<QueryExpression>? narrow = null)
    {
        call.Options.Allow("$filter");
        var query = Query(table, new RowShape(table, [table.Table.PrimaryIdColumn], []), narrow);
        query.TopCount = null;
        query.PageInfo = new PagingInfo { PageNumber = 1, Count = 1, ReturnTotalRecordCount = true };
        var count = call.Service.RetrieveMultiple(query).TotalRecordCount;
        return WebApiResponse.Text(count.ToString(CultureInfo.InvariantCulture));
    }

    private QueryExpression Query(TableModel table, RowShape shape, Action<QueryExpression>? narrow)
    {
        var query = new QueryExpression(table.Name) { ColumnSet = shape.ColumnSet };
        var scope = JoinScope.Of(call.Model, table, query);
        if (call.Options["$filter"] is { } filter)
            query.Criteria = Expander.Conjunction(new FilterWriter(call.Model, call.Options).Write(FilterParser.Parse(filter), scope));
        narrow?.Invoke(query);
        Sorting.Write(Sorting.Read(call.Options["$orderby"]), query, scope);
        if (CollectionOptions.Top(call.Options["$top"]) is { } top and > 0)
        {
            query.TopCount = Math.Min(top, 5000);
            return query;
        }

        query.PageInfo = new PagingInfo { PageNumber = 1, Count = call.Preferences.MaxPageSize ?? 5000 };
        if (call.Options["$skiptoken"] is { } token)
            (query.PageInfo.PageNumber, query.PageInfo.PagingCookie) = SkipToken.Read(token);
        return query;
    }

    private string NextLink(int page, string? cookie)
    {
        var question = call.Request.Target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? call.Request.Target : call.Request.Target[..question];
        var options = call.Options.All.Where(o => o.Key != "$skiptoken").Select(o => $"{o.Key}={Uri.EscapeDataString(o.Value)}")
            .Append($"$skiptoken={Uri.EscapeDataString(SkipToken.Write(page, cookie))}");
        return new Uri(call.Session.Root, path).AbsoluteUri + "?" + string.Join('&', options);
    }
}
