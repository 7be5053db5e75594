using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Behaviors;

/// <summary>The opportunity an opportunityclose closes is also what it is regarding.</summary>
internal sealed class OpportunityCloseBehavior : TableBehavior
{
    public override bool Concerns(TableDefinition table) => table.LogicalName == "opportunityclose";

    public override void Creating(Platform platform, TableDefinition table, Entity target)
    {
        if (target.Value<EntityReference>("opportunityid") is { } opportunity && target.Value<object>("regardingobjectid") is null)
        {
            target["regardingobjectid"] = Copies.Of(opportunity);
        }
    }
}
