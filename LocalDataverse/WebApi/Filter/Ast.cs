using System.Collections.Generic;

namespace Smarketing.LocalDataverse.WebApi.Filter;

/// <summary>A part of a <c>$filter</c>.</summary>
internal abstract record FilterNode;

/// <summary>A value as it is written: null, bool, long, decimal, double, string, Guid, DateOnly, DateTimeOffset.</summary>
internal sealed record LiteralNode(object? Value) : FilterNode;

/// <summary>A value of an enumeration: <c>Microsoft.Dynamics.CRM.AccessRights'ReadAccess'</c>.</summary>
internal sealed record EnumNode(string Type, string Text) : FilterNode;

/// <summary>Several values: <c>('a','b')</c> after <c>in</c>, <c>['a','b']</c> as a parameter.</summary>
internal sealed record ListNode(IReadOnlyList<FilterNode> Items) : FilterNode
{
    public bool Equals(ListNode? other) => other is not null && Same.Items(Items, other.Items);

    public override int GetHashCode() => Items.Count;
}

/// <summary>A value given elsewhere in the address: <c>@p1</c>.</summary>
internal sealed record AliasNode(string Name) : FilterNode;

/// <summary>A property, maybe over navigation properties: <c>primarycontactid/fullname</c>.</summary>
internal sealed record PathNode(IReadOnlyList<string> Segments) : FilterNode
{
    public bool Equals(PathNode? other) => other is not null && Same.Items(Segments, other.Segments);

    public override int GetHashCode() => Segments.Count;

    public override string ToString() => string.Join('/', Segments);
}

/// <summary>How two values are compared.</summary>
internal enum Comparison
{
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

/// <summary>A comparison.</summary>
internal sealed record CompareNode(Comparison Operator, FilterNode Left, FilterNode Right) : FilterNode;

/// <summary>A property that has one of several values.</summary>
internal sealed record InNode(FilterNode Left, FilterNode Values) : FilterNode;

/// <summary>Both.</summary>
internal sealed record AndNode(FilterNode Left, FilterNode Right) : FilterNode;

/// <summary>One or the other or both.</summary>
internal sealed record OrNode(FilterNode Left, FilterNode Right) : FilterNode;

/// <summary>Not.</summary>
internal sealed record NotNode(FilterNode Operand) : FilterNode;

/// <summary>A function with arguments by place: <c>contains(name,'x')</c>.</summary>
internal sealed record CallNode(string Function, IReadOnlyList<FilterNode> Arguments) : FilterNode
{
    public bool Equals(CallNode? other) => other is not null && Function == other.Function && Same.Items(Arguments, other.Arguments);

    public override int GetHashCode() => Function.GetHashCode(System.StringComparison.Ordinal);
}

/// <summary>An argument with its name.</summary>
internal sealed record NamedArgument(string Name, FilterNode Value);

/// <summary>A query function: <c>Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=3)</c>.</summary>
internal sealed record QueryFunctionNode(IReadOnlyList<string> Variable, string Function, IReadOnlyList<NamedArgument> Arguments) : FilterNode
{
    public bool Equals(QueryFunctionNode? other) =>
        other is not null && Function == other.Function && Same.Items(Variable, other.Variable) && Same.Items(Arguments, other.Arguments);

    public override int GetHashCode() => Function.GetHashCode(System.StringComparison.Ordinal);
}

/// <summary>Whether some or all rows of a collection satisfy a condition: <c>contact_customer_accounts/any(c:c/age gt 3)</c>.</summary>
/// <param name="Path">The collection.</param>
/// <param name="IsAll">all rather than any.</param>
/// <param name="Variable">What a row of the collection is called; empty with <c>any()</c>.</param>
/// <param name="Body">The condition; null asks only whether there is a row.</param>
internal sealed record LambdaNode(PathNode Path, bool IsAll, string Variable, FilterNode? Body) : FilterNode;

/// <summary>Sequences compared by their items.</summary>
internal static class Same
{
    public static bool Items<T>(IReadOnlyList<T> a, IReadOnlyList<T> b)
    {
        if (a.Count != b.Count)
            return false;
        for (var i = 0; i < a.Count; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(a[i], b[i]))
                return false;
        }

        return true;
    }
}
