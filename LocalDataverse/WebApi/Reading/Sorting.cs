using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.WebApi.Filter;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Reading;

/// <summary>One term of <c>$orderby</c>.</summary>
internal sealed record SortTerm(IReadOnlyList<string> Path, bool IsDescending);

/// <summary>Reads <c>$orderby</c> and writes it into a query.</summary>
internal static class Sorting
{
    public static IReadOnlyList<SortTerm> Read(string? text) =>
        string.IsNullOrWhiteSpace(text) ? [] : OptionText.Split(text, ',').Select(Term).ToList();

    public static void Write(IEnumerable<SortTerm> terms, QueryExpression query, JoinScope scope)
    {
        foreach (var term in terms)
        {
            var place = scope.Column(term.Path);
            query.Orders.Add(new OrderExpression(place.Column.LogicalName, term.IsDescending ? OrderType.Descending : OrderType.Ascending) { EntityName = place.Alias });
        }
    }

    private static SortTerm Term(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [var path] => new SortTerm(path.Split('/'), false),
            [var path, "asc" or "desc"] => new SortTerm(path.Split('/'), words[1] == "desc"),
            _ => throw WebApiException.Query($"'{text}' is no term of $orderby. Write a property, then asc or desc."),
        };
    }
}
