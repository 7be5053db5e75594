using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Apis;

/// <summary>Scores a lead, saves the score and explains it.</summary>
public sealed class ScoreLead : Api
{
    /// <inheritdoc/>
    public override string UniqueName => ScoreLeadMessage.Name;

    /// <inheritdoc/>
    protected override void Execute(ApiContext context)
    {
        // The update is scored on its way, as every other is: there is one road to a score.
        LeadTrigger.Request(context.Service, context.Target.Id, ScoreTrigger.Requested, context.Now);
        var lead = LeadReader.ReadScore(context.Service, context.Target.Id);

        context.Respond(ScoreLeadMessage.Response.Fit, lead.FitScore);
        context.Respond(ScoreLeadMessage.Response.Engagement, lead.EngagementScore);
        context.Respond(ScoreLeadMessage.Response.Score, lead.Score);
        context.Respond(ScoreLeadMessage.Response.Grade, lead.Grade?.ToString());
        context.Respond(ScoreLeadMessage.Response.Stage, (int?)lead.Stage);
        context.Respond(ScoreLeadMessage.Response.Reasons, ReasonsFor(context, lead));
        context.Respond(ScoreLeadMessage.Response.Explanation, lead.Explanation);
        context.Respond(ScoreLeadMessage.Response.RescoreOn, lead.RescoreOn);
        context.Respond(ScoreLeadMessage.Response.Fault, lead.ScoreFault);
    }

    // Stored reasons are in the agreement's language; whoever asks reads their own.
    private static string? ReasonsFor(ApiContext context, Lead lead)
    {
        var asked = context.Request<int>(ScoreLeadMessage.Request.LanguageCode);
        var language = asked is null or 0 ? context.UserLanguage : asked.Value;
        return ScoreRecord.ReasonsIn(lead.Explanation, language) ?? lead.Reasons;
    }
}
