using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Reads all pages of a query that the platform asks for itself.</summary>
internal static class EveryRow
{
    private const int PageSize = 5000;

    public static List<Entity> Every(this Platform platform, QueryExpression query)
    {
        var found = new List<Entity>();
        query.PageInfo = new PagingInfo { Count = PageSize, PageNumber = 1 };
        while (true)
        {
            var page = platform.Store.Query(query, platform.System.SystemUserId, platform.UtcNow);
            found.AddRange(page.Entities);
            if (!page.MoreRecords)
            {
                return found;
            }

            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }
}
