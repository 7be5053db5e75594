using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse;

/// <summary>Counts by kind that the database adds up: one read each.</summary>
internal static class Tally
{
    private const string Shape = """
        <fetch aggregate="true" no-lock="true">
          <entity name="{0}">
            <attribute name="{1}" groupby="true" alias="kind" />
            <attribute name="{2}" aggregate="{3}" alias="number" />
            <filter>{4}</filter>
          </entity>
        </fetch>
        """;

    private const string One = """
        <fetch aggregate="true" no-lock="true">
          <entity name="{0}">
            <attribute name="{1}" aggregate="count" alias="number" />
            <filter>{2}</filter>
          </entity>
        </fetch>
        """;

    /// <summary>A condition on a column.</summary>
    public static string Where(string column, string @operator, object value) => string.Format(
        CultureInfo.InvariantCulture, """<condition attribute="{0}" operator="{1}" value="{2}" />""", column, @operator, Written(value));

    /// <summary>A condition that a column is empty.</summary>
    public static string Empty(string column) => """<condition attribute=""" + "\"" + column + "\"" + """ operator="null" />""";

    /// <summary>The conditions of a moment column within a time.</summary>
    public static string Within(string column, OutcomePeriod period) => Where(column, "ge", period.From) + Where(column, "lt", period.Until);

    /// <summary>Rows by the options of a choice; rows without one are left out.</summary>
    /// <param name="service">Where they are.</param>
    /// <param name="table">The table.</param>
    /// <param name="choice">The choice to group by.</param>
    /// <param name="conditions">Which rows.</param>
    /// <param name="sum">Adds up this column instead of counting rows.</param>
    public static IReadOnlyDictionary<int, int> ByOption(
        IOrganizationService service, string table, string choice, string conditions, string? sum = null) =>
        Fetch(service, Shape, table, choice, sum ?? table + "id", sum is null ? "count" : "sum", conditions)
            .Where(row => Value(row, "kind") is not null)
            .ToDictionary(row => Value(row, "kind") is OptionSetValue option ? option.Value : Number(Value(row, "kind")), row => Number(Value(row, "number")));

    /// <summary>How many rows there are.</summary>
    public static int Rows(IOrganizationService service, string table, string conditions) =>
        Fetch(service, One, table, table + "id", conditions).Select(row => Number(Value(row, "number"))).FirstOrDefault();

    private static IEnumerable<Entity> Fetch(IOrganizationService service, string shape, params object[] parts) =>
        service.RetrieveMultiple(new FetchExpression(string.Format(CultureInfo.InvariantCulture, shape, parts))).Entities;

    private static string Written(object value) => value is DateTime moment
        ? moment.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static object? Value(Entity row, string alias) => row.GetAttributeValue<AliasedValue?>(alias)?.Value;

    private static int Number(object? value) => value is null ? 0 : Convert.ToInt32(value, CultureInfo.InvariantCulture);
}
