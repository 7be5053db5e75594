using System;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Tests.LocalDataverse.Messages.Activities;

/// <summary>Parties of activities, in few words.</summary>
internal static class ActivityHarness
{
    public static Entity Party(string table, Guid id) => new("activityparty") { ["partyid"] = new EntityReference(table, id) };

    public static Entity Address(string address) => new("activityparty") { ["addressused"] = address };

    public static EntityCollection Parties(params Entity[] parties) => new(parties) { EntityName = "activityparty" };

    /// <summary>Who is in a party list, in order: the id of the row or the address.</summary>
    public static string[] Who(this Entity activity, string list) =>
        [.. activity.GetAttributeValue<EntityCollection>(list).Entities.Select(p => p.GetAttributeValue<EntityReference>("partyid")?.Id.ToString() ?? p.GetAttributeValue<string>("addressused"))];
}
