using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A lead given to somebody else takes its hand-off along.</summary>
public sealed class FollowOwnerOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Lead.EntityLogicalName).Filtering(HandoffOwner.Owner).PostOperation().Async()
        .WithPostImage(HandoffOwner.Owner)
        .InOrderTo("give the hand-off to whom its lead was given");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        if (context.PostImage.GetAttributeValue<EntityReference?>(HandoffOwner.Owner) is { } owner)
            HandoffOwner.Follow(context.SystemService, context.Target.Id, owner);
    }
}
