using System;
using System.Linq;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Agreements;

/// <summary>The next version is a copy that says the same, signed by nobody.</summary>
public sealed class DraftNextTests : IDisposable
{
    private readonly SigningHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void It_copies_the_terms_and_leaves_out_signatures_and_dates()
    {
        var from = house.Of(house.InForce());
        var next = house.Of(house.DraftNext(house.Marketer, from.Id));

        Assert.Equal((AgreementStatus.Draft, 2, from.Id), (next.StatusCode, next.Version, next.PreviousId!.Id));
        Assert.Equal((from.MqlFit, from.AcceptMinutes, from.MeetingTarget, from.ContactFacts), (next.MqlFit, next.AcceptMinutes, next.MeetingTarget, next.ContactFacts));
        Assert.Equal((null, null, null, null, null), (next.MarketingSignerId, next.SalesSignerId, next.InForceOn, next.ReviewOn, next.ValidUntil));
    }

    [Fact]
    public void It_copies_the_model_with_its_criteria_as_drafts()
    {
        var model = house.Make.Model();
        var next = house.Of(house.DraftNext(house.Marketer, house.InForce(model)));

        var copy = house.Row<ScoringModel>(ScoringModel.EntityLogicalName, next.ScoringModelId!.Id);
        Assert.NotEqual(model, copy.Id);
        Assert.Equal((ScoringModelStatus.Draft, 2), (copy.StatusCode, copy.Version));
        Assert.Equal(Rules(model), Rules(copy.Id));
    }

    [Fact]
    public void The_copy_can_be_edited_signed_and_takes_the_place_of_the_first()
    {
        var first = house.InForce();
        var next = house.DraftNext(house.Marketer, first);
        house.As(house.Marketer).Update(new Agreement
        {
            Id = next, MqlFit = 55, ReviewOn = new DateTime(2027, 5, 1), ValidUntil = new DateTime(2027, 6, 30),
        });
        house.Sign(house.Manager, next);
        house.Sign(house.Marketer, next);
        Assert.Equal((AgreementStatus.Superseded, AgreementStatus.InForce), (house.StatusOf(first), house.StatusOf(next)));
    }

    [Fact]
    public void Two_calls_make_two_drafts()
    {
        var from = house.InForce();
        Assert.NotEqual(house.DraftNext(house.Marketer, from), house.DraftNext(house.Marketer, from));
    }

    [Fact]
    public void Versions_count_in_the_name()
    {
        var from = house.Draft(change: agreement => agreement.Name = "Spring");
        var second = house.DraftNext(house.Marketer, from);
        var third = house.DraftNext(house.Marketer, second);
        Assert.Equal(("Spring (2)", "Spring (3)"), (house.Of(second).Name, house.Of(third).Name));
    }

    [Fact]
    public void A_seller_drafts_none()
    {
        var from = house.InForce();
        Assert.Contains("prvCreate", CrmHouse.RefusalOf(() => house.DraftNext(house.User("Smarketing Sales"), from)), StringComparison.Ordinal);
    }

    private string[] Rules(Guid model) =>
    [
        .. house.Rows<Criterion>(Criterion.EntityLogicalName, Criterion.Columns.ScoringModelId, model)
            .Select(rule => $"{rule.Order} {rule.Name} {rule.Kind} {rule.Group} {rule.Column} {rule.Operator} {rule.Value} {rule.Type} {rule.Points} {rule.Decay} {rule.HalfLifeDays}")
            .Order(StringComparer.Ordinal),
    ];
}
