using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Conditions;
using Smarketing.Crm.Domain.Routing;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>A pool with its members as they stand, read while its row is locked.</summary>
/// <param name="Row">The pool.</param>
/// <param name="Members">Its members; those out of use too, so that they can be told why.</param>
/// <param name="Assigned">Leads given to each membership so far.</param>
internal sealed record RoutedPool(Tables.Pool Row, IReadOnlyList<PoolMember> Members, IReadOnlyDictionary<Guid, int> Assigned)
{
    public RoutingMethod Method => Row.Method == Tables.RoutingMethod.LeastLoaded ? RoutingMethod.LeastLoaded : RoutingMethod.WeightedRoundRobin;
}

/// <summary>Locks and reads pools.</summary>
internal static class PoolReader
{
    private const string State = "statecode";
    private const string User = "systemuser";
    private const string UserId = "systemuserid";
    private const string IsDisabled = "isdisabled";
    private const string PoolAlias = "pool";
    private const string PairAlias = "pair";
    private const string SellerAlias = "seller";
    private const string MarketerAlias = "marketer";
    private const int Active = 0;

    /// <summary>
    /// Makes everybody else who routes in this pool wait until this transaction ends: a write of the row, before its books are read. Who comes
    /// second reads what the first has written.
    /// </summary>
    public static void Lock(IOrganizationService service, Guid poolId, DateTime now) =>
        service.Update(new Tables.Pool { Id = poolId, LockedOn = now });

    /// <summary>Reads a pool: two reads, and one more when a capacity or a load matters.</summary>
    /// <param name="service">Reads.</param>
    /// <param name="poolId">A pool that is there and locked.</param>
    /// <param name="today">The date in the agreement's time zone.</param>
    public static RoutedPool Read(IOrganizationService service, Guid poolId, DateTime today)
    {
        var rows = Pages.All(service, MembersOf(poolId)).ToArray();
        var pool = rows.Length == 0
            ? service.Retrieve(Tables.Pool.EntityLogicalName, poolId, PoolColumns).ToEntity<Tables.Pool>()
            : PoolOf(rows[0], poolId);
        var away = rows.Length == 0 ? [] : Away(service, rows.Select(row => SellerOf(row)).Distinct().ToArray(), today);
        var open = pool.Method == Tables.RoutingMethod.LeastLoaded || rows.Any(row => Aliased<decimal?>(row, PairAlias, Tables.Pair.Columns.Capacity) is not null)
            ? OpenHandoffs(service, rows.Select(row => row.ToEntity<Tables.PoolMember>().PairId!.Id).Distinct().ToArray())
            : [];
        return new RoutedPool(
            pool,
            rows.Select(row => Member(row, away, open)).ToArray(),
            rows.ToDictionary(row => row.Id, row => row.ToEntity<Tables.PoolMember>().Assigned ?? 0));
    }

    private static ColumnSet PoolColumns => new(
        Tables.Pool.Columns.Name, Tables.Pool.Columns.Method, Tables.Pool.Columns.ManagerId, Tables.Pool.Columns.QueueId, Tables.Pool.Columns.Assignments);

    private static QueryExpression MembersOf(Guid poolId)
    {
        var query = new QueryExpression(Tables.PoolMember.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.PoolMember.Columns.PairId, Tables.PoolMember.Columns.Weight, Tables.PoolMember.Columns.Credit, Tables.PoolMember.Columns.Assigned,
                Tables.PoolMember.Columns.LastAssignedOn, Tables.PoolMember.Columns.JoinedOn, State),
        };
        query.Criteria.AddCondition(Tables.PoolMember.Columns.PoolId, ConditionOperator.Equal, poolId);
        var pool = query.AddLink(Tables.Pool.EntityLogicalName, Tables.PoolMember.Columns.PoolId, Tables.Pool.PrimaryIdAttribute);
        pool.EntityAlias = PoolAlias;
        pool.Columns = PoolColumns;
        var pair = query.AddLink(Tables.Pair.EntityLogicalName, Tables.PoolMember.Columns.PairId, Tables.Pair.PrimaryIdAttribute);
        pair.EntityAlias = PairAlias;
        pair.Columns = new ColumnSet(
            Tables.Pair.Columns.Name, Tables.Pair.Columns.SellerId, Tables.Pair.Columns.MarketerId, Tables.Pair.Columns.Conditions, Tables.Pair.Columns.Capacity, State);
        LinkUser(pair, Tables.Pair.Columns.SellerId, SellerAlias);
        LinkUser(pair, Tables.Pair.Columns.MarketerId, MarketerAlias);
        return query;
    }

    private static void LinkUser(LinkEntity pair, string column, string alias)
    {
        var user = pair.AddLink(User, column, UserId, JoinOperator.LeftOuter);
        user.EntityAlias = alias;
        user.Columns = new ColumnSet(IsDisabled);
    }

    private static Tables.Pool PoolOf(Entity member, Guid poolId) => new()
    {
        Id = poolId,
        Name = Aliased<string?>(member, PoolAlias, Tables.Pool.Columns.Name),
        Method = (Tables.RoutingMethod?)Aliased<OptionSetValue?>(member, PoolAlias, Tables.Pool.Columns.Method)?.Value,
        ManagerId = Aliased<EntityReference?>(member, PoolAlias, Tables.Pool.Columns.ManagerId),
        QueueId = Aliased<EntityReference?>(member, PoolAlias, Tables.Pool.Columns.QueueId),
        Assignments = Aliased<int?>(member, PoolAlias, Tables.Pool.Columns.Assignments),
    };

    private static PoolMember Member(Entity row, HashSet<Guid> away, Dictionary<Guid, int> open)
    {
        var member = row.ToEntity<Tables.PoolMember>();
        var pairId = member.PairId!.Id;
        return new PoolMember
        {
            Id = row.Id,
            PairId = pairId,
            Name = Aliased<string?>(row, PairAlias, Tables.Pair.Columns.Name) ?? string.Empty,
            SellerId = SellerOf(row),
            MarketerId = Aliased<EntityReference?>(row, PairAlias, Tables.Pair.Columns.MarketerId)?.Id,
            Weight = member.Weight ?? 1,
            Capacity = Aliased<decimal?>(row, PairAlias, Tables.Pair.Columns.Capacity),
            OpenHandoffs = open.TryGetValue(pairId, out var count) ? count : 0,
            Credit = member.JoinedOn is null ? null : member.Credit ?? 0,
            LastAssignedOn = member.LastAssignedOn is { } last ? Clock.Utc(last) : null,
            IsActive = IsActive(member.GetAttributeValue<OptionSetValue?>(State)) && IsActive(Aliased<OptionSetValue?>(row, PairAlias, State)),
            ArePeopleActive = IsEnabled(row, SellerAlias) && IsEnabled(row, MarketerAlias),
            IsAbsent = away.Contains(SellerOf(row)),
            Conditions = LeadConditions.Read(Aliased<string?>(row, PairAlias, Tables.Pair.Columns.Conditions)),
        };
    }

    private static HashSet<Guid> Away(IOrganizationService service, Guid[] sellers, DateTime today)
    {
        var query = new QueryExpression(Tables.Absence.EntityLogicalName) { ColumnSet = new ColumnSet(Tables.Absence.Columns.UserId) };
        query.Criteria.AddCondition(State, ConditionOperator.Equal, Active);
        query.Criteria.AddCondition(Tables.Absence.Columns.From, ConditionOperator.LessEqual, today);
        query.Criteria.AddCondition(Tables.Absence.Columns.Until, ConditionOperator.GreaterEqual, today);
        query.Criteria.AddCondition(new ConditionExpression(Tables.Absence.Columns.UserId, ConditionOperator.In, sellers));
        return [.. Pages.All(service, query).Select(row => row.ToEntity<Tables.Absence>().UserId!.Id)];
    }

    // What has become an opportunity is no longer a lead to work.
    private static Dictionary<Guid, int> OpenHandoffs(IOrganizationService service, Guid[] pairs)
    {
        var query = new QueryExpression(Tables.Handoff.EntityLogicalName);
        query.ColumnSet.AttributeExpressions.Add(
            new XrmAttributeExpression(Tables.Handoff.Columns.PairId, XrmAggregateType.None, PairAlias) { HasGroupBy = true });
        query.ColumnSet.AttributeExpressions.Add(new XrmAttributeExpression(Tables.Handoff.PrimaryIdAttribute, XrmAggregateType.Count, "open"));
        query.Criteria.AddCondition(new ConditionExpression(Tables.Handoff.Columns.PairId, ConditionOperator.In, pairs));
        query.Criteria.AddCondition(
            Tables.Handoff.Columns.StatusCode, ConditionOperator.In, (int)Tables.HandoffStatus.Waiting, (int)Tables.HandoffStatus.Accepted);
        return service.RetrieveMultiple(query).Entities.ToDictionary(
            row => ((EntityReference)row.GetAttributeValue<AliasedValue>(PairAlias).Value).Id,
            row => (int)row.GetAttributeValue<AliasedValue>("open").Value);
    }

    private static Guid SellerOf(Entity row) => Aliased<EntityReference?>(row, PairAlias, Tables.Pair.Columns.SellerId)?.Id ?? Guid.Empty;

    private static bool IsActive(OptionSetValue? state) => (state?.Value ?? Active) == Active;

    // A pair without one of its two people is no pair.
    private static bool IsEnabled(Entity row, string alias) => Aliased<bool?>(row, alias, IsDisabled) == false;

    private static T? Aliased<T>(Entity row, string alias, string column) =>
        row.GetAttributeValue<AliasedValue?>(alias + "." + column)?.Value is T value ? value : default;
}
