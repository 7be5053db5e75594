using System.Activities.Hosting;
using System.Collections.Generic;

namespace System.Activities;

public sealed class WorkflowInvoker
{
    private readonly Activity workflow;

    public WorkflowInvoker(Activity workflow)
    {
        this.workflow = workflow ?? throw new ArgumentNullException(nameof(workflow));
    }

    public WorkflowInstanceExtensionManager Extensions { get; } = new();

    public static IDictionary<string, object> Invoke(Activity workflow) => new WorkflowInvoker(workflow).Invoke();

    public static IDictionary<string, object> Invoke(Activity workflow, IDictionary<string, object> inputs) =>
        new WorkflowInvoker(workflow).Invoke(inputs);

    public IDictionary<string, object> Invoke() => Invoke(new Dictionary<string, object>());

    public IDictionary<string, object> Invoke(IDictionary<string, object> inputs)
    {
        if (inputs == null) throw new ArgumentNullException(nameof(inputs));
        if (workflow is not CodeActivity activity)
        {
            throw new NotSupportedException(
                $"'{workflow.DisplayName}' is a {workflow.GetType().FullName}; only activities derived from CodeActivity can run here.");
        }

        Extensions.MakeReadOnly();
        var arguments = ArgumentBinding.Of(activity);
        var run = new WorkflowRun(activity, arguments, inputs, Extensions.CreateForRun());
        var context = new CodeActivityContext(run);
        try
        {
            activity.Run(context);
        }
        finally
        {
            context.Dispose();
        }

        return run.Outputs();
    }
}
