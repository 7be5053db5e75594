namespace System.Activities;

public abstract class InArgument : Argument
{
    internal InArgument()
    {
        Direction = ArgumentDirection.In;
    }
}

public sealed class InArgument<T> : InArgument
{
    private readonly bool isBound;
    private readonly T constant;

    public InArgument()
    {
        ArgumentType = typeof(T);
    }

    public InArgument(T constValue) : this()
    {
        isBound = true;
        constant = constValue;
    }

    public static implicit operator InArgument<T>(T constValue) => FromValue(constValue);

    public static InArgument<T> FromValue(T constValue) => new(constValue);

    public new T Get(ActivityContext context) => Demand(context).GetValue(this);

    public void Set(ActivityContext context, T value) => Demand(context).SetValue(this, value);

    internal override bool TryGetConstant(out object value)
    {
        if (isBound && !typeof(T).IsValueType && typeof(T) != typeof(string))
        {
            throw new InvalidWorkflowException(
                $"Literal only supports value types and the immutable type System.String. The type {typeof(T).FullName} cannot be used as a literal.");
        }

        value = constant;
        return isBound;
    }
}
