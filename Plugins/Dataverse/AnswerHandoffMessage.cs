namespace Smarketing.Crm.Dataverse;

/// <summary>The custom API smk_AnswerHandoff, bound to a hand-off.</summary>
internal static class AnswerHandoffMessage
{
    /// <summary>Its unique name.</summary>
    public const string Name = "smk_AnswerHandoff";

    /// <summary>The table it is bound to.</summary>
    public const string Table = "smk_handoff";

    /// <summary>The hand-off it is called on.</summary>
    public const string Target = "Target";

    /// <summary>What it is asked.</summary>
    public static class Request
    {
        /// <summary>Yes or no: to accept or to reject.</summary>
        public const string Accept = "Accept";

        /// <summary>Optional whole number: why it is rejected, a value of the choice smk_rejectreason.</summary>
        public const string Reason = "Reason";

        /// <summary>Optional text: what sales adds.</summary>
        public const string Note = "Note";

        /// <summary>Optional date: the day on which a rejected lead counts again, by the agreement's time zone.</summary>
        public const string RecycleOn = "RecycleOn";
    }

    /// <summary>What it answers.</summary>
    public static class Response
    {
        /// <summary>Whole number: status of the hand-off afterwards, a value of its statuscode.</summary>
        public const string Status = "Status";
    }
}
