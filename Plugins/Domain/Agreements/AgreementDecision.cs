using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Agreements;

/// <summary>What has to be done when an event is taken.</summary>
public enum AgreementEffect
{
    /// <summary>Take the signatures off: they were given to another text.</summary>
    LoseSignatures,

    /// <summary>Publish the scoring model, which freezes it.</summary>
    PublishModel,

    /// <summary>Supersede the agreement that worked until now.</summary>
    SupersedeFormer,

    /// <summary>Score open leads by the new rules.</summary>
    RescoreOpenLeads,

    /// <summary>Heal the alerts that only a new agreement heals.</summary>
    HealAlerts,

    /// <summary>Remind both sides to renew.</summary>
    RemindOfRenewal,

    /// <summary>Tell both sides that it has expired.</summary>
    AlertExpired,
}

/// <summary>Why an event is refused.</summary>
public enum AgreementRefusal
{
    /// <summary>It is in force or was: draft a new version.</summary>
    Frozen,

    /// <summary>Another works, and loading puts none in its place.</summary>
    AnotherWorks,

    /// <summary>The person has no role that signs.</summary>
    NoSigningRole,

    /// <summary>The person's roles do not sign for this side.</summary>
    NotYourSide,

    /// <summary>The person may sign for both sides and has to say for which.</summary>
    SideNotSaid,

    /// <summary>The person has signed already.</summary>
    SignedByYou,

    /// <summary>Somebody else has signed for this side already.</summary>
    SideIsSigned,

    /// <summary>It does not say everything both sides have to promise.</summary>
    TermsNotWhole,
}

/// <summary>What an event comes to.</summary>
/// <param name="After">The agreement after it; the same as before when it is refused.</param>
/// <param name="Effects">What has to be done, in this order.</param>
/// <param name="Refusal">Why it is refused; <c>null</c> when it is not.</param>
/// <param name="Side">The side signed or to be signed for; <c>null</c> when the event is no signing or the side is not known.</param>
public sealed record AgreementDecision(
    AgreementLife After, IReadOnlyList<AgreementEffect> Effects, AgreementRefusal? Refusal, Side? Side)
{
    private static readonly IReadOnlyList<AgreementEffect> Nothing = Array.AsReadOnly(Array.Empty<AgreementEffect>());

    internal static AgreementDecision Becomes(AgreementLife after, params AgreementEffect[] effects) =>
        new(after, effects.Length == 0 ? Nothing : Array.AsReadOnly(effects), null, null);

    internal static AgreementDecision Refuses(AgreementLife life, AgreementRefusal why, Side? side = null) => new(life, Nothing, why, side);
}
