using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>What a lead does raises its score, and what it reads has one more reader.</summary>
public sealed class RescoreLeadOnEngagement : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Engagement.EntityLogicalName).PostOperation().Async()
        .InOrderTo("score a lead anew when it has done something, and let content be computed anew when a lead meets it for the first time");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var engagement = context.Target.ToEntity<Engagement>();
        if (engagement.LeadId is not { } lead)
            return;
        if (!LeadReader.Exists(context.SystemService, lead.Id))
        {
            context.Trace("The lead was deleted meanwhile; there is nothing to score.");
            return;
        }

        LeadTrigger.RequestAsSystem(context.SystemService, lead.Id, ScoreTrigger.Engagement, context.Now);
        ContentMarks.Met(context.SystemService, context.Target.Id, lead.Id, engagement.Content, context.Now);
    }
}
