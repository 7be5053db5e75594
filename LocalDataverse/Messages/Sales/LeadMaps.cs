using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Sales;

/// <summary>What a lead hands to the rows made from it: the documented columns, and those that attribute maps of solutions add.</summary>
internal static class LeadMaps
{
    private static readonly string[] Address =
        ["address1_line1", "address1_line2", "address1_line3", "address1_city", "address1_stateorprovince", "address1_postalcode", "address1_country"];

    private static readonly AttributeMap[] Standard =
    [
        new("lead", "account", "companyname", "name"),
        new("lead", "account", "websiteurl", "websiteurl"),
        new("lead", "account", "telephone1", "address1_telephone1"),
        new("lead", "account", "telephone1", "telephone1"),
        .. Address.Select(c => new AttributeMap("lead", "account", c, c)),
        new("lead", "contact", "firstname", "firstname"),
        new("lead", "contact", "lastname", "lastname"),
        new("lead", "contact", "jobtitle", "jobtitle"),
        new("lead", "contact", "telephone1", "telephone1"),
        new("lead", "contact", "mobilephone", "mobilephone"),
        new("lead", "contact", "emailaddress1", "emailaddress1"),
        .. Address.Select(c => new AttributeMap("lead", "contact", c, c)),
        new("lead", "opportunity", "subject", "name"),
        new("lead", "opportunity", "parentaccountid", "parentaccountid"),
        new("lead", "opportunity", "parentcontactid", "parentcontactid"),
    ];

    /// <summary>A new row of the table with what the lead hands over; the lead is its origin.</summary>
    public static Entity NewRow(Platform platform, string table, Entity lead)
    {
        var definition = platform.Catalog.Table(table);
        var row = new Entity(table) { ["originatingleadid"] = lead.ToEntityReference() };
        foreach (var map in Of(platform, table))
        {
            if (lead.Attributes.TryGetValue(map.SourceColumn, out var value) && value is not null
                && definition.TryColumn(map.TargetColumn, out var column) && column.IsValidForCreate)
            {
                row[map.TargetColumn] = Fitted(Copies.OfValue(value)!, column);
            }
        }

        return row;
    }

    // A solution may map a column elsewhere than the platform does; then its word counts.
    private static IEnumerable<AttributeMap> Of(Platform platform, string table) =>
        Standard.Concat(platform.Catalog.AttributeMaps)
            .Where(m => m.SourceTable == "lead" && string.Equals(m.TargetTable, table, StringComparison.Ordinal));

    // The two tables do not agree on every length: a topic may be longer than another name.
    private static object Fitted(object value, ColumnDefinition column) =>
        value is string text && column.MaxLength is { } most && text.Length > most ? text[..most] : value;
}
