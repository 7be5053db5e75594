using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>Keeps every change of grade or stage.</summary>
public sealed class RecordScoreChangeOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Lead.EntityLogicalName)
        .Filtering(Lead.Columns.Grade, Lead.Columns.Stage)
        .PostOperation().Async()
        .WithPreImage(ScoreChangeWriter.Before)
        .WithPostImage(ScoreChangeWriter.After)
        .InOrderTo("keep every change of a lead's grade or stage");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        ScoreChangeWriter.Write(context.SystemService, context.PreImage, context.PostImage);
}
