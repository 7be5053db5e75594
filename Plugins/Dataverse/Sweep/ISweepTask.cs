namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>
/// One kind of work that falls due by time alone. What is due is found from the rows themselves, never from memory, so that a task can be
/// stopped anywhere, called again, or run twice at once: doing it makes it no longer due, and what two runs write at once is keyed.
/// </summary>
internal interface ISweepTask
{
    /// <summary>A short name for traces and for the answer of smk_RunSweep; stable.</summary>
    string Name { get; }

    /// <summary>Does what is due, oldest first, at most <paramref name="budget"/> pieces.</summary>
    /// <param name="context">Services and clock.</param>
    /// <param name="budget">The most pieces to do; at least 1.</param>
    /// <returns>How many pieces were done; <paramref name="budget"/> means there may be more.</returns>
    int Run(SweepContext context, int budget);
}
