using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>An opportunity made of a lead takes the lead's hand-off along, also when it is made after the lead was qualified.</summary>
public sealed class FollowOpportunityOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Opportunity.EntityLogicalName)
        .PostOperation().Async().Order(10)
        .WithPostImage(HandoffOpportunities.OriginatingLead)
        .InOrderTo("bring the hand-off along when its lead becomes an opportunity");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        if (context.PostImage.GetAttributeValue<EntityReference?>(HandoffOpportunities.OriginatingLead) is { } lead)
            HandoffLife.LeadChanged(context.SystemService, lead.Id, context.Now);
    }
}
