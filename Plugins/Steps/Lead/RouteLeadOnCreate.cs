using Smarketing.Crm.Dataverse.Routing;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>A lead that is born ripe goes to sales.</summary>
public sealed class RouteLeadOnCreate : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Create(Lead.EntityLogicalName).PostOperation().Async().Order(20)
        .WithPostImage(Lead.Columns.Stage)
        .InOrderTo("hand a sales-qualified lead to a pair");

    /// <inheritdoc/>
    protected override void Execute(StepContext context)
    {
        if (context.PostImage.ToEntity<Lead>().Stage == Stage.SQL)
            RouteLeadMessage.Send(context.SystemService, context.PostImage.Id);
    }
}
