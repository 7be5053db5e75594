using System;
using System.Linq;

namespace Smarketing.Crm.Domain.Routing;

/// <summary>By what a lead was found to belong to an account or contact that somebody looks after; the surest first.</summary>
public enum RelationKind
{
    /// <summary>The lead names its account or contact.</summary>
    Parent = 0,

    /// <summary>A contact or account has the domain of its e-mail address.</summary>
    EmailDomain = 1,

    /// <summary>An account has its company's name.</summary>
    CompanyName = 2,
}

/// <summary>Somebody looks after a customer that a lead belongs to.</summary>
/// <param name="Kind">How it was found.</param>
/// <param name="OwnerId">Who looks after it.</param>
/// <param name="With">The account or contact, as people call it.</param>
public sealed record Relation(RelationKind Kind, Guid OwnerId, string With);

/// <summary>Domains of e-mail addresses that say where somebody works, and those that do not.</summary>
public static class EmailDomain
{
    private static readonly string[] Public =
    [
        "gmail", "googlemail", "outlook", "hotmail", "live", "msn", "yahoo", "ymail", "rocketmail", "icloud", "me", "mac", "aol", "gmx", "proton",
        "protonmail", "pm", "tutanota", "tuta", "zoho", "mail", "inbox", "yandex", "fastmail", "hey", "orange", "wanadoo", "free", "sfr", "neuf", "laposte",
        "bbox", "numericable", "club-internet", "aliceadsl", "voila", "web", "t-online", "freenet", "libero", "virgilio", "tiscali", "skynet", "telenet",
        "proximus", "bluewin", "hispeed", "sunrise", "qq", "163", "126", "btinternet", "comcast", "verizon", "att",
    ];

    /// <summary>The domain in lower case; <c>null</c> when there is none or everybody can have an address there.</summary>
    public static string? OfCompany(string? address)
    {
        var at = address?.LastIndexOf('@') ?? -1;
        if (at < 1)
            return null;
        var domain = address!.Substring(at + 1).Trim().TrimEnd('.').ToLowerInvariant();
        var parts = domain.Split('.');
        return parts.Length < 2 || parts.Any(part => part.Length == 0) || domain.Any(c => !IsOfDomain(c)) || IsPublic(parts) ? null : domain;
    }

    // yahoo.fr and yahoo.co.uk are one provider; a firm called Orange has its own name below another.
    private static bool IsPublic(string[] parts) =>
        Array.IndexOf(Public, parts[0]) >= 0 && (parts.Length == 2 || (parts.Length == 3 && parts[1].Length <= 3));

    // Nothing that means something else in a query.
    private static bool IsOfDomain(char character) => char.IsLetterOrDigit(character) || character is '-' or '.';
}
