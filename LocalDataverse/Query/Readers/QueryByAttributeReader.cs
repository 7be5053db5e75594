using System;
using System.Globalization;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Readers;

/// <summary>Reads a QueryByAttribute, which is a QueryExpression whose conditions are all Equal, or Null where no value is given.</summary>
internal static class QueryByAttributeReader
{
    public static QueryTree Read(QueryByAttribute query, Func<string, TableLayout> layouts)
    {
        if (query.Attributes.Count != query.Values.Count)
            throw Fault.InvalidQuery($"The query has {query.Attributes.Count.ToString(CultureInfo.InvariantCulture)} attributes and {query.Values.Count.ToString(CultureInfo.InvariantCulture)} values. Give one value for each.", ErrorCodes.ByAttributeMismatch);
        var expression = new QueryExpression(query.EntityName)
        {
            ColumnSet = query.ColumnSet ?? new ColumnSet(),
            PageInfo = query.PageInfo ?? new PagingInfo(),
            TopCount = query.TopCount,
        };
        for (var i = 0; i < query.Attributes.Count; i++)
        {
            expression.Criteria.AddCondition(query.Values[i] is { } value
                ? new ConditionExpression(query.Attributes[i], ConditionOperator.Equal, value)
                : new ConditionExpression(query.Attributes[i], ConditionOperator.Null));
        }

        foreach (var order in query.Orders)
            expression.Orders.Add(order);
        return QueryExpressionReader.Read(expression, layouts);
    }
}
