using Smarketing.Crm.Dataverse;
using Row = Smarketing.Crm.Dataverse.Tables.Feedback;
using Status = Smarketing.Crm.Dataverse.Tables.FeedbackStatus;

namespace Smarketing.Crm.Steps;

/// <summary>When feedback is answered.</summary>
internal static class FeedbackAnswer
{
    /// <summary>Notes the moment of the first answer on the row being written; takes it off with the answer.</summary>
    /// <param name="context">The write.</param>
    /// <param name="after">The row as it will be.</param>
    /// <exception cref="RefusalException">It is marked answered without an answer.</exception>
    public static void Note(StepContext context, Row after)
    {
        var isAnswered = !string.IsNullOrWhiteSpace(after.Answer);
        if (after.StatusCode == Status.Answered && !isAnswered)
            throw new RefusalException(FeedbackTexts.AnswerMissing(after.Name));
        if (isAnswered != after.AnsweredOn is not null)
            context.Target[Row.Columns.AnsweredOn] = isAnswered ? context.Now : null;
    }
}
