using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An opportunity that was won, lost or opened again, or linked to its lead only now, brings its hand-off and its lead along.</summary>
public sealed class FollowOpportunityOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Opportunity.EntityLogicalName)
        .Filtering(HandoffOpportunities.State, HandoffOpportunities.OriginatingLead)
        .PostOperation().Async().Order(10)
        .WithPostImage(HandoffOpportunities.State, HandoffOpportunities.OriginatingLead)
        .InOrderTo("bring hand-off and lead along when their opportunity is won, lost, opened again or linked to its lead");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var opportunity = context.PostImage;
        var lead = opportunity.GetAttributeValue<EntityReference?>(HandoffOpportunities.OriginatingLead);
        if (lead is not null && context.Target.Contains(HandoffOpportunities.OriginatingLead))
            HandoffLife.LeadChanged(context.SystemService, lead.Id, context.Now);
        if (context.Target.Contains(HandoffOpportunities.State))
            HandoffOpportunities.Changed(context.SystemService, opportunity.Id, HandoffOpportunities.StateOf(opportunity), lead, context.Now);
    }
}
