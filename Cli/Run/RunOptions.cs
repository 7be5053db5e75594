namespace Smarketing.Cli.Run;

/// <summary>What a run is asked to do.</summary>
public sealed record RunOptions
{
    /// <summary>The database to keep; null keeps everything in memory.</summary>
    public string? DatabaseFile { get; init; }

    /// <summary>Whether bad rows are left out instead of stopping the run.</summary>
    public bool SkipBad { get; init; }

    /// <summary>The most leads to feed in; null feeds all.</summary>
    public int? Limit { get; init; }

    /// <summary>The language of reasons, as an LCID: 1033 or 1036.</summary>
    public int LanguageCode { get; init; } = 1033;

    /// <summary>How many leads the report explains.</summary>
    public int Explained { get; init; } = 4;
}
