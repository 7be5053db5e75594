using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;
using OpportunityState = Smarketing.Crm.Domain.Handoffs.OpportunityState;

namespace Smarketing.Crm.Steps;

/// <summary>An opportunity that was won, lost or opened again brings its hand-off and its lead along.</summary>
public sealed class FollowOpportunityOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Opportunity.EntityLogicalName)
        .Filtering(HandoffOpportunities.State)
        .PostOperation().Async().Order(10)
        .WithPostImage(HandoffOpportunities.State, HandoffOpportunities.OriginatingLead)
        .InOrderTo("bring hand-off and lead along when their opportunity is won, lost or opened again");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var opportunity = context.PostImage;
        if (opportunity.GetAttributeValue<OptionSetValue?>(HandoffOpportunities.State) is not { } state)
            return;
        HandoffOpportunities.Changed(
            context.SystemService,
            opportunity.Id,
            (OpportunityState)state.Value,
            opportunity.GetAttributeValue<EntityReference?>(HandoffOpportunities.OriginatingLead),
            context.Now);
    }
}
