using Smarketing.Crm.Dataverse.ClosedLoop;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Crm.Steps;

/// <summary>Content that is called otherwise has other readers.</summary>
public sealed class CountForContentOnKeyChange : Step
{
    /// <inheritdoc/>
    public override StepRegistration Registration => On.Update(Content.EntityLogicalName).Filtering(Content.Columns.Key).PostOperation().Async()
        .InOrderTo("compute content anew when engagement names it otherwise");

    /// <inheritdoc/>
    protected override void Execute(StepContext context) =>
        ContentMarks.ToCompute(context.SystemService, context.Target.Id, context.Now);
}
