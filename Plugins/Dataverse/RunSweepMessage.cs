using System;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse;

/// <summary>The custom API smk_RunSweep.</summary>
internal static class RunSweepMessage
{
    /// <summary>Its unique name.</summary>
    public const string Name = "smk_RunSweep";

    /// <summary>Pieces of one call when the caller names no limit; well within the platform's two minutes.</summary>
    public const int DefaultLimit = 100;

    /// <summary>The most pieces of one call.</summary>
    public const int MostLimit = 500;

    /// <summary>What it is asked.</summary>
    public static class Request
    {
        /// <summary>Optional whole number: the most pieces of work.</summary>
        public const string Limit = "Limit";

        /// <summary>Optional text: the name of the only task to run, so that what fails in one does not keep others waiting.</summary>
        public const string Task = "Task";

        /// <summary>Optional text, an id, with a task: the only row to look at, although it has failed before.</summary>
        public const string Piece = "Piece";

        /// <summary>
        /// Optional flag, with a task: to have the task run piece by piece, afterwards and each in a transaction of its own. What a caller asks for
        /// when a call has failed.
        /// </summary>
        public const string Careful = "Careful";
    }

    /// <summary>What it answers.</summary>
    public static class Response
    {
        /// <summary>Whole number: the pieces done.</summary>
        public const string Done = "Done";

        /// <summary>Whether there may be more to do at once.</summary>
        public const string HasMore = "HasMore";

        /// <summary>JSON object: pieces by task.</summary>
        public const string Details = "Details";
    }

    /// <summary>Has one task run, or one piece of it: all of that in one transaction, or nothing.</summary>
    public static void Send(IOrganizationService service, string task, Guid? piece)
    {
        var request = new OrganizationRequest(Name) { [Request.Task] = task };
        if (piece is { } id)
            request[Request.Piece] = id.ToString("D");
        service.Execute(request);
    }
}
