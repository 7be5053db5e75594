using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Operators;

namespace Smarketing.LocalDataverse.Query;

/// <summary>What queries can ask of the platform and not of this stand-in: the list, and the faults that say so. Nothing half-works.</summary>
internal static class Unsupported
{
    /// <summary>Everything that faults: name as it stands in a query, and what to do instead.</summary>
    public static IReadOnlyDictionary<string, string> Features { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["a link below matchfirstrowusingcrossapply"] = "Use an outer link, whose links may have links.",
        ["date grouping by fiscal period or year"] = "Group by quarter or year.",
        ["rowaggregate"] = "Count the children in code.",
        ["SubQueryExpression"] = "Use a link of type In or Exists.",
        ["DataSource"] = "Leave it out; there are no archived rows.",
    };

    /// <summary>The condition operators that fault.</summary>
    public static IReadOnlyList<ConditionOperator> Operators { get; } = Enum.GetValues<ConditionOperator>().Except(ConditionWriter.Supported).ToArray();

    /// <summary>The fault for a feature of the list.</summary>
    public static Exception Feature(string name) => Fault.NotSupported(name, Features[name]);

    /// <summary>The fault for an operator.</summary>
    public static Exception Operator(ConditionOperator name) => Fault.NotSupported(
        $"the condition operator {name}",
        $"Use one of {string.Join(", ", ConditionWriter.Supported.Order())}.");

    /// <summary>The fault for filtering a column whose type has no conditions here.</summary>
    public static Exception ConditionOn(string table, ColumnDefinition column) => Fault.NotSupported(
        $"conditions with values on '{table}.{column.LogicalName}', which is {column.Type}",
        "Use Null or NotNull, or filter in code.");

    /// <summary>The fault for an element or attribute of FetchXML.</summary>
    public static Exception Fetch(string what) => Fault.InvalidQuery($"FetchXML has {what}, which is not known here. Check the spelling, or leave it out.", ErrorCodes.InvalidFetchNode);
}
