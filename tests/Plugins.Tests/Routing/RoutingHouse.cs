using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Tables;

using Smarketing.Tests.Plugins.House;

namespace Smarketing.Tests.Plugins.Routing;

/// <summary>A house whose agreement is in force; a director of a large firm is an SQL at once. Pairs and pools are made as a test needs them.</summary>
public sealed class RoutingHouse : CrmHouse
{
    private readonly Guid marketer;
    private int made;

    public RoutingHouse(Action<Agreement>? change = null)
    {
        Roles = [Organization.RoleNamed("Smarketing Sales"), Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead", "Activity", "Account", "Contact")];
        marketer = Organization.CreateUser("Marketer", [.. Roles]);
        Pool = NewPool();
        AgreementId = Make.AgreementInForce(Make.Model(), agreement =>
        {
            agreement.MqlEngagement = 0;
            agreement.SqlEngagement = 0;
            agreement.DefaultPoolId = Reference(Crm.Dataverse.Tables.Pool.EntityLogicalName, Pool);
            change?.Invoke(agreement);
        });
    }

    /// <summary>The roles of its sellers and marketers.</summary>
    public IReadOnlyList<Guid> Roles { get; }

    public Guid AgreementId { get; }

    /// <summary>The default pool of the agreement; empty at first.</summary>
    public Guid Pool { get; }

    public Guid NewUser() => Organization.CreateUser("User" + Next(), [.. Roles]);

    public Guid NewPool(Action<Pool>? change = null)
    {
        var pool = new Pool { Name = "Pool " + Next(), Method = RoutingMethod.WeightedRoundRobin };
        change?.Invoke(pool);
        return Service.Create(pool);
    }

    public Guid NewPair(Action<Pair>? change = null)
    {
        var pair = new Pair { Name = "Pair " + Next(), SellerId = User(NewUser()), MarketerId = User(marketer) };
        change?.Invoke(pair);
        return Service.Create(pair);
    }

    /// <summary>A pair in a pool, the default one unless another is named.</summary>
    /// <returns>The pair.</returns>
    public Guid Member(decimal weight = 1, Guid? pool = null, Action<Pair>? change = null, Guid? pair = null)
    {
        var id = pair ?? NewPair(change);
        Service.Create(new PoolMember
        {
            Name = "Member " + Next(), PoolId = Reference(Crm.Dataverse.Tables.Pool.EntityLogicalName, pool ?? Pool),
            PairId = Reference(Pair.EntityLogicalName, id), Weight = weight,
        });
        return id;
    }

    public Guid Rule(int order, string? conditions, Guid pool) => Service.Create(new RoutingRule
    {
        Name = "Rule " + Next(), Order = order, Conditions = conditions, PoolId = Reference(Crm.Dataverse.Tables.Pool.EntityLogicalName, pool),
    });

    public void Away(Guid user, string from, string until) => Service.Create(new Absence
    {
        Name = "Away " + Next(), UserId = User(user), From = Date(from), Until = Date(until),
    });

    /// <summary>A lead that is an SQL as soon as it is saved; its jobs have not run.</summary>
    public Guid Sql(params (string Column, object? Value)[] values) => Make.Lead(
        [("jobtitle", "Sales director"), ("emailaddress1", Next() + "@gmail.com"), ("numberofemployees", 500), .. values]);

    /// <summary>A lead that is an SQL and has been routed.</summary>
    public Guid Routed(params (string Column, object? Value)[] values)
    {
        var id = Sql(values);
        RunJobs();
        return id;
    }

    public Handoff HandoffOf(Guid lead) => Handoffs(lead)[^1];

    public IReadOnlyList<Handoff> Handoffs(Guid lead) =>
        [.. Rows<Handoff>(Handoff.EntityLogicalName, Handoff.Columns.LeadId, lead).OrderBy(handoff => handoff.Attempt)];

    public Guid SellerOf(Guid pair) => Row<Pair>(Pair.EntityLogicalName, pair).SellerId!.Id;

    public Guid OwnerOf(Guid lead) => Service.Retrieve("lead", lead, new ColumnSet("ownerid")).GetAttributeValue<EntityReference>("ownerid").Id;

    public PoolMember MemberOf(Guid pair) => Rows<PoolMember>(PoolMember.EntityLogicalName, PoolMember.Columns.PairId, pair).Single();

    public int CountOf(Guid pair) => Rows<Handoff>(Handoff.EntityLogicalName, Handoff.Columns.PairId, pair).Count;

    /// <summary>Sales rejects an open hand-off, as its answer does.</summary>
    public void Reject(Guid handoff, RejectReason reason)
    {
        AsSystem.Update(new Handoff { Id = handoff, StateCode = HandoffState.Inactive, StatusCode = HandoffStatus.Rejected, RejectReason = reason, AnsweredOn = Clock.Now });
        RunJobs();
    }

    /// <summary>One sweep of the task that routes.</summary>
    public int Sweep(int limit = 100) => (int)Service.Execute(new OrganizationRequest("smk_RunSweep") { ["Limit"] = limit, ["Task"] = "route" })["Done"];

    public IReadOnlyList<Alert> Alerts(AlertKind kind) => Rows<Alert>(Alert.EntityLogicalName, Alert.Columns.Kind, (int)kind);

    public static EntityReference User(Guid id) => Reference("systemuser", id);

    public static EntityReference Reference(string table, Guid id) => new(table, id);

    public static DateTime Date(string date) => DateTime.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Next() => (++made).ToString(CultureInfo.InvariantCulture);
}
