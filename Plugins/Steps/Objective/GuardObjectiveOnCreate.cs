using Smarketing.Crm.Domain.Objectives;
using Row = Smarketing.Crm.Dataverse.Tables.Objective;

namespace Smarketing.Crm.Steps;

/// <summary>An objective begins as a draft or, if it is SMART, running.</summary>
public sealed class GuardObjectiveOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Row.EntityLogicalName).PreOperation()
        .InOrderTo("refuse an objective that contradicts itself, or that starts without being SMART");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var row = context.Target.ToEntity<Row>();
        ObjectiveGuard.RefuseFigures(context, row, row.StatusCode);
        ObjectiveGuard.RefuseContradictions(row);
        ObjectiveGuard.Take(ObjectiveState.Draft, ObjectiveGuard.Towards(row.StatusCode, row), row);
    }
}
