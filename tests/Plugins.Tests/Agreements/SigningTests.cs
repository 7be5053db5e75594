using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Agreements;

/// <summary>Two people of two sides bring an agreement into force, and nobody by any other door.</summary>
public sealed class SigningTests : IDisposable
{
    private readonly SigningHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void The_first_signature_says_who_and_when_and_leaves_it_a_draft()
    {
        var id = house.Draft();

        var answer = house.Sign(house.Marketer, id);

        var row = house.Of(id);
        Assert.Equal(((int)Side.Marketing, false), ((int)answer["SignedSide"], (bool)answer["InForce"]));
        Assert.Equal((house.Marketer, house.Clock.Now), (row.MarketingSignerId!.Id, row.MarketingSignedOn));
        Assert.Equal((AgreementStatus.Draft, null), (row.StatusCode, row.SalesSignerId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_second_signature_brings_it_into_force_whoever_was_first(bool marketingFirst)
    {
        var model = house.Make.Model();
        var id = house.Draft(model);
        house.Sign(marketingFirst ? house.Marketer : house.Manager, id);
        house.Clock.Pass(TimeSpan.FromHours(1));

        var answer = house.Sign(marketingFirst ? house.Manager : house.Marketer, id);

        var row = house.Of(id);
        Assert.True((bool)answer["InForce"]);
        Assert.Equal((AgreementStatus.InForce, house.Clock.Now), (row.StatusCode, row.InForceOn));
        Assert.Equal((house.Marketer, house.Manager), (row.MarketingSignerId!.Id, row.SalesSignerId!.Id));
        Assert.Equal(ScoringModelStatus.Published, house.Row<ScoringModel>(ScoringModel.EntityLogicalName, model).StatusCode);
    }

    [Fact]
    public void It_takes_the_place_of_the_one_in_force()
    {
        var model = house.Make.Model();
        var former = house.InForce(model);

        var next = house.InForce();

        Assert.Equal((AgreementStatus.Superseded, AgreementStatus.InForce), (house.StatusOf(former), house.StatusOf(next)));
        Assert.Equal(ScoringModelStatus.Superseded, house.Row<ScoringModel>(ScoringModel.EntityLogicalName, model).StatusCode);
        Assert.Single(house.Rows<Agreement>(Agreement.EntityLogicalName), row => row.StatusCode == AgreementStatus.InForce);
    }

    [Fact]
    public void A_model_that_both_agree_on_again_stays_published()
    {
        var model = house.Make.Model();
        house.InForce(model);
        house.InForce(model);
        Assert.Equal(ScoringModelStatus.Published, house.Row<ScoringModel>(ScoringModel.EntityLogicalName, model).StatusCode);
    }

    [Fact]
    public void Nobody_signs_twice()
    {
        var id = house.Draft();
        var both = house.User("Smarketing Marketing", "Smarketing Sales Manager");
        house.Sign(both, id, Side.Marketing);
        Refused(() => house.Sign(both, id, Side.Sales), "You have signed");
    }

    [Fact]
    public void Who_has_both_roles_says_for_which_side()
    {
        var id = house.Draft();
        var both = house.User("Smarketing Marketing", "Smarketing Sales Manager");
        Refused(() => house.Sign(both, id), "Say for which one");
        Assert.Equal((int)Side.Sales, (int)house.Sign(both, id, Side.Sales)["SignedSide"]);
    }

    [Fact]
    public void A_side_is_signed_once()
    {
        var id = house.Draft();
        house.Sign(house.Marketer, id);
        Refused(() => house.Sign(house.User("Smarketing Marketing"), id), "signed for marketing already");
    }

    [Fact]
    public void Marketing_cannot_sign_for_sales() => Refused(() => house.Sign(house.Marketer, house.Draft(), Side.Sales), "Smarketing Sales Manager");

    [Fact]
    public void Sales_cannot_sign_for_marketing() => Refused(() => house.Sign(house.Manager, house.Draft(), Side.Marketing), "Smarketing Marketing");

    [Theory]
    [InlineData("Smarketing Sales")]
    [InlineData("Smarketing Administrator")]
    public void Other_roles_sign_for_nobody(string role) => Refused(() => house.Sign(house.User(role), house.Draft(), Side.Marketing), "neither the role");

    [Fact]
    public void A_role_of_a_team_counts()
    {
        var person = house.User("Smarketing Sales");
        var team = house.Organization.CreateTeam("Marketing of Lyon", house.Organization.RootUnit(), person);
        house.Organization.GiveRoles("team", team, house.Organization.RoleNamed("Smarketing Marketing"));
        Assert.Equal((int)Side.Marketing, (int)house.Sign(person, house.Draft())["SignedSide"]);
    }

    [Fact]
    public void An_option_that_is_no_side_is_refused() => Refused(() => house.Sign(house.Marketer, house.Draft(), Side.Both), "727000002 is no side");

    [Fact]
    public void What_is_missing_is_named()
    {
        var id = house.Draft(change: agreement =>
        {
            agreement.AcceptMinutes = null;
            agreement.MeetingTarget = null;
            agreement.ContactFacts = " ";
        });
        Refused(() => house.Sign(house.Marketer, id), "Still to be agreed on: contact facts, minutes to answer, meeting target.");
    }

    [Fact]
    public void What_is_missing_is_named_in_French_to_the_French()
    {
        using var french = new SigningHouse(CrmHouse.French);
        var administrator = french.Organization.AdministratorId;
        french.Organization.GiveRoles("systemuser", administrator, french.Organization.RoleNamed("Smarketing Marketing"));
        var id = french.Draft(change: agreement => agreement.AcceptMinutes = null);
        Assert.Contains("Reste à convenir : délai de réponse.", CrmHouse.RefusalOf(() => french.Sign(administrator, id)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_rules_is_not_signed() => Refused(() => house.Sign(house.Marketer, house.Draft(house.Make.EmptyModel())), "no criterion");

    [Fact]
    public void An_agreement_that_is_over_is_not_signed() =>
        Refused(() => house.Sign(house.Marketer, house.Draft(change: agreement =>
        {
            agreement.ValidUntil = new DateTime(2026, 3, 1);
            agreement.ReviewOn = new DateTime(2026, 3, 1);
        })), "last day of validity has passed");

    [Fact]
    public void What_is_in_force_is_not_signed_again() => Refused(() => house.Sign(house.User("Smarketing Marketing"), house.InForce()), "Draft a new version");

    [Fact]
    public void A_changed_draft_loses_its_signatures()
    {
        var id = house.Draft();
        house.Sign(house.Marketer, id);
        house.As(house.Marketer).Update(new Agreement { Id = id, MqlFit = 40 });
        Unsigned(id);
        house.Sign(house.Manager, id);
        Assert.Equal(AgreementStatus.Draft, house.StatusOf(id));
    }

    [Fact]
    public void A_draft_saved_without_a_change_keeps_them()
    {
        var id = house.Draft();
        house.Sign(house.Marketer, id);
        house.As(house.Marketer).Update(new Agreement { Id = id, MqlFit = 50 });
        Assert.NotNull(house.Of(id).MarketingSignerId);
    }

    [Theory]
    [InlineData("a criterion changed")]
    [InlineData("a criterion added")]
    [InlineData("a criterion taken out")]
    [InlineData("the model changed")]
    public void A_change_of_its_rules_takes_the_signatures_off_too(string change)
    {
        var model = house.Make.Model();
        var id = house.Draft(model);
        house.Sign(house.Marketer, id);
        var criterion = house.Rows<Criterion>(Criterion.EntityLogicalName, Criterion.Columns.ScoringModelId, model)[0].Id;

        switch (change)
        {
            case "a criterion changed":
                house.Service.Update(new Criterion { Id = criterion, Points = 15 });
                break;
            case "a criterion added":
                house.Make.Fit(model, "One more");
                break;
            case "a criterion taken out":
                house.Service.Delete(Criterion.EntityLogicalName, criterion);
                break;
            default:
                house.Service.Update(new ScoringModel { Id = model, FitA = 80 });
                break;
        }

        Unsigned(id);
    }

    [Fact]
    public void A_change_of_other_rules_does_not()
    {
        var id = house.Draft();
        house.Sign(house.Marketer, id);
        house.Make.Fit(house.Make.Model(), "Elsewhere");
        Assert.NotNull(house.Of(id).MarketingSignerId);
    }

    [Theory]
    [InlineData("Smarketing Marketing")]
    [InlineData("Smarketing Administrator")]
    public void A_signature_is_given_and_never_typed_in(string role)
    {
        var id = house.Draft();
        var user = house.User(role);
        foreach (var typed in new[]
        {
            new Agreement { Id = id, MarketingSignerId = new EntityReference("systemuser", user) },
            new Agreement { Id = id, SalesSignerId = new EntityReference("systemuser", user), SalesSignedOn = house.Clock.Now },
            new Agreement { Id = id, MarketingSignedOn = house.Clock.Now },
            new Agreement { Id = id, InForceOn = house.Clock.Now },
        })
        {
            // Asked as the administrator of the system, whom no missing right stops before the guard does.
            Refused(() => house.Service.Update(typed), "cannot be typed in");
        }

        Refused(() => house.Make.Agreement(null, agreement => agreement.SalesSignerId = new EntityReference("systemuser", user)), "cannot be typed in");
    }

    [Fact]
    public void Marketing_cannot_set_it_in_force_by_hand() => Refused(
        () => house.As(house.Marketer).Update(new Agreement { Id = house.Draft(), StatusCode = AgreementStatus.InForce }), "only an administrator");

    [Fact]
    public void Marketing_cannot_create_it_in_force() => Refused(
        () => house.As(house.Marketer).Create(new Agreement
        {
            Name = "Ours", Version = 1, MqlFit = 1, MqlEngagement = 1, SqlFit = 1, SqlEngagement = 1, HandRaiseDays = 30, StatusCode = AgreementStatus.InForce,
        }),
        "only an administrator");

    [Theory]
    [InlineData(AgreementStatus.Superseded)]
    [InlineData(AgreementStatus.Expired)]
    public void Marketing_cannot_take_it_out_of_force(AgreementStatus status)
    {
        var id = house.InForce();
        Refused(
            () => house.As(house.Marketer).Update(new Agreement { Id = id, StateCode = AgreementState.Inactive, StatusCode = status }),
            "only an administrator");
        Refused(() => house.As(house.Marketer).Update(new Agreement { Id = id, StateCode = AgreementState.Inactive }), "only an administrator");
        Refused(
            () => house.As(house.Marketer).Execute(new SetStateRequest
            {
                EntityMoniker = new EntityReference(Agreement.EntityLogicalName, id), State = new OptionSetValue(1), Status = new OptionSetValue((int)status),
            }),
            "only an administrator");
    }

    [Theory]
    [InlineData("Smarketing Administrator")]
    public void An_administrator_loads_it_in_force(string role)
    {
        var id = house.Draft();
        house.As(house.User(role)).Update(new Agreement { Id = id, StatusCode = AgreementStatus.InForce });
        Assert.Equal((AgreementStatus.InForce, house.Clock.Now, null), (house.StatusOf(id), house.Of(id).InForceOn, house.Of(id).MarketingSignerId));
    }

    [Fact]
    public void Marketing_may_set_a_draft_aside()
    {
        var id = house.Draft();
        house.As(house.Marketer).Update(new Agreement { Id = id, StateCode = AgreementState.Inactive, StatusCode = AgreementStatus.Superseded });
        Refused(() => house.Sign(house.Manager, id), "Draft a new version");
    }

    [Fact]
    public void A_seller_edits_no_rule()
    {
        var seller = house.As(house.User("Smarketing Sales"));
        var model = house.Make.Model();
        var id = house.Draft(model);
        var criterion = house.Rows<Criterion>(Criterion.EntityLogicalName, Criterion.Columns.ScoringModelId, model)[0].Id;
        Refused(() => seller.Update(new Agreement { Id = id, MqlFit = 1 }), "prvWrite");
        Refused(() => seller.Update(new ScoringModel { Id = model, FitA = 90 }), "prvWrite");
        Refused(() => seller.Update(new Criterion { Id = criterion, Points = 1 }), "prvWrite");
    }

    [Fact]
    public void An_unknown_time_zone_is_refused() =>
        Refused(() => house.Make.Agreement(null, agreement => agreement.TimeZone = "Europe/Atlantis"), "“Europe/Atlantis”");

    private void Unsigned(Guid id)
    {
        var row = house.Of(id);
        Assert.Equal(
            (null, null, null, null), (row.MarketingSignerId, row.MarketingSignedOn, row.SalesSignerId, row.SalesSignedOn));
    }

    private static void Refused(Action action, string because) => Assert.Contains(because, CrmHouse.RefusalOf(action), StringComparison.Ordinal);
}
