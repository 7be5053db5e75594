using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>A task whose pieces are rows, each done by itself: so one that fails can be told from the others.</summary>
internal abstract class RowTask : ISweepTask
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public int Run(SweepContext context, int budget)
    {
        var due = Due(context, budget);
        var done = Do(context, due, budget);
        // Less than asked for is all: what was tried again is done, and what is left of old failures is due no more.
        if (context.Piece is null && due.Count > 0 && due.Count < budget)
            context.Failures.HealOld(Name, context.Now);
        return done;
    }

    /// <summary>The rows that are due and of which no failure is known, oldest first.</summary>
    public abstract IReadOnlyList<Entity> Due(SweepContext context, int most);

    /// <summary>Does them.</summary>
    /// <returns>How many pieces were done.</returns>
    protected abstract int Do(SweepContext context, IReadOnlyList<Entity> due, int budget);
}
