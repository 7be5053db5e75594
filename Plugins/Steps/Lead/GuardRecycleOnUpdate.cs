using Smarketing.Crm.Dataverse.Handoffs;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>To which day a lead is put off is for sales to say.</summary>
public sealed class GuardRecycleOnUpdate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Lead.EntityLogicalName)
        .Filtering(Lead.Columns.RecycleOn)
        .PreOperation().Order(5)
        .WithPreImage(Lead.Columns.RecycleOn, PutOff.Owner, PutOff.Name)
        .InOrderTo("refuse a day to which somebody who does not speak for sales puts a lead off");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        PutOff.Check(context.SystemService, context.Target, context.PreImage, context.Depth, context.UserId);
}
