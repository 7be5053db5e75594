using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A holiday stays written so that it can be read.</summary>
public sealed class GuardHolidayOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Holiday.EntityLogicalName).PreOperation()
        .WithPreImage()
        .InOrderTo("refuse a holiday whose hours cannot be read");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => CalendarReader.Check(Edits.After<Holiday>(context.Target, context.PreImage));
}
