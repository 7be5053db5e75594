namespace Smarketing.Cli.Run.Feed;

/// <summary>The choice <c>smk_channel</c>, in its order.</summary>
public enum Channel
{
    Site,
    Blog,
    Email,
    Form,
    Event,
    Social,
    Phone,
    Partner,
}
