using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Agreements;

/// <summary>Something that happens to an agreement.</summary>
public abstract record AgreementEvent
{
    private AgreementEvent()
    {
    }

    /// <summary>Somebody changes what it says, or a rule of its scoring model.</summary>
    public sealed record Edited : AgreementEvent;

    /// <summary>Somebody signs.</summary>
    /// <param name="By">Who.</param>
    /// <param name="For">The side; <c>null</c> leaves it to what the person may sign for.</param>
    /// <param name="On">When, in UTC.</param>
    /// <param name="Faults">What keeps the agreement from being signed as it is written.</param>
    public sealed record Signed(Signer By, Side? For, DateTime On, IReadOnlyList<TermFault> Faults) : AgreementEvent;

    /// <summary>An administrator brings it into force without signatures, as when configuration is moved from another system.</summary>
    /// <param name="BesideAnother">Whether another agreement works; only signatures put one in its place.</param>
    public sealed record Loaded(bool BesideAnother) : AgreementEvent;

    /// <summary>Another agreement comes into force.</summary>
    public sealed record Replaced : AgreementEvent;

    /// <summary>Somebody sets a draft aside, or an administrator takes an agreement out of force without another to follow.</summary>
    public sealed record Withdrawn : AgreementEvent;

    /// <summary>Its review is near enough to be reminded of.</summary>
    public sealed record ReviewNears : AgreementEvent;

    /// <summary>The last day of its validity has passed.</summary>
    public sealed record ValidityEnds : AgreementEvent;
}

/// <summary>A person who signs, and what that person's roles allow.</summary>
/// <param name="Id">The person.</param>
/// <param name="MayForMarketing">Has the role that signs for marketing.</param>
/// <param name="MayForSales">Has the role that signs for sales.</param>
public sealed record Signer(Guid Id, bool MayForMarketing, bool MayForSales)
{
    /// <summary>Whether the person's roles allow a side.</summary>
    public bool MayFor(Side side) => side == Side.Marketing ? MayForMarketing : MayForSales;
}
