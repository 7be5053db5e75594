using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Readers;

/// <summary>What the query languages call the parts of a date.</summary>
internal static class DateParts
{
    /// <summary>By FetchXML name; null for none.</summary>
    public static DatePart? Of(string? dateGrouping) => dateGrouping switch
    {
        null or "" => null,
        "day" => DatePart.Day,
        "week" => DatePart.Week,
        "month" => DatePart.Month,
        "quarter" => DatePart.Quarter,
        "year" => DatePart.Year,
        "fiscal-period" or "fiscal-year" => throw Unsupported.Feature("date grouping by fiscal period or year"),
        _ => throw Fault.InvalidQuery($"'{dateGrouping}' is no dategrouping. Use day, week, month, quarter or year."),
    };

    /// <summary>By the SDK's name; null for none.</summary>
    public static DatePart? Of(XrmDateTimeGrouping grouping) => grouping switch
    {
        XrmDateTimeGrouping.None => null,
        XrmDateTimeGrouping.Day => DatePart.Day,
        XrmDateTimeGrouping.Week => DatePart.Week,
        XrmDateTimeGrouping.Month => DatePart.Month,
        XrmDateTimeGrouping.Quarter => DatePart.Quarter,
        XrmDateTimeGrouping.Year => DatePart.Year,
        XrmDateTimeGrouping.FiscalPeriod or XrmDateTimeGrouping.FiscalYear => throw Unsupported.Feature("date grouping by fiscal period or year"),
        _ => throw Fault.InvalidQuery($"{grouping} is no grouping of dates. Use a member of XrmDateTimeGrouping."),
    };
}
