using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Routing;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse.Routing;

/// <summary>A lead as routing sees it: all its columns, with the owners of the account and contact it names.</summary>
internal sealed class RoutedLead
{
    private const string State = "statecode";
    private const string Owner = "ownerid";
    private const string FullName = "fullname";
    private const string Company = "companyname";
    private const string Email = "emailaddress1";
    private const int Open = 0;
    private const string User = "systemuser";
    private const string Account = "account";
    private const string Contact = "contact";
    private const string PoolAlias = "latest";

    private readonly Entity row;

    private RoutedLead(Entity row) => this.row = row;

    public Guid Id => row.Id;

    /// <summary>What people call it.</summary>
    public string Name => row.GetAttributeValue<string?>(FullName) ?? row.GetAttributeValue<string?>(Company) ?? Id.ToString("D", CultureInfo.InvariantCulture);

    public int Cycle => row.GetAttributeValue<int?>(Tables.Lead.Columns.Cycle) ?? 0;

    /// <summary>Whether it is neither qualified nor disqualified.</summary>
    public bool IsOpen => (row.GetAttributeValue<OptionSetValue?>(State)?.Value ?? Open) == Open;

    public bool IsHandedOff => row.GetAttributeValue<bool?>(Tables.Lead.Columns.HandoffOpen) ?? false;

    public Tables.Stage? Stage => row.ToEntity<Tables.Lead>().Stage;

    public EntityReference OwnerId => row.GetAttributeValue<EntityReference>(Owner);

    public string? CompanyName => row.GetAttributeValue<string?>(Company);

    public string? EmailAddress => row.GetAttributeValue<string?>(Email);

    /// <summary>The pool of its latest hand-off, if a pair had it in this cycle and the pool is in use: the next attempt stays in it.</summary>
    public Guid? LatestPoolId =>
        Aliased<int?>(Tables.Handoff.Columns.Cycle) == Cycle && Aliased<EntityReference>(Tables.Handoff.Columns.PairId) is not null && Aliased<OptionSetValue>(State, PoolAlias + "pool")?.Value == Open
            ? Aliased<EntityReference>(Tables.Handoff.Columns.PoolId)?.Id
            : null;

    /// <summary>Owners of the account and contact it names.</summary>
    public IReadOnlyList<Relation> Parents
    {
        get
        {
            var found = new List<Relation>();
            Add(found, Account, "name");
            Add(found, Contact, FullName);
            return found;
        }
    }

    /// <summary>The fact in a column; unknown when there is none or no rule can test it.</summary>
    public FactValue Read(string column) => row.Contains(column) ? FactOf(row[column]) : FactValue.Unknown;

    /// <summary>Reads a lead: one read. <c>null</c> when it is gone.</summary>
    public static RoutedLead? Find(IOrganizationService service, Guid leadId)
    {
        // All columns, since rules and pairs may test any.
        var query = new QueryExpression(Tables.Lead.EntityLogicalName) { ColumnSet = new ColumnSet(true), TopCount = 1 };
        query.Criteria.AddCondition(Tables.Lead.PrimaryIdAttribute, ConditionOperator.Equal, leadId);
        Link(query, "parentaccountid", Account, "accountid", "name");
        Link(query, "parentcontactid", Contact, "contactid", FullName);
        var latest = query.AddLink(Tables.Handoff.EntityLogicalName, Tables.Lead.Columns.HandoffId, Tables.Handoff.PrimaryIdAttribute, JoinOperator.LeftOuter);
        latest.EntityAlias = PoolAlias;
        latest.Columns = new ColumnSet(Tables.Handoff.Columns.PoolId, Tables.Handoff.Columns.PairId, Tables.Handoff.Columns.Cycle);
        var pool = latest.AddLink(Tables.Pool.EntityLogicalName, Tables.Handoff.Columns.PoolId, Tables.Pool.PrimaryIdAttribute, JoinOperator.LeftOuter);
        pool.EntityAlias = PoolAlias + "pool";
        pool.Columns = new ColumnSet(State);
        var rows = service.RetrieveMultiple(query).Entities;
        return rows.Count == 0 ? null : new RoutedLead(rows[0]);
    }

    private static void Link(QueryExpression query, string from, string table, string to, string name)
    {
        var link = query.AddLink(table, from, to, JoinOperator.LeftOuter);
        link.EntityAlias = table;
        link.Columns = new ColumnSet(Owner, name);
    }

    private static FactValue FactOf(object? value)
    {
        try
        {
            return LeadFactsReader.Of(value);
        }
        catch (NotSupportedException)
        {
            // The guard lets no rule ask for such a column; a column that has changed its type since is unknown.
            return FactValue.Unknown;
        }
    }

    private void Add(List<Relation> found, string table, string name)
    {
        if (Aliased<EntityReference>(Owner, table) is { LogicalName: User } owner)
            found.Add(new Relation(RelationKind.Parent, owner.Id, Aliased<string>(name, table) ?? string.Empty));
    }

    private T? Aliased<T>(string column, string alias = PoolAlias) => row.GetAttributeValue<AliasedValue?>(alias + "." + column)?.Value is T value ? value : default;
}
