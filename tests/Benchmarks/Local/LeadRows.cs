using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Benchmarks.Local;

/// <summary>The rows that both sides write and read.</summary>
internal static class LeadRows
{
    private static readonly string[] Cities = ["Lyon", "Nantes", "Lille", "Toulouse", "Rennes"];

    private static readonly DateTime Start = new(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);

    public static Entity Lead(int number, Guid? account)
    {
        var lead = new Entity("lead")
        {
            ["firstname"] = "Camille",
            ["lastname"] = string.Create(CultureInfo.InvariantCulture, $"Durand {number}"),
            ["companyname"] = string.Create(CultureInfo.InvariantCulture, $"Atelier {number}"),
            ["emailaddress1"] = string.Create(CultureInfo.InvariantCulture, $"camille{number}@atelier.example"),
            ["address1_city"] = Cities[number % Cities.Length],
            ["numberofemployees"] = 20 + (number % 400),
            ["leadsourcecode"] = new OptionSetValue(1 + (number % 10)),
            ["estimatedclosedate"] = Start.AddMinutes(number),
            ["subject"] = "Enquiry about pallets",
        };
        if (account is { } id)
        {
            lead["parentaccountid"] = new EntityReference("account", id);
        }

        return lead;
    }
}
