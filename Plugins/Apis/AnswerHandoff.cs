using System;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Handoffs;

namespace Smarketing.Crm.Apis;

/// <summary>Accepts or rejects a hand-off in the name of sales.</summary>
public sealed class AnswerHandoff : Api
{
    /// <inheritdoc/>
    public override string UniqueName => AnswerHandoffMessage.Name;

    /// <inheritdoc/>
    protected override void Execute(ApiContext context)
    {
        var answer = new HandoffAnswer(
            context.Request<bool>(AnswerHandoffMessage.Request.Accept) ?? throw new RefusalException(HandoffTexts.AnswerNotSaid()),
            context.Request<int>(AnswerHandoffMessage.Request.Reason),
            context.RequestText(AnswerHandoffMessage.Request.Note),
            context.Request<DateTime>(AnswerHandoffMessage.Request.RecycleOn)?.Date);
        var status = HandoffAnswers.Take(context.SystemService, context.Target.Id, context.UserId, answer, context.Now);
        context.Respond(AnswerHandoffMessage.Response.Status, (int)status);
    }
}
