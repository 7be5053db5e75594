using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>What a lead does raises its score.</summary>
public sealed class RescoreLeadOnEngagement : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Engagement.EntityLogicalName).PostOperation().Async()
        .InOrderTo("score a lead anew when it has done something");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var lead = context.Target.ToEntity<Engagement>().LeadId;
        if (lead is null)
            return;
        if (LeadReader.Exists(context.SystemService, lead.Id))
            LeadTrigger.RequestAsSystem(context.SystemService, lead.Id, ScoreTrigger.Engagement, context.Now);
        else
            context.Trace("The lead was deleted meanwhile; there is nothing to score.");
    }
}
