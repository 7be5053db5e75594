using Smarketing.Crm.Dataverse.Handoffs;

namespace Smarketing.Crm.Steps;

/// <summary>A completed sent e-mail about a lead may be a touch of its hand-off.</summary>
public sealed class CountTouchOnEmail : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => CompletedActivity.On(TouchReader.Email);

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => CompletedActivity.Count(context);
}
