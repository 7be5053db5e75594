using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>Tells both sides, once, that leads cannot be scored.</summary>
public sealed class ReportScoringFaultOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Lead.EntityLogicalName)
        .Filtering(Lead.Columns.ScoreFault)
        .PostOperation().Async()
        .WithPostImage(Lead.Columns.ScoreFault)
        .InOrderTo("raise one alert when leads cannot be scored");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        if (ScoringFaults.Of(context.PostImage) is { } fault)
            ScoringFaults.Report(context, fault);
    }
}
