using System;

namespace Smarketing.Crm.Domain.Agreements;

/// <summary>The two sides of an agreement.</summary>
public enum Side
{
    /// <summary>Brings leads.</summary>
    Marketing,

    /// <summary>Works them.</summary>
    Sales,
}

/// <summary>Where an agreement stands.</summary>
public enum AgreementState
{
    /// <summary>Written, signed by nobody.</summary>
    Draft,

    /// <summary>Signed by marketing, waiting for sales.</summary>
    SignedByMarketing,

    /// <summary>Signed by sales, waiting for marketing.</summary>
    SignedBySales,

    /// <summary>Signed by both: leads are scored and handed over by it, and nothing in it changes any more.</summary>
    InForce,

    /// <summary>Its last day has passed; it goes on working until another comes into force.</summary>
    Expired,

    /// <summary>Another has taken its place.</summary>
    Superseded,
}

/// <summary>One signature.</summary>
/// <param name="By">The person.</param>
/// <param name="On">When, in UTC.</param>
public sealed record Signature(Guid By, DateTime On);

/// <summary>An agreement as far as its life goes. Signatures are kept once it is in force; one loaded by an administrator has none.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Marketing">Marketing's signature, or <c>null</c>.</param>
/// <param name="Sales">Sales' signature, or <c>null</c>.</param>
public sealed record AgreementLife(AgreementState State, Signature? Marketing, Signature? Sales)
{
    /// <summary>A draft that nobody has signed.</summary>
    public static AgreementLife NewDraft { get; } = new(AgreementState.Draft, null, null);

    /// <summary>A draft with the signatures it has so far.</summary>
    public static AgreementLife Draft(Signature? marketing, Signature? sales) => new(
        marketing is not null ? AgreementState.SignedByMarketing : sales is not null ? AgreementState.SignedBySales : AgreementState.Draft,
        marketing,
        sales);

    /// <summary>Whether it may still be changed and signed.</summary>
    public bool IsDraft => State is AgreementState.Draft or AgreementState.SignedByMarketing or AgreementState.SignedBySales;

    /// <summary>Whether leads are scored and handed over by it; an expired agreement goes on working.</summary>
    public bool IsWorking => State is AgreementState.InForce or AgreementState.Expired;

    /// <summary>The signature of a side, or <c>null</c>.</summary>
    public Signature? Of(Side side) => side == Side.Marketing ? Marketing : Sales;
}
