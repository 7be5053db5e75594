using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A calendar is written so that it can be read.</summary>
public sealed class GuardCalendarOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Calendar.EntityLogicalName).PreOperation()
        .InOrderTo("refuse a calendar whose hours cannot be read");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => CalendarReader.Check(context.Target.ToEntity<Calendar>());
}
