using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A holiday is written so that it can be read.</summary>
public sealed class GuardHolidayOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Holiday.EntityLogicalName).PreOperation()
        .InOrderTo("refuse a holiday whose hours cannot be read");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => CalendarReader.Check(context.Target.ToEntity<Holiday>());
}
