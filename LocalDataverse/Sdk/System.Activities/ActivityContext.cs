namespace System.Activities;

public class ActivityContext
{
    private WorkflowRun run;

    internal ActivityContext(WorkflowRun run)
    {
        this.run = run;
    }

    public T GetExtension<T>() where T : class => Run.Extension<T>();

    public object GetValue(Argument argument) => Run[Demand(argument)];

    public T GetValue<T>(InArgument<T> argument) => (T)Run[Demand(argument)];

    public T GetValue<T>(OutArgument<T> argument) => (T)Run[Demand(argument)];

    public T GetValue<T>(InOutArgument<T> argument) => (T)Run[Demand(argument)];

    public void SetValue(Argument argument, object value) => Run[Demand(argument)] = value;

    public void SetValue<T>(InArgument<T> argument, T value) => Run[Demand(argument)] = value;

    public void SetValue<T>(OutArgument<T> argument, T value) => Run[Demand(argument)] = value;

    public void SetValue<T>(InOutArgument<T> argument, T value) => Run[Demand(argument)] = value;

    /// <summary>A context lives as long as the activity's Execute: one kept in a field must not read a later run's values.</summary>
    internal void Dispose() => run = null;

    private WorkflowRun Run => run ?? throw new ObjectDisposedException(
        GetType().FullName, "An ActivityContext can only be accessed within the scope of the function it was passed into.");

    private static Argument Demand(Argument argument) => argument ?? throw new ArgumentNullException(nameof(argument));
}

public class CodeActivityContext : ActivityContext
{
    internal CodeActivityContext(WorkflowRun run) : base(run)
    {
    }
}
