namespace Smarketing.Crm.Dataverse;

/// <summary>The custom API smk_RecordEngagements. Compiled into both assemblies that ship.</summary>
internal static class RecordEngagementsMessage
{
    /// <summary>Its unique name.</summary>
    public const string Name = "smk_RecordEngagements";

    /// <summary>The most rows of one call; well within the platform's two minutes.</summary>
    public const int MostRows = 1000;

    /// <summary>What it is asked.</summary>
    public static class Request
    {
        /// <summary>
        /// Text: a JSON array of objects with lead (id), type and channel (names or values of their choices), occurredOn (ISO 8601, UTC when it
        /// names no zone), sourceKey, and optionally content (text) and campaign (id).
        /// </summary>
        public const string Engagements = "Engagements";
    }

    /// <summary>What it answers.</summary>
    public static class Response
    {
        /// <summary>JSON object with the array rows: index, status (stored, known or refused), id, and for a refused row member, rule and remedy.</summary>
        public const string Results = "Results";

        /// <summary>Whole number: rows stored now.</summary>
        public const string Stored = "Stored";

        /// <summary>Whole number: rows whose source key was known already.</summary>
        public const string Known = "Known";

        /// <summary>Whole number: rows refused; all others are kept.</summary>
        public const string Refused = "Refused";
    }
}
