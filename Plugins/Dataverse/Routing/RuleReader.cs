using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Conditions;
using Smarketing.Crm.Domain.Routing;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>Reads the routing rules in use.</summary>
internal static class RuleReader
{
    private const string State = "statecode";
    private const int Active = 0;

    /// <summary>Active rules whose pool is active: one read.</summary>
    public static IReadOnlyList<RoutingRule> Read(IOrganizationService service)
    {
        var query = new QueryExpression(Tables.RoutingRule.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(
                Tables.RoutingRule.Columns.Name, Tables.RoutingRule.Columns.Order, Tables.RoutingRule.Columns.Conditions, Tables.RoutingRule.Columns.PoolId),
        };
        query.Criteria.AddCondition(State, ConditionOperator.Equal, Active);
        query.AddLink(Tables.Pool.EntityLogicalName, Tables.RoutingRule.Columns.PoolId, Tables.Pool.PrimaryIdAttribute)
            .LinkCriteria.AddCondition(State, ConditionOperator.Equal, Active);
        return Pages.All(service, query).Select(row => Rule(row.ToEntity<Tables.RoutingRule>())).ToArray();
    }

    private static RoutingRule Rule(Tables.RoutingRule row) => new(
        row.Id, row.Name ?? string.Empty, row.Order ?? 0, LeadConditions.Read(row.Conditions), row.PoolId?.Id ?? Guid.Empty);
}
