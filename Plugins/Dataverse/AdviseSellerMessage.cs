namespace Smarketing.Crm.Dataverse;

/// <summary>The custom API smk_AdviseSeller, bound to a lead.</summary>
internal static class AdviseSellerMessage
{
    /// <summary>Its unique name.</summary>
    public const string Name = "smk_AdviseSeller";

    /// <summary>The table it is bound to.</summary>
    public const string Table = "lead";

    /// <summary>The row it is called on.</summary>
    public const string Target = "Target";

    /// <summary>Content recommended at most.</summary>
    public const int MostContents = 3;

    /// <summary>What it answers, in the caller's language.</summary>
    public static class Response
    {
        /// <summary>JSON object: persona, objections with answers, content, reasons.</summary>
        public const string Advice = "Advice";

        /// <summary>The same to read.</summary>
        public const string Text = "Text";
    }
}
