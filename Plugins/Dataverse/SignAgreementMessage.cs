namespace Smarketing.Crm.Dataverse;

/// <summary>The custom API smk_SignAgreement, called on an agreement.</summary>
internal static class SignAgreementMessage
{
    /// <summary>Its unique name.</summary>
    public const string Name = "smk_SignAgreement";

    /// <summary>The table it is bound to.</summary>
    public const string Table = "smk_agreement";

    /// <summary>The agreement to sign.</summary>
    public const string Target = "Target";

    /// <summary>What it is asked.</summary>
    public static class Request
    {
        /// <summary>Optional whole number, a value of the choice smk_side: the side to sign for.</summary>
        public const string Side = "Side";
    }

    /// <summary>What it answers.</summary>
    public static class Response
    {
        /// <summary>Whole number, a value of the choice smk_side: the side that was signed for.</summary>
        public const string SignedSide = "SignedSide";

        /// <summary>Whether the agreement is in force now.</summary>
        public const string InForce = "InForce";
    }
}
