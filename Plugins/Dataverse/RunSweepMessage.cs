namespace Smarketing.Crm.Dataverse;

/// <summary>The custom API smk_RunSweep.</summary>
internal static class RunSweepMessage
{
    /// <summary>Its unique name.</summary>
    public const string Name = "smk_RunSweep";

    /// <summary>Pieces of one call when the caller names no limit; well within the platform's two minutes.</summary>
    public const int DefaultLimit = 200;

    /// <summary>The most pieces of one call.</summary>
    public const int MostLimit = 2000;

    /// <summary>What it is asked.</summary>
    public static class Request
    {
        /// <summary>Optional whole number: the most pieces of work.</summary>
        public const string Limit = "Limit";

        /// <summary>Optional text: the name of the only task to run, so that what fails in one does not keep others waiting.</summary>
        public const string Task = "Task";
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
}
