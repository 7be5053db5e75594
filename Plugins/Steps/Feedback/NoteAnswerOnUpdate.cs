using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>The moment somebody answers feedback is kept; who gave it can see that it was heard.</summary>
public sealed class NoteAnswerOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Feedback.EntityLogicalName)
        .Filtering(Feedback.Columns.Answer, Feedback.Columns.AnsweredOn, Feedback.Columns.StateCode, Feedback.Columns.StatusCode)
        .PreOperation().WithPreImage(Feedback.Columns.Name, Feedback.Columns.Answer, Feedback.Columns.AnsweredOn, Feedback.Columns.StateCode, Feedback.Columns.StatusCode)
        .InOrderTo("note when feedback was answered, and refuse to call it answered without an answer");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var after = Edits.After<Feedback>(context.Target, context.PreImage);
        // Made inactive without a status it becomes answered: there is no other.
        if (after.StateCode == FeedbackState.Inactive)
            after.StatusCode = FeedbackStatus.Answered;
        FeedbackAnswer.Note(context, after);
    }
}
