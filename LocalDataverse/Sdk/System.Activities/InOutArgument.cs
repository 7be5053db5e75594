namespace System.Activities;

public abstract class InOutArgument : Argument
{
    internal InOutArgument()
    {
        Direction = ArgumentDirection.InOut;
    }
}

public sealed class InOutArgument<T> : InOutArgument
{
    public InOutArgument()
    {
        ArgumentType = typeof(T);
    }

    public new T Get(ActivityContext context) => Demand(context).GetValue(this);

    public void Set(ActivityContext context, T value) => Demand(context).SetValue(this, value);
}
