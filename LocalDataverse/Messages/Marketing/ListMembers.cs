using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages.Marketing;

/// <summary>The members of one static marketing list. They are linked and unlinked by Associate and Disassociate, whose checks count.</summary>
internal sealed class ListMembers
{
    private const string Table = "listmember";

    private readonly Platform _platform;
    private readonly Operation _operation;
    private readonly Guid _list;
    private readonly string _memberTable;

    /// <summary>Opens a list for a change of its members.</summary>
    /// <exception cref="System.ServiceModel.FaultException">There is no such list, or its members cannot be changed: it is dynamic, locked or inactive.</exception>
    public ListMembers(Platform platform, Operation operation)
    {
        _platform = platform;
        _operation = operation;
        var list = _list = operation.PrimaryEntityId;
        var row = platform.Store.Find("list", list, new ColumnSet("type", "lockstatus", "statecode", "createdfromcode"))
            ?? throw Fault.RowDoesNotExist("list", list);
        if (row.GetAttributeValue<bool?>("type") == true)
        {
            throw Fault.InvalidArgument($"The list {list:D} is dynamic: its query decides who belongs to it. Change the query, or use a static list.");
        }

        if (row.GetAttributeValue<bool?>("lockstatus") == true)
        {
            throw Fault.InvalidArgument($"The list {list:D} is locked. Unlock it (lockstatus false) before changing its members.");
        }

        if (row.Value<OptionSetValue>("statecode") is { Value: not 0 })
        {
            throw Fault.InvalidArgument($"The list {list:D} is inactive. Activate it before changing its members.");
        }

        _memberTable = row.Value<OptionSetValue>("createdfromcode")?.Value switch
        {
            1 => "account",
            2 => "contact",
            4 => "lead",
            _ => throw Fault.InvalidArgument($"The list {list:D} does not say what its members are. Set createdfromcode to 1 (account), 2 (contact) or 4 (lead)."),
        };
    }

    /// <summary>Adds members; who belongs to it already is not added again.</summary>
    /// <returns>The links of all members given.</returns>
    public IReadOnlyList<Guid> Add(IEnumerable<Guid> members)
    {
        var links = new List<Guid>();
        foreach (var member in members)
        {
            if (!_platform.Store.Exists(_memberTable, member))
            {
                throw Fault.RowDoesNotExist(_memberTable, member);
            }

            links.Add(Link(member) ?? Insert(member));
        }

        Count();
        return links;
    }

    /// <summary>Takes a member away; nothing happens when it is none.</summary>
    public void Remove(Guid member)
    {
        if (Link(member) is not null)
        {
            _platform.Inside(_operation, new DisassociateRequest { Target = Own, Relationship = Relationship, RelatedEntities = [new EntityReference(_memberTable, member)] });
            Count();
        }
    }

    private Guid Insert(Guid member)
    {
        _platform.Inside(_operation, new AssociateRequest { Target = Own, Relationship = Relationship, RelatedEntities = [new EntityReference(_memberTable, member)] });
        return Link(member)!.Value;
    }

    private EntityReference Own => new("list", _list);

    private Relationship Relationship => new($"list{_memberTable}_association");

    private Guid? Link(Guid member)
    {
        var query = Members();
        query.Criteria.AddCondition("entityid", ConditionOperator.Equal, member);
        return _platform.Every(query).FirstOrDefault()?.Id;
    }

    private void Count()
    {
        var counted = new Entity("list", _list) { ["membercount"] = _platform.Every(Members()).Count };
        _platform.Defaults.Stamp(_platform.Catalog.Table("list"), counted);
        _platform.Store.Update(counted);
    }

    private QueryExpression Members()
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition("listid", ConditionOperator.Equal, _list);
        return query;
    }
}
