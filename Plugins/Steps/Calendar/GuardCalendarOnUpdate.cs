using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A calendar stays written so that it can be read.</summary>
public sealed class GuardCalendarOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Calendar.EntityLogicalName).PreOperation()
        .WithPreImage()
        .InOrderTo("refuse a calendar whose hours cannot be read");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => CalendarReader.Check(Edits.After<Calendar>(context.Target, context.PreImage));
}
