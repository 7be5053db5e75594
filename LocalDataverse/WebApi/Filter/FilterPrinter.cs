using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Smarketing.LocalDataverse.WebApi.Addressing;

namespace Smarketing.LocalDataverse.WebApi.Filter;

/// <summary>Writes a filter as text that reads back as the same filter.</summary>
internal static class FilterPrinter
{
    public static string Print(FilterNode node) => node switch
    {
        LiteralNode literal => Literal(literal.Value),
        EnumNode value => $"{value.Type}{Literal(value.Text)}",
        ListNode list => $"[{Join(list.Items)}]",
        AliasNode alias => alias.Name,
        PathNode path => path.ToString(),
        CompareNode compare => $"{Print(compare.Left)} {Word(compare.Operator)} {Print(compare.Right)}",
        InNode { Values: ListNode list } choice => $"{Print(choice.Left)} in ({Join(list.Items)})",
        InNode choice => $"{Print(choice.Left)} in {Print(choice.Values)}",
        AndNode and => $"{Operand(and.Left, and)} and {Operand(and.Right, and, isRight: true)}",
        OrNode or => $"{Operand(or.Left, or)} or {Operand(or.Right, or, isRight: true)}",
        NotNode not => not.Operand is CallNode or QueryFunctionNode or LambdaNode or NotNode ? $"not {Print(not.Operand)}" : $"not ({Print(not.Operand)})",
        CallNode call => $"{call.Function}({Join(call.Arguments)})",
        QueryFunctionNode function =>
            $"{string.Concat(function.Variable.Select(v => v + "/"))}{PathSegment.Namespace}{function.Function}({string.Join(',', function.Arguments.Select(a => $"{a.Name}={Print(a.Value)}"))})",
        LambdaNode { Body: null } lambda => $"{lambda.Path}/any()",
        LambdaNode lambda => $"{lambda.Path}/{(lambda.IsAll ? "all" : "any")}({lambda.Variable}:{Print(lambda.Body)})",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    /// <summary>A literal as OData writes it.</summary>
    public static string Literal(object? value) => value switch
    {
        null => "null",
        true => "true",
        false => "false",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        decimal number => number.ToString(CultureInfo.InvariantCulture) is var digits && digits.Contains('.', StringComparison.Ordinal) ? digits : digits + ".0",
        double number => Real(number),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Real(double number)
    {
        if (double.IsPositiveInfinity(number))
            return "INF";
        if (double.IsNegativeInfinity(number))
            return "-INF";
        if (double.IsNaN(number))
            return "NaN";
        var text = number.ToString("E16", CultureInfo.InvariantCulture);
        return text.Replace("E+", "e", StringComparison.Ordinal).Replace("E-", "e-", StringComparison.Ordinal);
    }

    private static string Word(Comparison comparison) => comparison.ToString().ToLowerInvariant();

    private static string Join(IEnumerable<FilterNode> nodes) => string.Join(',', nodes.Select(Print));

    // Reading goes from the left, so the same operator on the right needs parentheses, and 'or' inside 'and' on both sides.
    private static string Operand(FilterNode node, FilterNode around, bool isRight = false) =>
        node is OrNode && around is AndNode || (isRight && node.GetType() == around.GetType()) ? $"({Print(node)})" : Print(node);
}
