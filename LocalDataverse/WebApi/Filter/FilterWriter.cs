using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Filter;

/// <summary>Writes a filter as the conditions of a QueryExpression. <c>not</c> goes inwards, to the operators that mean the opposite.</summary>
internal sealed class FilterWriter(WebApiModel model, QueryOptions options)
{
    /// <summary>The conditions of a filter.</summary>
    public FilterExpression Write(FilterNode node, JoinScope scope) => Write(node, scope, isNegated: false, nullsToo: false);

    // nullsToo: what is denied is also true of rows whose column is empty, as all() asks for.
    private FilterExpression Write(FilterNode node, JoinScope scope, bool isNegated, bool nullsToo) => node switch
    {
        AndNode and => Combine(isNegated ? LogicalOperator.Or : LogicalOperator.And, Write(and.Left, scope, isNegated, nullsToo), Write(and.Right, scope, isNegated, nullsToo)),
        OrNode or => Combine(isNegated ? LogicalOperator.And : LogicalOperator.Or, Write(or.Left, scope, isNegated, nullsToo), Write(or.Right, scope, isNegated, nullsToo)),
        NotNode not => Write(not.Operand, scope, !isNegated, nullsToo),
        CompareNode compare => Compare(compare, scope, isNegated, nullsToo),
        InNode choice => Choice(choice, scope, isNegated),
        CallNode call => TextFunctions.Write(call, scope, isNegated, Resolve),
        QueryFunctionNode function => One(QueryFunctions.Write(function, scope, isNegated, Resolve)),
        LambdaNode lambda => Lambda(lambda, scope, isNegated),
        _ => throw WebApiException.Query($"'{FilterPrinter.Print(node)}' is no condition."),
    };

    private static FilterExpression Combine(LogicalOperator combination, FilterExpression left, FilterExpression right)
    {
        var filter = new FilterExpression(combination);
        foreach (var part in (FilterExpression[])[left, right])
        {
            // What combines in the same way goes into one filter: a or b or c is three conditions, not a tower.
            if (part.AnyAllFilterLinkEntity is null && (part.FilterOperator == combination || part.Conditions.Count + part.Filters.Count == 1))
            {
                filter.Conditions.AddRange(part.Conditions);
                filter.Filters.AddRange(part.Filters);
            }
            else
            {
                filter.Filters.Add(part);
            }
        }

        return filter;
    }

    private static FilterExpression One(ConditionExpression condition)
    {
        var filter = new FilterExpression(LogicalOperator.And);
        filter.Conditions.Add(condition);
        return filter;
    }

    private FilterExpression Compare(CompareNode compare, JoinScope scope, bool isNegated, bool nullsToo)
    {
        var (left, comparison, right) = (Resolve(compare.Left), compare.Operator, Resolve(compare.Right));
        if (left is not PathNode && right is PathNode)
            (left, comparison, right) = (right, Mirror(comparison), left);
        if (left is not PathNode path)
            throw WebApiException.Query($"'{FilterPrinter.Print(compare)}' compares no property. One side is the name of a property.");
        if (isNegated)
            comparison = Opposite(comparison);
        var place = scope.Column(path.Segments);
        if (right is LiteralNode { Value: null })
            return One(NullCondition(place, comparison, compare));
        if (right is PathNode other)
            return One(Columns(place, comparison, scope.Column(other.Segments)));
        var condition = new ConditionExpression(place.Column.LogicalName, Operator(comparison), ColumnLiteral.Value(place.Table, place.Column, right)) { EntityName = place.Alias };
        return isNegated && nullsToo && comparison is not (Comparison.Eq or Comparison.Ne)
            ? Combine(LogicalOperator.Or, One(condition), One(new ConditionExpression(place.Column.LogicalName, ConditionOperator.Null) { EntityName = place.Alias }))
            : One(condition);
    }

    private static ConditionExpression Columns(PlacedColumn place, Comparison comparison, PlacedColumn other) =>
        new(place.Column.LogicalName, Operator(comparison), compareColumns: true, other.Alias is null ? other.Column.LogicalName : $"{other.Alias}.{other.Column.LogicalName}") { EntityName = place.Alias };

    private static ConditionExpression NullCondition(PlacedColumn place, Comparison comparison, CompareNode compare) => new(place.Column.LogicalName, comparison switch
    {
        Comparison.Eq => ConditionOperator.Null,
        Comparison.Ne => ConditionOperator.NotNull,
        _ => throw WebApiException.Query($"'{FilterPrinter.Print(compare)}': null can be compared with eq and ne only."),
    })
    { EntityName = place.Alias };

    private FilterExpression Choice(InNode choice, JoinScope scope, bool isNegated)
    {
        if (Resolve(choice.Left) is not PathNode path)
            throw WebApiException.Query($"'{FilterPrinter.Print(choice)}': before 'in' stands the name of a property.");
        if (Resolve(choice.Values) is not ListNode { Items.Count: > 0 } list)
            throw WebApiException.Query($"'{FilterPrinter.Print(choice)}': after 'in' stands a list of values, ('a','b').");
        var place = scope.Column(path.Segments);
        var values = list.Items.Select(i => ColumnLiteral.Value(place.Table, place.Column, Resolve(i))).ToArray();
        return One(new ConditionExpression(place.Column.LogicalName, isNegated ? ConditionOperator.NotIn : ConditionOperator.In, values) { EntityName = place.Alias });
    }

    // all(p) says that there is no row of which p is not true.
    private FilterExpression Lambda(LambdaNode lambda, JoinScope scope, bool isNegated)
    {
        var collection = scope.Collection(lambda.Path.Segments);
        var join = lambda.IsAll != isNegated ? JoinOperator.NotAny : JoinOperator.Any;
        var target = model.Table(collection.Target);
        var link = new LinkEntity(scope.Table.Name, collection.Intersect?.Table ?? target.Name, scope.Table.Table.PrimaryId, collection.Column, join);
        var rows = link;
        if (collection.Intersect is { } intersect)
        {
            rows = new LinkEntity(intersect.Table, target.Name, intersect.OtherColumn, target.Table.PrimaryId, JoinOperator.Inner);
            if (lambda.Body is not null)
                link.LinkEntities.Add(rows);
        }

        if (lambda.Body is { } body)
            rows.LinkCriteria = Write(body, scope.Within(target, rows, lambda.Variable), isNegated: lambda.IsAll, nullsToo: lambda.IsAll);
        return new FilterExpression(LogicalOperator.And) { AnyAllFilterLinkEntity = link };
    }

    private FilterNode Resolve(FilterNode node) => node is AliasNode alias
        ? FilterParser.ParseValue(options[alias.Name] ?? throw WebApiException.Query($"The parameter alias '{alias.Name}' has no value. Add {alias.Name}=… to the address."))
        : node;

    private static Comparison Mirror(Comparison comparison) => comparison switch
    {
        Comparison.Gt => Comparison.Lt,
        Comparison.Ge => Comparison.Le,
        Comparison.Lt => Comparison.Gt,
        Comparison.Le => Comparison.Ge,
        _ => comparison,
    };

    private static Comparison Opposite(Comparison comparison) => comparison switch
    {
        Comparison.Eq => Comparison.Ne,
        Comparison.Ne => Comparison.Eq,
        Comparison.Gt => Comparison.Le,
        Comparison.Ge => Comparison.Lt,
        Comparison.Lt => Comparison.Ge,
        _ => Comparison.Gt,
    };

    private static ConditionOperator Operator(Comparison comparison) => comparison switch
    {
        Comparison.Eq => ConditionOperator.Equal,
        Comparison.Ne => ConditionOperator.NotEqual,
        Comparison.Gt => ConditionOperator.GreaterThan,
        Comparison.Ge => ConditionOperator.GreaterEqual,
        Comparison.Lt => ConditionOperator.LessThan,
        _ => ConditionOperator.LessEqual,
    };
}
