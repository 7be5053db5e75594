using Smarketing.Crm.Dataverse.Handoffs;

namespace Smarketing.Crm.Steps;

/// <summary>A completed call about a lead may be a touch of its hand-off.</summary>
public sealed class CountTouchOnPhoneCall : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => CompletedActivity.On(TouchReader.PhoneCall);

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => CompletedActivity.Count(context);
}
