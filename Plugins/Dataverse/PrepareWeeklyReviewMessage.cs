namespace Smarketing.Crm.Dataverse;

/// <summary>The custom API smk_PrepareWeeklyReview.</summary>
internal static class PrepareWeeklyReviewMessage
{
    /// <summary>Its unique name.</summary>
    public const string Name = "smk_PrepareWeeklyReview";

    /// <summary>The table of what it answers.</summary>
    public const string ReviewTable = "smk_weeklyreview";

    /// <summary>What it is asked.</summary>
    public static class Request
    {
        /// <summary>Optional moment, UTC: the last week that was over then is reviewed; left out means now.</summary>
        public const string On = "On";
    }

    /// <summary>What it answers.</summary>
    public static class Response
    {
        /// <summary>The review.</summary>
        public const string ReviewId = "ReviewId";

        /// <summary>The review in the caller's language.</summary>
        public const string Text = "Text";
    }
}
