using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.StandardTables;

namespace Smarketing.LocalDataverse.Messages.Marketing;

/// <summary>What one campaign holds.</summary>
internal sealed class CampaignItems
{
    private const string Table = "campaignitem";

    private static readonly string[] Kinds = ["list", "campaign"];

    private readonly Platform _platform;
    private readonly Guid _campaign;

    /// <exception cref="System.ServiceModel.FaultException">There is no such campaign.</exception>
    public CampaignItems(Platform platform, Guid campaign)
    {
        _platform = platform;
        _campaign = campaign;
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

        var link = new Entity(Table, Guid.CreateVersion7(_platform.Clock.GetUtcNow()))
        {
            ["campaignid"] = _campaign,
            ["entityid"] = item,
            [IntersectTables.LinkedTable] = kind,
        };
        _platform.Store.Insert(link);
        return link.Id;
    }

    public void Remove(Guid item)
    {
        if (Link(item) is { } link)
        {
            _platform.Store.Delete(Table, link);
        }
    }

    private Guid? Link(Guid item)
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition("campaignid", ConditionOperator.Equal, _campaign);
        query.Criteria.AddCondition("entityid", ConditionOperator.Equal, item);
        return _platform.Every(query).FirstOrDefault()?.Id;
    }
}
