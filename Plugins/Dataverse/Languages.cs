namespace Smarketing.Crm.Dataverse;

/// <summary>The languages every text exists in, as the platform numbers them (LCID).</summary>
public static class Languages
{
    public const int English = 1033;
    public const int French = 1036;

    /// <summary>The language to answer in: French for every kind of French, English for all others.</summary>
    /// <remarks>The low ten bits of an LCID are the language, the rest the country.</remarks>
    public static int Closest(int language) => (language & 0x3FF) == (French & 0x3FF) ? French : English;
}
