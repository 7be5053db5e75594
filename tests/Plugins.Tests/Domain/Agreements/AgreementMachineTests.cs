using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Agreements;
using Smarketing.Tests.Plugins.Diagrams;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Agreements;

/// <summary>Every state asked about every event; who may sign; and the diagram that documentation shows.</summary>
public sealed class AgreementMachineTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 9, 30, 0, DateTimeKind.Utc);
    private static readonly Signer Marketer = new(new Guid("00000000-0000-0000-0000-00000000000a"), true, false);
    private static readonly Signer Manager = new(new Guid("00000000-0000-0000-0000-00000000000b"), false, true);
    private static readonly Signer Both = new(new Guid("00000000-0000-0000-0000-00000000000c"), true, true);
    private static readonly Signer Seller = new(new Guid("00000000-0000-0000-0000-00000000000d"), false, false);
    private static readonly AgreementEffect[] ComesIntoForce =
    [
        AgreementEffect.PublishModel, AgreementEffect.SupersedeFormer, AgreementEffect.RescoreOpenLeads, AgreementEffect.HealAlerts,
    ];

    // The signers in these lives are none of those above, so that only side and role decide.
    private static readonly Signature Earlier = new(new Guid("00000000-0000-0000-0000-0000000000ff"), Now.AddDays(-1));

    private static readonly (string Label, AgreementEvent Event)[] Events =
    [
        ("edited", new AgreementEvent.Edited()),
        ("signed by marketing", Sign(Marketer)),
        ("signed by sales", Sign(Manager)),
        ("loaded by an administrator", new AgreementEvent.Loaded(false)),
        ("loaded beside another", new AgreementEvent.Loaded(true)),
        ("review nears", new AgreementEvent.ReviewNears()),
        ("last day passes", new AgreementEvent.ValidityEnds()),
        ("another comes into force", new AgreementEvent.Replaced()),
        ("withdrawn", new AgreementEvent.Withdrawn()),
    ];

    /// <summary>State, event, and what comes of it: a state and effects, or a refusal.</summary>
    public static TheoryData<AgreementState, string, AgreementState, AgreementRefusal?, AgreementEffect[]> Table()
    {
        const AgreementState Draft = AgreementState.Draft;
        const AgreementState ByMarketing = AgreementState.SignedByMarketing;
        const AgreementState BySales = AgreementState.SignedBySales;
        const AgreementState InForce = AgreementState.InForce;
        const AgreementState Expired = AgreementState.Expired;
        const AgreementState Superseded = AgreementState.Superseded;
        return new()
        {
            { Draft, "edited", Draft, null, [] },
            { Draft, "signed by marketing", ByMarketing, null, [] },
            { Draft, "signed by sales", BySales, null, [] },
            { Draft, "loaded by an administrator", InForce, null, ComesIntoForce },
            { Draft, "loaded beside another", Draft, AgreementRefusal.AnotherWorks, [] },
            { Draft, "review nears", Draft, null, [] },
            { Draft, "last day passes", Draft, null, [] },
            { Draft, "another comes into force", Draft, null, [] },
            { Draft, "withdrawn", Superseded, null, [] },

            { ByMarketing, "edited", Draft, null, [AgreementEffect.LoseSignatures] },
            { ByMarketing, "signed by marketing", ByMarketing, AgreementRefusal.SideIsSigned, [] },
            { ByMarketing, "signed by sales", InForce, null, ComesIntoForce },
            { ByMarketing, "loaded by an administrator", InForce, null, ComesIntoForce },
            { ByMarketing, "loaded beside another", ByMarketing, AgreementRefusal.AnotherWorks, [] },
            { ByMarketing, "review nears", ByMarketing, null, [] },
            { ByMarketing, "last day passes", ByMarketing, null, [] },
            { ByMarketing, "another comes into force", ByMarketing, null, [] },
            { ByMarketing, "withdrawn", Superseded, null, [] },

            { BySales, "edited", Draft, null, [AgreementEffect.LoseSignatures] },
            { BySales, "signed by marketing", InForce, null, ComesIntoForce },
            { BySales, "signed by sales", BySales, AgreementRefusal.SideIsSigned, [] },
            { BySales, "loaded by an administrator", InForce, null, ComesIntoForce },
            { BySales, "loaded beside another", BySales, AgreementRefusal.AnotherWorks, [] },
            { BySales, "review nears", BySales, null, [] },
            { BySales, "last day passes", BySales, null, [] },
            { BySales, "another comes into force", BySales, null, [] },
            { BySales, "withdrawn", Superseded, null, [] },

            { InForce, "edited", InForce, AgreementRefusal.Frozen, [] },
            { InForce, "signed by marketing", InForce, AgreementRefusal.Frozen, [] },
            { InForce, "signed by sales", InForce, AgreementRefusal.Frozen, [] },
            { InForce, "loaded by an administrator", InForce, AgreementRefusal.Frozen, [] },
            { InForce, "loaded beside another", InForce, AgreementRefusal.Frozen, [] },
            { InForce, "review nears", InForce, null, [AgreementEffect.RemindOfRenewal] },
            { InForce, "last day passes", Expired, null, [AgreementEffect.AlertExpired] },
            { InForce, "another comes into force", Superseded, null, [] },
            { InForce, "withdrawn", Superseded, null, [] },

            { Expired, "edited", Expired, AgreementRefusal.Frozen, [] },
            { Expired, "signed by marketing", Expired, AgreementRefusal.Frozen, [] },
            { Expired, "signed by sales", Expired, AgreementRefusal.Frozen, [] },
            { Expired, "loaded by an administrator", Expired, AgreementRefusal.Frozen, [] },
            { Expired, "loaded beside another", Expired, AgreementRefusal.Frozen, [] },
            { Expired, "review nears", Expired, null, [] },
            { Expired, "last day passes", Expired, null, [AgreementEffect.AlertExpired] },
            { Expired, "another comes into force", Superseded, null, [] },
            { Expired, "withdrawn", Superseded, null, [] },

            { Superseded, "edited", Superseded, AgreementRefusal.Frozen, [] },
            { Superseded, "signed by marketing", Superseded, AgreementRefusal.Frozen, [] },
            { Superseded, "signed by sales", Superseded, AgreementRefusal.Frozen, [] },
            { Superseded, "loaded by an administrator", Superseded, AgreementRefusal.Frozen, [] },
            { Superseded, "loaded beside another", Superseded, AgreementRefusal.Frozen, [] },
            { Superseded, "review nears", Superseded, null, [] },
            { Superseded, "last day passes", Superseded, null, [] },
            { Superseded, "another comes into force", Superseded, null, [] },
            { Superseded, "withdrawn", Superseded, null, [] },
        };
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_state_takes_or_refuses_every_event(
        AgreementState state, string happening, AgreementState after, AgreementRefusal? refusal, AgreementEffect[] effects)
    {
        var life = In(state);
        var decision = AgreementMachine.Decide(life, EventNamed(happening));
        Assert.Equal((after, refusal), (decision.After.State, decision.Refusal));
        Assert.Equal(effects, decision.Effects);
        if (refusal is not null)
            Assert.Equal(life, decision.After);
    }

    [Fact]
    public void The_table_leaves_no_state_and_no_event_out() => Assert.Equal(
        Enum.GetValues<AgreementState>().SelectMany(state => Events.Select(item => (state, item.Label))).Order(),
        Table().Select(row => (row.Data.Item1, row.Data.Item2)).Order());

    [Fact]
    public void Every_kind_of_event_is_in_the_table() => Assert.Equal(
        typeof(AgreementEvent).GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal),
        Events.Select(item => item.Event.GetType().Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Two_people_of_the_two_sides_bring_it_into_force_in_either_order()
    {
        foreach (var order in new[] { new[] { Marketer, Manager }, [Manager, Marketer] })
        {
            var life = order.Aggregate(AgreementLife.NewDraft, (before, signer) => AgreementMachine.Decide(before, Sign(signer)).After);
            Assert.Equal(
                new AgreementLife(AgreementState.InForce, new Signature(Marketer.Id, Now), new Signature(Manager.Id, Now)), life);
        }
    }

    [Fact]
    public void Nobody_signs_twice_whatever_the_roles()
    {
        foreach (var first in Enum.GetValues<Side>())
        {
            var signed = AgreementMachine.Decide(AgreementLife.NewDraft, Sign(Both, first)).After;
            foreach (var again in new Side?[] { Side.Marketing, Side.Sales, null })
                Assert.Equal(AgreementRefusal.SignedByYou, AgreementMachine.Decide(signed, Sign(Both, again)).Refusal);
        }
    }

    [Fact]
    public void Who_may_sign_for_both_sides_says_for_which() =>
        Assert.Equal(AgreementRefusal.SideNotSaid, AgreementMachine.Decide(AgreementLife.NewDraft, Sign(Both)).Refusal);

    [Fact]
    public void Of_two_sides_the_one_still_to_be_signed_needs_no_saying()
    {
        Assert.Equal(Side.Sales, AgreementMachine.Decide(In(AgreementState.SignedByMarketing), Sign(Both)).Side);
        Assert.Equal(Side.Marketing, AgreementMachine.Decide(In(AgreementState.SignedBySales), Sign(Both)).Side);
    }

    [Fact]
    public void Nobody_signs_for_the_other_side()
    {
        Assert.Equal(AgreementRefusal.NotYourSide, AgreementMachine.Decide(AgreementLife.NewDraft, Sign(Marketer, Side.Sales)).Refusal);
        Assert.Equal(AgreementRefusal.NotYourSide, AgreementMachine.Decide(AgreementLife.NewDraft, Sign(Manager, Side.Marketing)).Refusal);
    }

    [Fact]
    public void A_seller_signs_for_nobody()
    {
        foreach (var side in new Side?[] { Side.Marketing, Side.Sales, null })
            Assert.Equal(AgreementRefusal.NoSigningRole, AgreementMachine.Decide(AgreementLife.NewDraft, Sign(Seller, side)).Refusal);
    }

    [Fact]
    public void What_is_not_whole_is_not_signed()
    {
        var faults = new[] { new TermFault(TermFaultKind.Missing, Term.AcceptMinutes) };
        var decision = AgreementMachine.Decide(AgreementLife.NewDraft, new AgreementEvent.Signed(Marketer, null, Now, faults));
        Assert.Equal(AgreementRefusal.TermsNotWhole, decision.Refusal);
    }

    [Fact]
    public void An_edit_between_two_signatures_asks_for_both_again()
    {
        var life = AgreementMachine.Decide(AgreementLife.NewDraft, Sign(Marketer)).After;
        life = AgreementMachine.Decide(life, new AgreementEvent.Edited()).After;
        life = AgreementMachine.Decide(life, Sign(Manager)).After;
        Assert.Equal(AgreementState.SignedBySales, life.State);
    }

    // Whatever happens in whatever order: two signatures of two people or an administrator, and never back.
    [Fact]
    public void No_course_of_events_brings_it_into_force_by_one_person_or_back_to_a_draft()
    {
        var random = new Random(20260302);
        var signers = new[] { Marketer, Manager, Both, Seller };
        for (var course = 0; course < 2000; course++)
        {
            var life = AgreementLife.NewDraft;
            for (var step = 0; step < 12; step++)
            {
                var happening = random.Next(3) > 0
                    ? Sign(signers[random.Next(signers.Length)], random.Next(3) switch { 0 => Side.Marketing, 1 => Side.Sales, _ => null })
                    : Events[random.Next(Events.Length)].Event;
                var after = AgreementMachine.Decide(life, happening).After;
                if (life.IsDraft && after.State == AgreementState.InForce && happening is AgreementEvent.Signed)
                    Assert.NotEqual(after.Marketing!.By, after.Sales!.By);
                Assert.True(life.IsDraft || !after.IsDraft);
                Assert.True(life.IsDraft || (life.Marketing == after.Marketing && life.Sales == after.Sales));
                life = after;
            }
        }
    }

    [Fact]
    public void The_diagram_in_the_documentation_is_what_the_code_does() => WrittenFromCode.Holds(
        "docs/agreement-states.md",
        "# The states of an agreement\n\n"
        + "Written from the code (`Plugins/Domain/Agreements/AgreementMachine.cs`) by its test; what is not drawn changes nothing or is refused.\n"
        + "What each state means and who does what: [agreements.md](agreements.md).\n\n"
        + StateDiagram.Of(Enum.GetValues<AgreementState>(), Events, (state, happening) => Next(state, happening))
            .BeginsAt(AgreementState.Draft, "drafted").EndsAt(AgreementState.Superseded).ToMarkdown());

    private static AgreementState? Next(AgreementState state, AgreementEvent happening)
    {
        var decision = AgreementMachine.Decide(In(state), happening);
        return decision.Refusal is null ? decision.After.State : null;
    }

    private static AgreementEvent Sign(Signer signer, Side? side = null) => new AgreementEvent.Signed(signer, side, Now, []);

    private static AgreementEvent EventNamed(string label) => Events.Single(item => item.Label == label).Event;

    private static AgreementLife In(AgreementState state) => new(
        state,
        state is AgreementState.Draft or AgreementState.SignedBySales ? null : Earlier,
        state is AgreementState.Draft or AgreementState.SignedByMarketing ? null : Earlier);
}
