using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Apis;

/// <summary>A person or a program asks for a score: it is saved and explained.</summary>
public sealed class ScoreLeadTests(ScoringHouse house) : IClassFixture<ScoringHouse>
{
    [Fact]
    public void It_answers_the_score_that_it_saves()
    {
        var id = house.Make.Lead(("jobtitle", "Director"), ("emailaddress1", "a@b.fr"));

        var answer = Ask(id);

        Assert.Equal(60m, answer["Fit"]);
        Assert.Equal(0m, answer["Engagement"]);
        Assert.Equal(36m, answer["Score"]);
        Assert.Equal("B4", answer["Grade"]);
        Assert.Equal((int)Stage.Lead, answer["Stage"]);
        Assert.Equal(house.Lead(id).Explanation, answer["Explanation"]);
        Assert.Equal(ScoreTrigger.Requested, house.Lead(id).ScoreTrigger);
    }

    [Fact]
    public void It_scores_as_of_now()
    {
        var id = house.Make.Lead();
        house.Make.Event(id, EngagementType.PageVisit);
        house.RunJobs();
        house.Clock.Pass(TimeSpan.FromDays(30));

        Assert.Equal(2.5m, Ask(id)["Engagement"]);
    }

    [Theory]
    [InlineData(1033, "+24.00  Director")]
    [InlineData(1036, "+24,00  Directeur")]
    public void It_gives_the_reasons_in_the_language_asked_for(int language, string reason)
    {
        using var bilingual = new CrmHouse();
        var model = bilingual.Make.EmptyModel();
        bilingual.Make.Fit(model, "Director", c =>
        {
            Producer.Test(c, CriterionGroup.Business, "jobtitle", Operator.Contains, "director", 40);
            c.NameFr = "Directeur";
        });
        bilingual.Make.AgreementInForce(model);
        var id = bilingual.Make.Lead(("jobtitle", "Director"));

        Assert.Equal(reason, Ask(bilingual, id, language)["Reasons"]);
    }

    [Fact]
    public void It_says_why_it_cannot_score()
    {
        using var without = new CrmHouse();
        var id = without.Make.Lead();

        Assert.Contains("No agreement is in force", (string)Ask(without, id, null)["Fault"], StringComparison.Ordinal);
    }

    [Fact]
    public void It_refuses_a_lead_that_does_not_exist() =>
        Assert.Contains("oes not exist", CrmHouse.RefusalOf(() => Ask(Guid.Parse("12345678-0000-0000-0000-000000000000"))), StringComparison.OrdinalIgnoreCase);

    private ParameterCollection Ask(Guid leadId) => Ask(house, leadId, null);

    private static ParameterCollection Ask(CrmHouse house, Guid leadId, int? language)
    {
        var request = new OrganizationRequest("smk_ScoreLead") { ["Target"] = new EntityReference(Lead.EntityLogicalName, leadId) };
        if (language is not null)
            request["LanguageCode"] = language.Value;
        return house.Service.Execute(request).Results;
    }
}
