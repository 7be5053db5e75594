using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A lead whose facts change, or for which a score is asked, is stored with its new score.</summary>
public sealed class ScoreLeadOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Lead.EntityLogicalName).PreOperation().Order(10).WithPreImage()
        .InOrderTo("score a changed lead on the row that is being written");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => LeadScoring.OnUpdate(context);
}
