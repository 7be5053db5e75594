using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Cli.Run;

/// <summary>All rows of a query, whatever their number.</summary>
internal static class Pages
{
    /// <summary>Reads page after page before anything is done with the rows, since what is done may change what the query finds.</summary>
    public static List<Entity> All(IOrganizationService service, QueryExpression query) => [.. Each(service, query)];

    /// <summary>Reads page after page as the rows are asked for: for rows too large to hold together, and work that changes none of them.</summary>
    public static IEnumerable<Entity> Each(IOrganizationService service, QueryExpression query)
    {
        query.PageInfo = new PagingInfo { PageNumber = 1, Count = 5_000 };
        EntityCollection page;
        do
        {
            page = service.RetrieveMultiple(query);
            foreach (var row in page.Entities)
            {
                yield return row;
            }

            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
        while (page.MoreRecords);
    }
}
