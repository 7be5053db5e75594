using Smarketing.Crm.Dataverse.Handoffs;

namespace Smarketing.Crm.Steps;

/// <summary>A completed meeting about a lead may be a touch of its hand-off.</summary>
public sealed class CountTouchOnAppointment : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => CompletedActivity.On(TouchReader.Appointment);

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => CompletedActivity.Count(context);
}
