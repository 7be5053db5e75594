using System;

namespace Smarketing.LocalDataverse;

/// <summary>One request as a watcher sees it.</summary>
/// <param name="Origin">Who asked.</param>
/// <param name="Message">The message, as Dataverse spells it.</param>
/// <param name="Table">The logical name of the table; empty for messages without one.</param>
/// <param name="Row">The row it is about; null when it is about none, or about one that is not named by its id.</param>
/// <param name="IsOfJob">Whether the step of an asynchronous job asked for it itself, and not a plug-in that the job set off.</param>
/// <param name="Depth">How deep in the chain it is: 1 for a request from outside.</param>
public sealed record WatchedRequest(RequestOrigin Origin, string Message, string Table, Guid? Row, bool IsOfJob, int Depth);

/// <summary>
/// Looks at every request before and after it is carried out, on the thread that carries it out; see <see cref="LocalOrganization.Watch"/>.
/// What it throws, the request fails with: so a test stops a plug-in between two of its requests, or lets something happen there.
/// </summary>
public interface IRequestWatch
{
    /// <summary>A request has come; nothing has happened yet.</summary>
    void Before(WatchedRequest request);

    /// <summary>A request was carried out; a failed one is not told.</summary>
    void After(WatchedRequest request);
}
