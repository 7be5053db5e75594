namespace Smarketing.Crm.Dataverse;

/// <summary>The custom API smk_DraftNextAgreement, called on an agreement.</summary>
internal static class DraftNextAgreementMessage
{
    /// <summary>Its unique name.</summary>
    public const string Name = "smk_DraftNextAgreement";

    /// <summary>The table it is bound to.</summary>
    public const string Table = "smk_agreement";

    /// <summary>The agreement to copy.</summary>
    public const string Target = "Target";

    /// <summary>What it answers.</summary>
    public static class Response
    {
        /// <summary>The id of the new draft.</summary>
        public const string AgreementId = "AgreementId";
    }
}
