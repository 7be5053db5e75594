namespace System.Activities;

public abstract class Activity
{
    private string displayName;

    protected Activity()
    {
    }

    public string DisplayName
    {
        get => displayName ?? GetType().Name.Split('`')[0];
        set => displayName = value ?? string.Empty;
    }

    public override string ToString() => DisplayName;
}
