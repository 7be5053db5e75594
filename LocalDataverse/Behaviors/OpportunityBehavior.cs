using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Messages.Sales;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Behaviors;

/// <summary>
/// Opportunities are won and lost by messages of their own, and opened again by an Update: then what closing had said of
/// them is taken back.
/// </summary>
internal sealed class OpportunityBehavior : TableBehavior
{
    public override bool Concerns(TableDefinition table) => table.LogicalName == "opportunity";

    public override void Updating(Platform platform, TableDefinition table, Entity target, Operation operation)
    {
        if (target.Value<OptionSetValue>("statecode") is not { } state)
        {
            return;
        }

        if (state.Value == 0)
        {
            if (IsClosed(platform, target))
            {
                Forget(target, "actualclosedate");
                Forget(target, "actualvalue");
            }
        }
        else if (!CloseOpportunityMessage.IsClosing(operation) && !IsClosed(platform, target, state.Value))
        {
            var (name, message) = state.Value == 1 ? ("Won", "WinOpportunity") : ("Lost", "LoseOpportunity");
            throw Fault.Of(ErrorCodes.CannotUseOpportunitySetState,
                $"This message can not be used to set the state of opportunity to {name}. In order to set state of opportunity to {name}, use the {message} message instead.");
        }
    }

    public override void Updated(Platform platform, TableDefinition table, Entity target, Operation operation)
    {
        if (target.Value<OptionSetValue>("statecode") is { Value: 0 })
        {
            CancelCloses(platform, target);
        }
    }

    private static bool IsClosed(Platform platform, Entity target, int? state = null) =>
        platform.Store.Find("opportunity", target.Id, new ColumnSet("statecode"))?.Value<OptionSetValue>("statecode") is { Value: > 0 } current
        && (state is null || current.Value == state);

    private static void Forget(Entity target, string column)
    {
        if (!target.Contains(column))
        {
            target[column] = null;
        }
    }

    private static void CancelCloses(Platform platform, Entity target)
    {
        var query = new QueryExpression("opportunityclose") { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition("opportunityid", ConditionOperator.Equal, target.Id);
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 1);
        foreach (var close in platform.Every(query))
        {
            var canceled = new Entity(close.LogicalName, close.Id) { ["statecode"] = new OptionSetValue(2), ["statuscode"] = new OptionSetValue(3) };
            platform.Defaults.Stamp(platform.Catalog.Table(close.LogicalName), canceled);
            platform.Store.Update(canceled);
        }
    }
}
