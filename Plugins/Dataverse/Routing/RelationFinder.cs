using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Routing;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>Finds which members look after the account or contact a lead belongs to.</summary>
internal static class RelationFinder
{
    private const string State = "statecode";
    private const string Owner = "ownerid";
    private const string CreatedOn = "createdon";
    private const string Email = "emailaddress1";
    private const string AccountName = "name";
    private const string ContactName = "fullname";
    private const int Active = 0;
    private const int Most = 50;

    /// <summary>
    /// The relations of the lead with the members, the surest first, and of equals the oldest customer first. The lead's own account and contact cost
    /// nothing; where they decide nothing, contacts and accounts are asked: two reads at most, and only for rows that a member owns.
    /// </summary>
    public static IReadOnlyList<Relation> Find(IOrganizationService service, RoutedLead lead, IReadOnlyCollection<PoolMember> members)
    {
        var sellers = members.Select(member => member.SellerId).Distinct().ToArray();
        var parents = lead.Parents.Where(relation => sellers.Contains(relation.OwnerId)).ToArray();
        if (parents.Length > 0 || sellers.Length == 0)
            return parents;
        var domain = EmailDomain.OfCompany(lead.EmailAddress);
        var company = lead.CompanyName?.Trim();
        var found = new List<Relation>();
        if (domain is not null)
            found.AddRange(Ask(service, "contact", ContactName, sellers, filter => HasDomain(filter, domain), _ => RelationKind.EmailDomain));
        if (domain is not null || !string.IsNullOrEmpty(company))
            found.AddRange(Ask(service, "account", AccountName, sellers, filter => IsAccount(filter, domain, company), row => KindOf(row, domain)));
        // A stable sort: within a kind contacts stay before accounts and older before newer.
        return found.OrderBy(relation => relation.Kind).ToArray();
    }

    private static Relation[] Ask(
        IOrganizationService service, string table, string name, Guid[] owners, Action<FilterExpression> that, Func<Entity, RelationKind> kind)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(Owner, name, Email), TopCount = Most, NoLock = true };
        query.Criteria.AddCondition(State, ConditionOperator.Equal, Active);
        query.Criteria.AddCondition(new ConditionExpression(Owner, ConditionOperator.In, owners));
        that(query.Criteria.AddFilter(LogicalOperator.Or));
        query.AddOrder(CreatedOn, OrderType.Ascending);
        return service.RetrieveMultiple(query).Entities
            .Select(row => new Relation(kind(row), row.GetAttributeValue<EntityReference>(Owner).Id, row.GetAttributeValue<string?>(name) ?? string.Empty))
            .ToArray();
    }

    private static void IsAccount(FilterExpression filter, string? domain, string? company)
    {
        if (domain is not null)
            HasDomain(filter, domain);
        if (!string.IsNullOrEmpty(company))
            filter.AddCondition(AccountName, ConditionOperator.Equal, company);
    }

    private static void HasDomain(FilterExpression filter, string domain) => filter.AddCondition(Email, ConditionOperator.Like, "%@" + domain);

    private static RelationKind KindOf(Entity account, string? domain) =>
        domain is not null && account.GetAttributeValue<string?>(Email) is { } address && address.EndsWith("@" + domain, StringComparison.OrdinalIgnoreCase)
            ? RelationKind.EmailDomain
            : RelationKind.CompanyName;
}
