using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.LocalDataverse.Metadata.Changes;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Filter;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Metadata;

/// <summary>A <c>$filter</c> over metadata: comparisons of simple properties and enumerations, and of the value inside a managed property.</summary>
internal static class MetadataFilter
{
    /// <summary>Refuses what cannot be decided for items of a type.</summary>
    public static void Check(FilterNode node, Type type)
    {
        switch (node)
        {
            case AndNode and:
                Check(and.Left, type);
                Check(and.Right, type);
                break;
            case OrNode or:
                Check(or.Left, type);
                Check(or.Right, type);
                break;
            case NotNode not:
                Check(not.Operand, type);
                break;
            case CompareNode { Left: PathNode path, Right: LiteralNode or EnumNode } compare:
                CheckComparison(ValueType(path, type), compare.Right, path);
                break;
            case InNode { Left: PathNode path, Values: ListNode list } when list.Items.All(i => i is LiteralNode or EnumNode):
                foreach (var item in list.Items)
                    CheckComparison(ValueType(path, type), item, path);
                break;
            case CallNode call:
                throw new WebApiException(501, WebApiException.NotFound, $"The \"{call.Function}\" function isn't supported for Metadata Entities. Compare with eq, or filter what you get.");
            default:
                throw WebApiException.Query($"'{FilterPrinter.Print(node)}' cannot be decided for metadata. Compare a property with a value: LogicalName eq 'lead'.");
        }
    }

    /// <summary>Whether an item satisfies a filter that was checked.</summary>
    public static bool Matches(FilterNode node, object item) => node switch
    {
        AndNode and => Matches(and.Left, item) && Matches(and.Right, item),
        OrNode or => Matches(or.Left, item) || Matches(or.Right, item),
        NotNode not => !Matches(not.Operand, item),
        InNode { Left: PathNode path, Values: ListNode list } => list.Items.Any(i => MetadataCriteria.Same(Value(path, item), Wanted(i))),
        CompareNode { Left: PathNode path } compare => Compare(compare.Operator, Value(path, item), Wanted(compare.Right)),
        _ => false,
    };

    private static bool Compare(Comparison comparison, object? actual, object? wanted) => comparison switch
    {
        Comparison.Eq => MetadataCriteria.Same(actual, wanted),
        Comparison.Ne => !MetadataCriteria.Same(actual, wanted),
        _ => MetadataCriteria.Compare(actual, wanted) is { } order && comparison switch
        {
            Comparison.Gt => order > 0,
            Comparison.Ge => order >= 0,
            Comparison.Lt => order < 0,
            _ => order <= 0,
        },
    };

    private static object? Value(PathNode path, object item) =>
        MetadataShape.Of(item.GetType()).TryGetValue(path.Segments[0], out var property) ? MetadataShape.Simple(property.GetValue(item), out _) : null;

    private static object? Wanted(FilterNode node) => node switch
    {
        EnumNode named => named.Text,
        LiteralNode { Value: DateTimeOffset moment } => moment.UtcDateTime,
        LiteralNode literal => literal.Value switch { long number when number is >= int.MinValue and <= int.MaxValue => (int)number, var value => value },
        _ => null,
    };

    // The simple type at the end of a path.
    private static Type ValueType(PathNode path, Type type)
    {
        var model = MetadataType.Of(type);
        if (!model.Properties.TryGetValue(path.Segments[0], out var property))
            throw model.NoProperty(path.Segments[0]);
        var declared = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var inner = declared == typeof(BooleanManagedProperty) ? typeof(bool)
            : declared == typeof(AttributeRequiredLevelManagedProperty) ? typeof(AttributeRequiredLevel)
            : typeof(ConstantsBase<string>).IsAssignableFrom(declared) ? typeof(string)
            : null;
        return path.Segments switch
        {
            [_] when inner is null && MetadataShape.IsSimple(declared) => declared,
            [_, "Value"] when inner is not null => inner,
            _ => throw WebApiException.Query(inner is null
                ? $"'{path}' of '{model.Name}' cannot be filtered: it is a {declared.Name}. Filter by properties that hold a simple value or an enumeration."
                : $"'{path}' of '{model.Name}' cannot be filtered. Filter by the value inside it: {path.Segments[0]}/Value."),
        };
    }

    private static void CheckComparison(Type type, FilterNode value, PathNode path)
    {
        if (type.IsEnum)
        {
            var expected = PathSegment.Namespace + type.Name;
            if (value is LiteralNode { Value: null })
                return;
            if (value is not EnumNode named || named.Type != expected)
                throw WebApiException.Query($"A binary operator with incompatible types was detected. '{path}' is a {expected}: write {path} eq {expected}'{Enum.GetNames(type)[0]}'.");
            if (!named.Text.Split(',', StringSplitOptions.TrimEntries).All(n => Enum.GetNames(type).Contains(n, StringComparer.Ordinal)))
                throw WebApiException.Query($"'{named.Text}' is no value of {expected}. It has {string.Join(", ", Enum.GetNames(type).Distinct(StringComparer.Ordinal))}.");
            return;
        }

        IReadOnlyList<Type> fitting = type == typeof(string) ? [typeof(string)]
            : type == typeof(bool) ? [typeof(bool)]
            : type == typeof(Guid) ? [typeof(Guid)]
            : type == typeof(DateTime) ? [typeof(DateTimeOffset)]
            : [typeof(long), typeof(decimal), typeof(double)];
        if (value is not LiteralNode literal || (literal.Value is not null && !fitting.Contains(literal.Value.GetType())))
            throw WebApiException.Query($"A binary operator with incompatible types was detected. '{path}' is a {type.Name}, which '{FilterPrinter.Print(value)}' is not.");
    }
}
