using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A new lead is stored with its score.</summary>
public sealed class ScoreLeadOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Lead.EntityLogicalName).PreOperation().Order(10)
        .InOrderTo("score a new lead on the row that is being written");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => LeadScoring.OnCreate(context);
}
