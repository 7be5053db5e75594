using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.StandardTables;

namespace Smarketing.LocalDataverse.Messages.Marketing;

/// <summary>What one campaign holds. It is linked and unlinked by Associate and Disassociate, whose checks count.</summary>
internal sealed class CampaignItems
{
    private const string Table = "campaignitem";

    private static readonly string[] Kinds = ["list", "campaign"];

    private readonly Platform _platform;
    private readonly Operation _operation;
    private readonly Guid _campaign;

    /// <exception cref="System.ServiceModel.FaultException">There is no such campaign.</exception>
    public CampaignItems(Platform platform, Operation operation)
    {
        _platform = platform;
        _operation = operation;
        var campaign = _campaign = operation.PrimaryEntityId;
        if (!platform.Store.Exists("campaign", campaign))
        {
            throw Fault.RowDoesNotExist("campaign", campaign);
        }
    }

    public Guid Add(string kind, Guid item)
    {
        if (!Kinds.Contains(kind, StringComparer.Ordinal))
        {
            throw Fault.InvalidArgument($"A campaign holds no rows of '{kind}' here. It holds {string.Join(" and ", Kinds)}.");
        }

        if (!_platform.Store.Exists(kind, item))
        {
            throw Fault.RowDoesNotExist(kind, item);
        }

        if (Link(item) is not null)
        {
            throw Fault.Of(ErrorCodes.DuplicateRecord, $"Cannot insert duplicate key. The campaign {_campaign:D} holds the {kind} {item:D} already.");
        }

        _platform.Inside(_operation, new AssociateRequest { Target = Own, Relationship = Relationship(kind), RelatedEntities = [new EntityReference(kind, item)] });
        return Link(item)!.Id;
    }

    public void Remove(Guid item)
    {
        if (Link(item) is { } link)
        {
            var kind = link.GetAttributeValue<string>(IntersectTables.LinkedTable);
            _platform.Inside(_operation, new DisassociateRequest { Target = Own, Relationship = Relationship(kind), RelatedEntities = [new EntityReference(kind, item)] });
        }
    }

    private EntityReference Own => new("campaign", _campaign);

    // Between two campaigns the one that holds comes first.
    private static Relationship Relationship(string kind) => new($"campaign{kind}_association") { PrimaryEntityRole = EntityRole.Referenced };

    private Entity? Link(Guid item)
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet(IntersectTables.LinkedTable) };
        query.Criteria.AddCondition("campaignid", ConditionOperator.Equal, _campaign);
        query.Criteria.AddCondition("entityid", ConditionOperator.Equal, item);
        return _platform.Every(query).FirstOrDefault();
    }
}
