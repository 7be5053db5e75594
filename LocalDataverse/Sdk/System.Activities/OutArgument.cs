namespace System.Activities;

public abstract class OutArgument : Argument
{
    internal OutArgument()
    {
        Direction = ArgumentDirection.Out;
    }
}

public sealed class OutArgument<T> : OutArgument
{
    public OutArgument()
    {
        ArgumentType = typeof(T);
    }

    public new T Get(ActivityContext context) => Demand(context).GetValue(this);

    public void Set(ActivityContext context, T value) => Demand(context).SetValue(this, value);
}
