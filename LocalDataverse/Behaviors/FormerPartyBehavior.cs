using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Behaviors;

/// <summary>Who took part in an activity is remembered by name after the row is deleted, and marked as deleted.</summary>
internal sealed class FormerPartyBehavior : TableBehavior
{
    private static readonly string[] Parties = ["account", "contact", "lead", "opportunity", "campaign", "systemuser", "queue", "incident"];

    public override bool Concerns(TableDefinition table) => Parties.Contains(table.LogicalName, StringComparer.Ordinal);

    public override void Deleted(Platform platform, TableDefinition table, Guid id)
    {
        var query = new QueryExpression(PartyLists.Table) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition("partyid", ConditionOperator.Equal, id);
        foreach (var party in platform.Every(query))
        {
            platform.Store.Update(new Entity(PartyLists.Table, party.Id) { ["partyid"] = null, ["ispartydeleted"] = true });
        }
    }
}
