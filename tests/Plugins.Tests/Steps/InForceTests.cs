using System;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>What both sides agreed on stays as it is: whoever wants it otherwise drafts a new version.</summary>
public sealed class InForceTests : IDisposable
{
    private const string Remedy = "Draft a new version";

    private readonly CrmHouse house = new();
    private readonly Guid model;
    private readonly Guid agreement;

    public InForceTests()
    {
        model = house.Make.Model();
        agreement = house.Make.AgreementInForce(model);
    }

    public void Dispose() => house.Dispose();

    [Fact]
    public void Coming_into_force_publishes_the_model() =>
        Assert.Equal(ScoringModelStatus.Published, house.Row<ScoringModel>(ScoringModel.EntityLogicalName, model).StatusCode);

    [Fact]
    public void The_model_cannot_be_edited() =>
        Refused(() => house.Service.Update(new ScoringModel { Id = model, FitA = 80 }), Remedy);

    [Fact]
    public void The_model_cannot_become_a_draft_again() =>
        Refused(() => house.Service.Update(new ScoringModel { Id = model, StatusCode = ScoringModelStatus.Draft }), Remedy);

    [Fact]
    public void The_model_cannot_be_deleted() =>
        Refused(() => house.Service.Delete(ScoringModel.EntityLogicalName, model), Remedy);

    [Fact]
    public void No_criterion_can_be_added() =>
        Refused(() => house.Make.Fit(model, "One more"), "“One more”");

    [Fact]
    public void No_criterion_can_be_edited() =>
        Refused(() => house.Service.Update(new Criterion { Id = AnyCriterion(), Points = 99 }), Remedy);

    [Fact]
    public void No_criterion_can_be_deactivated() => Refused(
        () => house.Service.Update(new Criterion { Id = AnyCriterion(), StateCode = CriterionState.Inactive, StatusCode = CriterionStatus.Inactive }),
        Remedy);

    [Fact]
    public void No_criterion_can_be_taken_out() =>
        Refused(() => house.Service.Delete(Criterion.EntityLogicalName, AnyCriterion()), Remedy);

    [Fact]
    public void No_criterion_can_be_moved_to_another_model() => Refused(
        () => house.Service.Update(new Criterion
        {
            Id = AnyCriterion(), ScoringModelId = new Microsoft.Xrm.Sdk.EntityReference(ScoringModel.EntityLogicalName, house.Make.EmptyModel()),
        }),
        Remedy);

    [Fact]
    public void The_agreement_cannot_be_edited() =>
        Refused(() => house.Service.Update(new Agreement { Id = agreement, MqlFit = 1 }), Remedy);

    [Fact]
    public void The_agreement_cannot_become_a_draft_again() =>
        Refused(() => house.Service.Update(new Agreement { Id = agreement, StatusCode = AgreementStatus.Draft }), Remedy);

    [Fact]
    public void The_agreement_cannot_become_a_draft_again_by_being_made_active()
    {
        house.Service.Update(new Agreement { Id = agreement, StateCode = AgreementState.Inactive });
        Assert.Equal(AgreementStatus.Superseded, house.Row<Agreement>(Agreement.EntityLogicalName, agreement).StatusCode);

        Refused(() => house.Service.Update(new Agreement { Id = agreement, StateCode = AgreementState.Active }), Remedy);
    }

    [Fact]
    public void The_model_cannot_become_a_draft_again_by_being_made_active()
    {
        house.Service.Update(new ScoringModel { Id = model, StateCode = ScoringModelState.Inactive });
        Assert.Equal(ScoringModelStatus.Superseded, house.Row<ScoringModel>(ScoringModel.EntityLogicalName, model).StatusCode);

        Refused(() => house.Service.Update(new ScoringModel { Id = model, StateCode = ScoringModelState.Active }), Remedy);
    }

    [Fact]
    public void A_status_said_with_the_state_counts() => house.Service.Update(
        new ScoringModel { Id = model, StateCode = ScoringModelState.Active, StatusCode = ScoringModelStatus.Published });

    [Fact]
    public void The_agreement_cannot_be_deleted() =>
        Refused(() => house.Service.Delete(Agreement.EntityLogicalName, agreement), Remedy);

    [Fact]
    public void A_second_agreement_cannot_be_loaded_in_force_beside_it() =>
        Refused(() => house.Make.AgreementInForce(house.Make.Model()), "Supersede that one first");

    [Fact]
    public void A_second_agreement_comes_into_force_after_it()
    {
        house.Service.Update(new Agreement { Id = agreement, StateCode = AgreementState.Inactive, StatusCode = AgreementStatus.Superseded });

        var next = house.Make.AgreementInForce(house.Make.Model());

        Assert.Equal(next, ScoreRecord.Parse(house.Lead(house.Make.Lead()).Explanation!).AgreementId);
    }

    [Fact]
    public void Saving_the_same_values_again_is_no_edit() =>
        house.Service.Update(new Agreement { Id = agreement, MqlFit = 50 });

    private Guid AnyCriterion() =>
        house.Rows<Criterion>(Criterion.EntityLogicalName, Criterion.Columns.ScoringModelId, model)[0].Id;

    private static void Refused(Action operation, string because) =>
        Assert.Contains(because, CrmHouse.RefusalOf(operation), StringComparison.Ordinal);
}
