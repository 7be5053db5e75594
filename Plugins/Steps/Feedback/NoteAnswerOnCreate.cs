using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>Feedback that comes with its answer, as when a seller is answered in the meeting, is answered then.</summary>
public sealed class NoteAnswerOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Feedback.EntityLogicalName).PreOperation()
        .InOrderTo("note when feedback was answered");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) => FeedbackAnswer.Note(context, context.Target.ToEntity<Feedback>());
}
