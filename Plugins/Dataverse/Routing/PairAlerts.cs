using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Routing;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>
/// Tells that a pair gets no leads because of what its people may no longer do: once for each pair, until it is mended or taken out. Others have the leads
/// meanwhile, so nobody would notice.
/// </summary>
internal static class PairAlerts
{
    private const string Prefix = nameof(Tables.AlertKind.PairOutOfAction) + ":";
    private const string State = "statecode";
    private const string User = "systemuser";
    private const string UserId = "systemuserid";
    private const string IsDisabled = "isdisabled";
    private const string PairAlias = "pair";
    private const int Active = 0;
    private const int NameLength = 200;

    /// <summary>Raises what is not open already: no read while every pair can take leads, one else.</summary>
    public static void Raise(IOrganizationService service, RoutingTerms terms, Tables.Pool pool, IEnumerable<Candidate> candidates, DateTime now)
    {
        var unable = candidates.Where(candidate => candidate.Skipped is SkipReason.PersonInactive or SkipReason.MayNotOwn).ToArray();
        if (unable.Length == 0)
            return;
        var query = Query();
        query.Criteria.AddCondition(
            new ConditionExpression(Tables.Alert.Columns.Key, ConditionOperator.In, unable.Select(candidate => (object)KeyOf(candidate.Member.PairId)).Distinct().ToArray()));
        var known = Pages.All(service, query).Select(row => row.ToEntity<Tables.Alert>()).ToDictionary(alert => alert.Key!, StringComparer.Ordinal);
        foreach (var candidate in unable.GroupBy(candidate => candidate.Member.PairId).Select(same => same.First()))
        {
            var alert = New(terms, pool, candidate, now);
            KeyedAlert.Raise(service, alert, known.TryGetValue(alert.Key!, out var found) ? found : null);
        }
    }

    /// <summary>Heals what is mended, and what concerns a pair that is out of use: one read when none is open.</summary>
    public static void HealMended(IOrganizationService service, DateTime now)
    {
        var query = Query();
        query.Criteria.AddCondition(Tables.Alert.Columns.Kind, ConditionOperator.Equal, (int)Tables.AlertKind.PairOutOfAction);
        query.Criteria.AddCondition(Tables.Alert.Columns.HealedOn, ConditionOperator.Null);
        foreach (var alert in Pages.All(service, query).Select(row => row.ToEntity<Tables.Alert>()).ToArray())
        {
            if (!(Guid.TryParse(alert.Key!.Substring(Prefix.Length), out var pair) && IsOutOfAction(service, pair)))
                service.Update(new Tables.Alert { Id = alert.Id, HealedOn = now });
        }
    }

    private static Tables.Alert New(RoutingTerms terms, Tables.Pool pool, Candidate candidate, DateTime now) => new()
    {
        Kind = Tables.AlertKind.PairOutOfAction,
        Key = KeyOf(candidate.Member.PairId),
        // Marketing sets pairs up, sales has the people.
        Side = Tables.Side.Both,
        Name = Clip.To(RoutingTexts.PairOutOfActionName(candidate.Member.Name).In(terms.Language), NameLength),
        Message = RoutingTexts.PairOutOfAction(candidate, pool.Name).In(terms.Language),
        RaisedOn = now,
        PoolId = pool.ToEntityReference(),
        AgreementId = terms.AgreementId,
        ToUserId = pool.ManagerId ?? terms.SalesManagerId,
    };

    private static bool IsOutOfAction(IOrganizationService service, Guid pairId)
    {
        var query = new QueryExpression(Tables.PoolMember.EntityLogicalName) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.Criteria.AddCondition(State, ConditionOperator.Equal, Active);
        query.Criteria.AddCondition(Tables.PoolMember.Columns.PairId, ConditionOperator.Equal, pairId);
        var pair = query.AddLink(Tables.Pair.EntityLogicalName, Tables.PoolMember.Columns.PairId, Tables.Pair.PrimaryIdAttribute);
        pair.EntityAlias = PairAlias;
        pair.Columns = new ColumnSet(Tables.Pair.Columns.SellerId);
        pair.LinkCriteria.AddCondition(State, ConditionOperator.Equal, Active);
        var people = new[] { Tables.Pair.Columns.SellerId, Tables.Pair.Columns.MarketerId };
        foreach (var column in people)
        {
            var user = pair.AddLink(User, column, UserId, JoinOperator.LeftOuter);
            user.EntityAlias = column;
            user.Columns = new ColumnSet(IsDisabled);
        }

        if (service.RetrieveMultiple(query).Entities.FirstOrDefault() is not { } member)
            return false;
        var seller = member.GetAttributeValue<AliasedValue?>(PairAlias + "." + Tables.Pair.Columns.SellerId)?.Value as EntityReference;
        return people.Any(column => member.GetAttributeValue<AliasedValue?>(column + "." + IsDisabled)?.Value is not false)
            || seller is null || !OwnerRights.MayOwnLeads(service, seller.Id);
    }

    private static QueryExpression Query() => new(Tables.Alert.EntityLogicalName) { ColumnSet = new ColumnSet(Tables.Alert.Columns.Key, Tables.Alert.Columns.HealedOn) };

    private static string KeyOf(Guid pairId) => Prefix + pairId.ToString("D", CultureInfo.InvariantCulture);
}
