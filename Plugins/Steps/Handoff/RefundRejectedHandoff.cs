using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A lead that sales found to be invalid costs its pair no turn.</summary>
public sealed class RefundRejectedHandoff : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Handoff.EntityLogicalName)
        .Filtering(Handoff.Columns.StatusCode, Handoff.Columns.RejectReason)
        .PostOperation().Async()
        .WithPostImage(Handoff.Columns.StatusCode, Handoff.Columns.RejectReason)
        .InOrderTo("give the turn back that an invalid lead has cost its pair");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        var handoff = context.PostImage.ToEntity<Handoff>();
        if (handoff.StatusCode == HandoffStatus.Rejected && Refund.MayBeDue(handoff.RejectReason))
            RefundHandoffMessage.Send(context.SystemService, handoff.Id);
    }
}
