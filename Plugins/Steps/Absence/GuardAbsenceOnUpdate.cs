using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An absence has a beginning and an end, in that order, and is nobody else's.</summary>
public sealed class GuardAbsenceOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Absence.EntityLogicalName)
        .Filtering(Absence.Columns.UserId, Absence.Columns.From, Absence.Columns.Until)
        .PreOperation()
        .WithPreImage(Absence.Columns.Name, Absence.Columns.UserId, Absence.Columns.From, Absence.Columns.Until)
        .InOrderTo("refuse an absence that ends before it begins");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        RoutingGuard.Check(context.SystemService, Edits.After<Absence>(context.Target, context.PreImage), context.CallingUser);
}
