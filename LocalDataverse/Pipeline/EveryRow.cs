using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>Reads all pages of a query that the platform asks for itself; nothing in it may depend on a user.</summary>
internal static class EveryRow
{
    private const int PageSize = 5000;

    public static List<Entity> Every(this Platform platform, QueryExpression query, int most = int.MaxValue)
    {
        var found = new List<Entity>();
        query.PageInfo = new PagingInfo { Count = Math.Min(most, PageSize), PageNumber = 1 };
        while (true)
        {
            var page = platform.Store.Query(query, Guid.Empty, platform.UtcNow);
            found.AddRange(page.Entities);
            if (!page.MoreRecords || found.Count >= most)
            {
                return found;
            }

            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }
}
