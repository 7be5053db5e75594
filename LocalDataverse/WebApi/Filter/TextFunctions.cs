using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Filter;

/// <summary><c>contains</c>, <c>startswith</c> and <c>endswith</c>: the only functions of OData that the platform takes. Wildcards count in all three.</summary>
internal static class TextFunctions
{
    public static FilterExpression Write(CallNode call, JoinScope scope, bool isNegated, Func<FilterNode, FilterNode> resolve)
    {
        var known = call.Function switch
        {
            "contains" => isNegated ? ConditionOperator.NotLike : ConditionOperator.Like,
            "startswith" => isNegated ? ConditionOperator.DoesNotBeginWith : ConditionOperator.BeginsWith,
            "endswith" => isNegated ? ConditionOperator.DoesNotEndWith : ConditionOperator.EndsWith,
            _ => throw WebApiException.Query($"The function '{call.Function}' is not supported in $filter. Use contains, startswith, endswith, or a query function such as Microsoft.Dynamics.CRM.OnOrAfter(PropertyName='createdon',PropertyValue='2026-01-01')."),
        };
        if (call.Arguments is not [PathNode path, var second] || resolve(second) is not LiteralNode { Value: string text })
            throw WebApiException.Query($"'{FilterPrinter.Print(call)}': {call.Function} takes a property and a text: {call.Function}(name,'x').");
        var place = scope.Column(path.Segments);
        if (!place.Column.IsText)
            throw WebApiException.Query($"'{FilterPrinter.Print(call)}': '{place.Column.LogicalName}' is {place.Column.Type}; {call.Function} takes a text property.");
        var filter = new FilterExpression(LogicalOperator.And);
        filter.Conditions.Add(new ConditionExpression(place.Column.LogicalName, known, call.Function == "contains" ? $"%{text}%" : text) { EntityName = place.Alias });
        return filter;
    }
}
