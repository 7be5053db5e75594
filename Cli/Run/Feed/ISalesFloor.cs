using System;
using System.Collections.Generic;
using Smarketing.LocalDataverse;

namespace Smarketing.Cli.Run.Feed;

/// <summary>The people of a source: what they set up before the first lead, and what they do about the leads they are handed.</summary>
public interface ISalesFloor
{
    /// <summary>Brings users, pairs, pool, calendar, objectives and content into an environment. What is there already stays.</summary>
    /// <param name="organization">The environment, with the solution and its configuration in it.</param>
    /// <param name="now">The instant at which this happens (UTC).</param>
    void Open(LocalOrganization organization, DateTime now);

    /// <summary>What the sellers are going to do about the hand-offs that came since they last looked.</summary>
    /// <param name="now">The instant at which they look (UTC).</param>
    /// <param name="outcomes">What the source knows of its leads: whether each becomes a customer, null when that is not known.</param>
    IReadOnlyList<PlannedAction> React(DateTime now, IReadOnlyDictionary<Guid, bool?> outcomes);
}

/// <summary>Something a person does.</summary>
/// <param name="On">When (UTC).</param>
/// <param name="Do">What; it may plan more.</param>
public sealed record PlannedAction(DateTime On, Func<IReadOnlyList<PlannedAction>> Do);
