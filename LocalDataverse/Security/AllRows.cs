using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Security;

/// <summary>The platform's own reading of a query to its end, page by page.</summary>
internal static class AllRows
{
    public static List<Entity> Of(Platform platform, QueryExpression query)
    {
        var found = new List<Entity>();
        query.PageInfo = new PagingInfo { Count = 5000, PageNumber = 1 };
        while (true)
        {
            var page = platform.Store.Query(query, Guid.Empty, platform.UtcNow);
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
