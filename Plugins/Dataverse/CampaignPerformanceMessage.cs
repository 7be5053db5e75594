namespace Smarketing.Crm.Dataverse;

/// <summary>The custom API smk_CampaignPerformance, bound to a campaign. Compiled into both assemblies that ship.</summary>
internal static class CampaignPerformanceMessage
{
    /// <summary>Its unique name.</summary>
    public const string Name = "smk_CampaignPerformance";

    /// <summary>The table it is bound to.</summary>
    public const string Table = "campaign";

    /// <summary>The campaign.</summary>
    public const string Target = "Target";

    /// <summary>What it is asked.</summary>
    public static class Request
    {
        /// <summary>Optional whole number: a value of the choice smk_attributionmodel; left out, the model of the agreement in force.</summary>
        public const string Model = "Model";
    }

    /// <summary>What it answers.</summary>
    public static class Response
    {
        /// <summary>The figures as a JSON object.</summary>
        public const string Figures = "Figures";
    }
}
