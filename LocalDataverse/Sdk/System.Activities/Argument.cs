namespace System.Activities;

public enum ArgumentDirection
{
    In,
    Out,
    InOut,
}

public abstract class Argument
{
    internal Argument()
    {
    }

    public Type ArgumentType { get; internal init; }

    public ArgumentDirection Direction { get; internal init; }

    public object Get(ActivityContext context) => Demand(context).GetValue(this);

    public T Get<T>(ActivityContext context) => (T)Demand(context).GetValue(this);

    public void Set(ActivityContext context, object value) => Demand(context).SetValue(this, value);

    /// <summary>The constant bound to this argument, if one is; it counts as a supplied value.</summary>
    internal virtual bool TryGetConstant(out object value)
    {
        value = null;
        return false;
    }

    internal static ActivityContext Demand(ActivityContext context) => context ?? throw new ArgumentNullException(nameof(context));
}
