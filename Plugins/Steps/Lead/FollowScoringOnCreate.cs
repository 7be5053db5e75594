using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>Keeps what scoring a new lead came to: its first grade and stage, or an alert when it could not be scored.</summary>
public sealed class FollowScoringOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Lead.EntityLogicalName).PostOperation().Async()
        .WithPostImage(ScoreChangeWriter.After)
        .InOrderTo("keep the first grade and stage of a new lead, or raise an alert when it could not be scored");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        if (ScoringFaults.Of(context.PostImage) is { } fault)
            ScoringFaults.Report(context, fault);
        else
            ScoreChangeWriter.Write(context.SystemService, null, context.PostImage);
    }
}
