using System;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>Whatever is wrong with the rules, a lead is saved, keeps its last score and says why; both sides are told once.</summary>
public sealed class ScoringFaultTests
{
    [Fact]
    public void Without_an_agreement_a_lead_is_saved_and_says_so()
    {
        using var house = new CrmHouse();

        var lead = house.Lead(house.Make.Lead());

        Assert.Null(lead.Grade);
        Assert.Contains("No agreement is in force", lead.ScoreFault, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_agreement_one_alert_is_raised_for_however_many_leads()
    {
        using var house = new CrmHouse();

        house.Make.Lead();
        house.Make.Lead();
        house.RunJobs();
        house.Make.Lead();
        house.RunJobs();

        var alert = Assert.Single(house.Rows<Alert>(Alert.EntityLogicalName));
        Assert.Equal(AlertKind.MissingAgreement, alert.Kind);
        Assert.Equal(Side.Both, alert.Side);
        Assert.Null(alert.HealedOn);
    }

    [Fact]
    public void An_agreement_that_comes_into_force_heals_the_alert_and_the_next_update_the_lead()
    {
        using var house = new CrmHouse();
        var id = house.Make.Lead();
        house.RunJobs();

        house.Make.AgreementInForce(house.Make.Model());
        house.Update(id, ("jobtitle", "Director"));

        Assert.NotNull(Assert.Single(house.Rows<Alert>(Alert.EntityLogicalName)).HealedOn);
        Assert.Null(house.Lead(id).ScoreFault);
        Assert.Equal(40m, house.Lead(id).FitScore);
    }

    [Fact]
    public void A_healed_alert_is_raised_again_when_it_happens_again()
    {
        using var house = new CrmHouse();
        house.Make.Lead();
        house.RunJobs();
        var agreement = house.Make.AgreementInForce(house.Make.Model());
        house.Service.Update(new Agreement { Id = agreement, StateCode = AgreementState.Inactive, StatusCode = AgreementStatus.Superseded });

        house.Make.Lead();
        house.RunJobs();

        Assert.Null(Assert.Single(house.Rows<Alert>(Alert.EntityLogicalName)).HealedOn);
    }

    [Fact]
    public void A_late_job_tells_nobody_what_an_agreement_has_mended_meanwhile()
    {
        using var house = new CrmHouse();
        house.Make.Lead();
        house.Make.AgreementInForce(house.Make.Model());

        house.RunJobs();

        Assert.Empty(house.Rows<Alert>(Alert.EntityLogicalName));
    }

    [Fact]
    public void A_broken_model_blocks_no_lead_and_is_alerted_once()
    {
        using var house = new CrmHouse(CrmHouse.English, ShippedZip.OpenWithoutGuards());
        house.Make.AgreementInForce(BrokenModel(house));

        var first = house.Make.Lead(("jobtitle", "Director"));
        house.Make.Lead();
        house.RunJobs();

        Assert.Contains("Never readable", house.Lead(first).ScoreFault, StringComparison.Ordinal);
        Assert.Equal(AlertKind.ScoringFault, Assert.Single(house.Rows<Alert>(Alert.EntityLogicalName)).Kind);
        Assert.Empty(house.ChangesOf(first));
    }

    [Fact]
    public void A_lead_keeps_the_score_it_had_before_the_model_broke()
    {
        using var house = new CrmHouse(CrmHouse.English, ShippedZip.OpenWithoutGuards());
        var model = house.Make.Model();
        var agreement = house.Make.AgreementInForce(model);
        var id = house.Make.Lead(("jobtitle", "Director"));
        house.Service.Update(new Agreement
        {
            Id = agreement, ScoringModelId = new Microsoft.Xrm.Sdk.EntityReference(ScoringModel.EntityLogicalName, BrokenModel(house)),
        });

        house.Update(id, ("jobtitle", "Intern"));

        Assert.Equal("Intern", house.Lead(id)["jobtitle"]);
        Assert.Equal(40m, house.Lead(id).FitScore);
        Assert.NotNull(house.Lead(id).ScoreFault);
    }

    [Theory]
    [InlineData(50, false)]
    [InlineData(51, true)]
    public void A_model_whose_weights_would_make_a_score_nobody_can_store_blocks_no_lead(int engagementWeight, bool faulty)
    {
        using var house = new CrmHouse(CrmHouse.English, ShippedZip.OpenWithoutGuards());
        var model = house.Make.EmptyModel(row =>
        {
            row.FitWeight = 50;
            row.EngagementWeight = engagementWeight;
        });
        house.Make.Fit(model, "Company", c => c.Points = 100);
        house.Make.Engagement(model, "Visit", points: 100);
        house.Make.AgreementInForce(model);
        var id = house.Make.Lead(("companyname", "Exemple SA"));
        house.Make.Event(id, EngagementType.PageVisit);

        house.RunJobs();

        Assert.Equal(faulty ? null : 100m, house.Lead(id).Score);
        Assert.Equal(faulty, house.Lead(id).ScoreFault?.Contains("do not make 100", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void The_fault_is_written_in_the_language_of_the_agreement()
    {
        using var house = new CrmHouse(CrmHouse.English, ShippedZip.OpenWithoutGuards());
        house.Make.AgreementInForce(BrokenModel(house), agreement => agreement.Language = CrmHouse.French);

        Assert.StartsWith("Le lead ne peut pas être noté", house.Lead(house.Make.Lead()).ScoreFault, StringComparison.Ordinal);
    }

    private static Guid BrokenModel(CrmHouse house)
    {
        var model = house.Make.EmptyModel();
        house.Make.Fit(model, "Never readable", c => Producer.Test(c, CriterionGroup.Business, "jobtitle", Operator.Matches, "(unclosed", 10));
        return model;
    }
}
