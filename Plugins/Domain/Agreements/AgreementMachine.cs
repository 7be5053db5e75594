using System;

namespace Smarketing.Crm.Domain.Agreements;

/// <summary>
/// The life of an agreement: a draft, signed by marketing and by sales in either order and by two different people, in force,
/// and at last superseded; expired in between when nobody renewed it in time. Its diagram is <c>docs/agreement-states.md</c>.
/// </summary>
public static class AgreementMachine
{
    private static readonly AgreementEffect[] ComingIntoForce =
    [
        AgreementEffect.PublishModel, AgreementEffect.SupersedeFormer, AgreementEffect.RescoreOpenLeads, AgreementEffect.HealAlerts,
    ];

    /// <summary>What an event makes of an agreement. What does not concern it leaves it as it is; what must not happen is refused.</summary>
    public static AgreementDecision Decide(AgreementLife life, AgreementEvent happening)
    {
        if (life is null)
            throw new ArgumentNullException(nameof(life));
        return happening switch
        {
            AgreementEvent.Edited => Edit(life),
            AgreementEvent.Signed signed => Sign(life, signed),
            AgreementEvent.Loaded loaded => Load(life, loaded),
            AgreementEvent.Withdrawn => AgreementDecision.Becomes(life with { State = AgreementState.Superseded }),
            AgreementEvent.Replaced => life.IsWorking
                ? AgreementDecision.Becomes(life with { State = AgreementState.Superseded })
                : AgreementDecision.Becomes(life),
            AgreementEvent.ReviewNears => life.State == AgreementState.InForce
                ? AgreementDecision.Becomes(life, AgreementEffect.RemindOfRenewal)
                : AgreementDecision.Becomes(life),
            // Said again while it lasts: the alert stands until another agreement comes into force.
            AgreementEvent.ValidityEnds => life.IsWorking
                ? AgreementDecision.Becomes(life with { State = AgreementState.Expired }, AgreementEffect.AlertExpired)
                : AgreementDecision.Becomes(life),
            _ => throw new ArgumentOutOfRangeException(nameof(happening), happening, "This event is unknown; say here what it does."),
        };
    }

    private static AgreementDecision Load(AgreementLife life, AgreementEvent.Loaded loaded)
    {
        if (!life.IsDraft)
            return AgreementDecision.Refuses(life, AgreementRefusal.Frozen);
        return loaded.BesideAnother
            ? AgreementDecision.Refuses(life, AgreementRefusal.AnotherWorks)
            : AgreementDecision.Becomes(life with { State = AgreementState.InForce }, ComingIntoForce);
    }

    private static AgreementDecision Edit(AgreementLife life)
    {
        if (!life.IsDraft)
            return AgreementDecision.Refuses(life, AgreementRefusal.Frozen);
        return life.State == AgreementState.Draft
            ? AgreementDecision.Becomes(life)
            : AgreementDecision.Becomes(AgreementLife.NewDraft, AgreementEffect.LoseSignatures);
    }

    private static AgreementDecision Sign(AgreementLife life, AgreementEvent.Signed signed)
    {
        if (!life.IsDraft)
            return AgreementDecision.Refuses(life, AgreementRefusal.Frozen, signed.For);
        var signer = signed.By;
        if (!signer.MayForMarketing && !signer.MayForSales)
            return AgreementDecision.Refuses(life, AgreementRefusal.NoSigningRole, signed.For);
        // Before the side: whoever has signed cannot give the other signature either, whatever the roles.
        if (life.Marketing?.By == signer.Id || life.Sales?.By == signer.Id)
            return AgreementDecision.Refuses(life, AgreementRefusal.SignedByYou, signed.For);
        if ((signed.For ?? OnlySide(life, signer)) is not { } side)
            return AgreementDecision.Refuses(life, AgreementRefusal.SideNotSaid);
        if (!signer.MayFor(side))
            return AgreementDecision.Refuses(life, AgreementRefusal.NotYourSide, side);
        if (life.Of(side) is not null)
            return AgreementDecision.Refuses(life, AgreementRefusal.SideIsSigned, side);
        if (signed.Faults.Count > 0)
            return AgreementDecision.Refuses(life, AgreementRefusal.TermsNotWhole, side);

        var signature = new Signature(signer.Id, signed.On);
        var marketing = side == Side.Marketing ? signature : life.Marketing;
        var sales = side == Side.Sales ? signature : life.Sales;
        var decision = marketing is not null && sales is not null
            ? AgreementDecision.Becomes(new AgreementLife(AgreementState.InForce, marketing, sales), ComingIntoForce)
            : AgreementDecision.Becomes(AgreementLife.Draft(marketing, sales));
        return decision with { Side = side };
    }

    // The one side the roles allow or, of two, the one still to be signed.
    private static Side? OnlySide(AgreementLife life, Signer signer)
    {
        if (signer.MayForMarketing != signer.MayForSales)
            return signer.MayForMarketing ? Side.Marketing : Side.Sales;
        return life.State switch
        {
            AgreementState.SignedByMarketing => Side.Sales,
            AgreementState.SignedBySales => Side.Marketing,
            _ => null,
        };
    }
}
