namespace System.Activities;

public abstract class CodeActivity : Activity
{
    protected CodeActivity()
    {
    }

    protected abstract void Execute(CodeActivityContext context);

    internal void Run(CodeActivityContext context) => Execute(context);
}
