using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.WebApi.Filter;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Reading;

/// <summary>How a figure is made of the rows of a group.</summary>
internal enum FigureKind
{
    Rows,
    Sum,
    Average,
    Min,
    Max,
    DistinctValues,
}

/// <summary>A figure: <c>revenue with sum as total</c>, or <c>$count as rows</c> without a column.</summary>
internal sealed record Figure(FigureKind Kind, IReadOnlyList<string> Path, string Alias);

/// <summary>What <c>$apply</c> asks for: which rows, in which groups, with which figures.</summary>
internal sealed record Aggregation(FilterNode? Filter, IReadOnlyList<IReadOnlyList<string>> Groups, IReadOnlyList<Figure> Figures)
{
    private const string Forms = "It takes aggregate(…), groupby((…)), groupby((…),aggregate(…)), and filter(…)/ before them";

    /// <summary>Reads <c>$apply</c>.</summary>
    /// <exception cref="WebApiException">It is not one of the forms the platform takes.</exception>
    public static Aggregation Read(string text)
    {
        var steps = OptionText.Split(text, '/').ToList();
        FilterNode? filter = null;
        if (steps.Count > 1 && Inside(steps[0], "filter") is { } condition)
        {
            filter = FilterParser.Parse(condition);
            steps.RemoveAt(0);
        }

        if (steps.Count == 1 && Inside(steps[0], "aggregate") is { } figures)
            return new Aggregation(filter, [], ReadFigures(figures));
        if (steps.Count == 1 && Inside(steps[0], "groupby") is { } grouping)
            return GroupBy(filter, grouping);
        throw Wrong(text);
    }

    private static Aggregation GroupBy(FilterNode? filter, string text)
    {
        var parts = OptionText.Split(text, ',').ToList();
        if (parts[0].Length < 3 || parts[0][0] != '(' || parts[0][^1] != ')' || parts.Count > 2)
            throw Wrong($"groupby({text})");
        var groups = OptionText.Split(parts[0][1..^1], ',').Select(g => (IReadOnlyList<string>)g.Split('/')).ToList();
        return parts.Count == 1
            ? new Aggregation(filter, groups, [])
            : new Aggregation(filter, groups, ReadFigures(Inside(parts[1], "aggregate") ?? throw Wrong($"groupby({text})")));
    }

    private static List<Figure> ReadFigures(string text)
    {
        var figures = OptionText.Split(text, ',').Select(ToFigure).ToList();
        var twice = figures.GroupBy(f => f.Alias, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? figures : throw WebApiException.Query($"'{twice.Key}' is the alias of two figures in $apply. Give each its own.");
    }

    private static Figure ToFigure(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["$count", "as", var alias] => new Figure(FigureKind.Rows, [], alias),
        [var path, "with", var method, "as", var alias] => new Figure(Kind(method), path.Split('/'), alias),
        _ => throw WebApiException.Query($"'{text}' is no figure of $apply. Write revenue with sum as total, or $count as rows."),
    };

    private static FigureKind Kind(string method) => method switch
    {
        "sum" => FigureKind.Sum,
        "average" => FigureKind.Average,
        "min" => FigureKind.Min,
        "max" => FigureKind.Max,
        "countdistinct" => FigureKind.DistinctValues,
        _ => throw WebApiException.Query($"'{method}' is no way to aggregate. Use sum, average, min, max or countdistinct."),
    };

    private static string? Inside(string text, string function) =>
        text.StartsWith(function + "(", StringComparison.Ordinal) && text.EndsWith(')') ? text[(function.Length + 1)..^1] : null;

    private static WebApiException Wrong(string text) => WebApiException.Query($"$apply cannot read '{text}'. {Forms}.");
}
