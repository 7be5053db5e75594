using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Domain.Objectives;
using Row = Smarketing.Crm.Dataverse.Tables.Objective;
using State = Smarketing.Crm.Dataverse.Tables.ObjectiveState;
using Status = Smarketing.Crm.Dataverse.Tables.ObjectiveStatus;

namespace Smarketing.Crm.Steps;

/// <summary>An objective starts only when it is SMART, then stays as it was said until it is over or cancelled.</summary>
public sealed class GuardObjectiveOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Row.EntityLogicalName).PreOperation().WithPreImage()
        .InOrderTo("refuse to start an objective that is not SMART, to change one that runs, and to enter its figures");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var before = context.PreImage.ToEntity<Row>();
        var after = Edits.After<Row>(context.Target, context.PreImage);
        var status = StatusAfter(context, after);
        var changesStatus = ObjectiveRow.State(status) != ObjectiveRow.State(before.StatusCode);
        ObjectiveGuard.RefuseFigures(context, after, changesStatus ? status : null);

        var state = ObjectiveRow.State(before.StatusCode);
        if (ObjectiveRow.Read(before) != ObjectiveRow.Read(after))
        {
            state = ObjectiveGuard.Take(state, ObjectiveEvent.Edited, after);
            ObjectiveGuard.RefuseContradictions(after);
        }

        if (changesStatus)
            ObjectiveGuard.Take(state, ObjectiveGuard.Towards(status, after), after);
    }

    // An update that makes the row inactive and names no status leaves it to the platform, which takes the first: reached.
    private static Status? StatusAfter(StepContext context, Row after)
    {
        var target = context.Target.ToEntity<Row>();
        var closes = target.StateCode == State.Inactive && target.StatusCode is null && context.PreImage.ToEntity<Row>().StateCode != State.Inactive;
        return closes ? Status.Reached : after.StatusCode;
    }
}
