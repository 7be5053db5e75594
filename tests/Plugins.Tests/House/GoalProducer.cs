using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Tests.Plugins.House;

/// <summary>Makes what objectives and reviews look at, and sweeps.</summary>
internal static class GoalProducer
{
    /// <summary>A reference to a row.</summary>
    public static EntityReference Ref(string table, Guid id) => new(table, id);

    /// <summary>A marketer or seller.</summary>
    public static EntityReference User(this CrmHouse house, string name) => Ref("systemuser", house.Organization.CreateUser(name));

    /// <summary>A running objective for March 2026: ten customers.</summary>
    public static Guid Objective(this CrmHouse house, Guid agreementId, Action<Objective>? change = null)
    {
        var objective = new Objective
        {
            Name = "March",
            AgreementId = Ref(Agreement.EntityLogicalName, agreementId),
            Metric = Metric.Customers,
            Target = 10,
            From = new DateTime(2026, 3, 1),
            Until = new DateTime(2026, 3, 31),
            MarketerId = house.User("marketer" + Next()),
            SellerId = house.User("seller" + Next()),
            StatusCode = ObjectiveStatus.Running,
        };
        change?.Invoke(objective);
        return house.Service.Create(objective);
    }

    /// <summary>An outcome at a moment.</summary>
    public static Guid Outcome(this CrmHouse house, OutcomeKind kind, DateTime on, Action<Outcome>? change = null)
    {
        var outcome = new Outcome { Name = kind.ToString(), Key = "test:" + Next(), Kind = kind, OccurredOn = on, Sign = 1 };
        change?.Invoke(outcome);
        return house.Service.Create(outcome);
    }

    /// <summary>Runs one task of the sweep.</summary>
    /// <returns>The pieces done.</returns>
    public static int Sweep(this CrmHouse house, string task, int limit = 200) =>
        (int)house.Service.Execute(new OrganizationRequest("smk_RunSweep") { ["Task"] = task, ["Limit"] = limit }).Results["Done"];

    /// <summary>Alerts of a kind, by their keys.</summary>
    public static IReadOnlyList<Alert> Alerts(this CrmHouse house, AlertKind kind) =>
        [.. house.Rows<Alert>(Alert.EntityLogicalName, Alert.Columns.Kind, (int)kind).OrderBy(alert => alert.Key, StringComparer.Ordinal)];

    private static int made;

    private static string Next() => System.Threading.Interlocked.Increment(ref made).ToString(CultureInfo.InvariantCulture);
}
