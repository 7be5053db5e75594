namespace Smarketing.Cli.Run;

/// <summary>Hears how far a run has come.</summary>
public interface IRunProgress
{
    /// <summary>The next part of the work begins.</summary>
    void Begin(string stage);

    /// <summary>So much of the present part is done.</summary>
    void Report(long done, long total);
}
