using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>Two organisations, one for each language of the people who write rules.</summary>
public sealed class BilingualHouses : IDisposable
{
    public CrmHouse English { get; } = new(CrmHouse.English);

    public CrmHouse French { get; } = new(CrmHouse.French);

    public void Dispose()
    {
        English.Dispose();
        French.Dispose();
    }
}

/// <summary>Rules that cannot be run are refused when they are written: which one, what is wrong, and what to do, in the writer's language.</summary>
public sealed class GuardTests(BilingualHouses houses) : IClassFixture<BilingualHouses>
{
    private static readonly Dictionary<string, Action<Criterion>> Broken = new()
    {
        ["unknown column"] = c => Producer.Test(c, CriterionGroup.Business, "shoesize", Operator.IsKnown, null, 10),
        ["column of scoring itself"] = c => Producer.Test(c, CriterionGroup.Business, Lead.Columns.Score, Operator.IsKnown, null, 10),
        ["no column"] = c => Producer.Test(c, CriterionGroup.Business, " ", Operator.IsKnown, null, 10),
        ["no operator"] = c => c.Operator = null,
        ["no value"] = c => Producer.Test(c, CriterionGroup.Business, "jobtitle", Operator.Contains, null, 10),
        ["operator for another type"] = c => Producer.Test(c, CriterionGroup.Business, "jobtitle", Operator.Greater, "5", 10),
        ["value of another type"] = c => Producer.Test(c, CriterionGroup.Business, "numberofemployees", Operator.Greater, "many", 10),
        ["unknown option"] = c => Producer.Test(c, CriterionGroup.Business, "industrycode", Operator.Equals, "987654", 10),
        ["invalid pattern"] = c => Producer.Test(c, CriterionGroup.Business, "jobtitle", Operator.Matches, "(director", 10),
        ["unsafe pattern"] = c => Producer.Test(c, CriterionGroup.Business, "jobtitle", Operator.Matches, "(a+)+$", 10),
        ["group of the other dimension"] = c => c.Group = CriterionGroup.Intent,
        ["reversed band"] = c =>
        {
            Producer.Test(c, CriterionGroup.Potential, "numberofemployees", Operator.Between, "100", 10);
            c.Value2 = "10";
        },
        ["nothing to match"] = c => Event(c, e => e.Type = null),
        ["no half-life"] = c => Event(c, e => e.Decay = Decay.HalfLife),
        ["no linear days"] = c => Event(c, e => e.Decay = Decay.Linear),
        ["unreadable steps"] = c => Event(c, e =>
        {
            e.Decay = Decay.Steps;
            e.DecaySteps = "half after a month";
        }),
        ["points out of range"] = c => c.Points = 101,
        ["half a frequency limit"] = c => Event(c, e => e.FrequencyCount = 3),
    };

    [Theory]
    [InlineData("unknown column", "no column “shoesize”", "pas de colonne « shoesize »")]
    [InlineData("column of scoring itself", "no column “smk_score”", "pas de colonne « smk_score »")]
    [InlineData("no column", "names no column", "ne désigne aucune colonne")]
    [InlineData("no operator", "Choose one of the list", "Choisissez-en un dans la liste")]
    [InlineData("no value", "needs a value", "demande une valeur")]
    [InlineData("operator for another type", "cannot be asked of the column “jobtitle”", "« supérieur à » ne s’applique pas à la colonne « jobtitle » (texte)")]
    [InlineData("value of another type", "“many” is no value", "« many » n’est pas une valeur (nombre)")]
    [InlineData("unknown option", "“987654” is no option", "« 987654 » n’est pas une option")]
    [InlineData("invalid pattern", "cannot be read", "illisible")]
    [InlineData("unsafe pattern", "could take for ever", "pourrait ne jamais finir")]
    [InlineData("group of the other dimension", "its group does not suit its kind", "son groupe ne convient pas")]
    [InlineData("reversed band", "Swap them", "Échangez-les")]
    [InlineData("nothing to match", "matches nothing", "ne vise rien")]
    [InlineData("no half-life", "half-life is missing", "demi-vie manque")]
    [InlineData("no linear days", "from 1 to 3650", "de 1 à 3650")]
    [InlineData("unreadable steps", "30:50; 60:25; 90:0", "30:50; 60:25; 90:0")]
    [InlineData("points out of range", "101 points are out of range. Give from -100 to 100", "101 points sont hors limites. Donnez de -100 à 100")]
    [InlineData("half a frequency limit", "both a count and a number of days", "un nombre et des jours")]
    public void A_criterion_that_cannot_be_run_is_refused_by_name_with_the_remedy(string fault, string english, string french)
    {
        var inEnglish = RefusedCriterion(houses.English, fault);
        Assert.Contains("Criterion “The rule”", inEnglish, StringComparison.Ordinal);
        Assert.Contains(english, inEnglish, StringComparison.Ordinal);

        var inFrench = RefusedCriterion(houses.French, fault);
        Assert.Contains("Critère « La règle »", inFrench, StringComparison.Ordinal);
        Assert.Contains(french, inFrench, StringComparison.Ordinal);
    }

    [Fact]
    public void A_criterion_is_checked_again_when_it_is_edited()
    {
        var house = houses.English;
        var id = house.Make.Fit(house.Make.EmptyModel(), "The rule");

        var refusal = CrmHouse.RefusalOf(() => house.Service.Update(new Criterion { Id = id, Column = "shoesize" }));

        Assert.Contains("no column “shoesize”", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(197, "😀yz", "“{0}😀…”")]
    [InlineData(198, "😀yz", "“{0}…”")]
    [InlineData(198, "😀", "“{0}😀”")]
    public void A_value_too_long_to_be_read_is_shown_by_its_beginning(int length, string end, string shown)
    {
        var house = houses.English;
        var start = new string('x', length);
        var model = house.Make.EmptyModel();

        var refusal = CrmHouse.RefusalOf(() => house.Make.Fit(
            model, "The rule", c => Producer.Test(c, CriterionGroup.Potential, "numberofemployees", Operator.Greater, start + end, 10)));

        Assert.Contains(string.Format(System.Globalization.CultureInfo.InvariantCulture, shown, start), refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Bands_of_one_column_that_overlap_are_refused()
    {
        var house = houses.English;
        var model = house.Make.EmptyModel();
        house.Make.Fit(model, "Small", c => Band(c, "1", "50"));

        Assert.Contains("“Small”", CrmHouse.RefusalOf(() => house.Make.Fit(model, "Middle", c => Band(c, "50", "200"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Bands_of_one_column_that_touch_without_overlapping_are_not()
    {
        var house = houses.English;
        var model = house.Make.EmptyModel();
        house.Make.Fit(model, "Small", c => Band(c, "1", "50"));

        Assert.NotEqual(Guid.Empty, house.Make.Fit(model, "Middle", c => Band(c, "51", "200")));
    }

    [Fact]
    public void Weights_that_do_not_make_a_hundred_are_refused() => Refused(
        house => house.Make.EmptyModel(model => model.EngagementWeight = 41),
        "do not make 100",
        "ne font pas 100");

    [Fact]
    public void A_weight_out_of_range_is_refused() => Refused(
        house => house.Make.EmptyModel(model =>
        {
            model.FitWeight = 101;
            model.EngagementWeight = -1;
        }),
        "The weight of fit is 101. Give from 0 to 100",
        "Le poids (adéquation) vaut 101. Donnez de 0 à 100");

    [Fact]
    public void Grade_bands_that_do_not_fall_are_refused() => Refused(
        house => house.Make.EmptyModel(model => model.FitB = 75),
        "overlap",
        "se recouvrent");

    [Fact]
    public void An_agreement_that_asks_less_of_an_SQL_than_of_an_MQL_is_refused() => Refused(
        house => house.Make.Agreement(null, agreement => agreement.SqlFit = 49),
        "SQL asks less",
        "SQL demande moins");

    [Theory]
    [InlineData(null)]
    [InlineData(101)]
    public void An_agreement_without_a_threshold_anybody_can_reach_is_refused(int? fit) => Refused(
        house => house.Make.Agreement(null, agreement => agreement.SqlFit = fit),
        "SQL fit is missing or out of range. Give from 0 to 100",
        "L’adéquation SQL manque ou est hors limites. Donnez de 0 à 100");

    [Fact]
    public void A_threshold_of_a_hundred_can_be_reached() =>
        Assert.NotEqual(Guid.Empty, houses.English.Make.Agreement(null, agreement => agreement.SqlFit = 100));

    [Fact]
    public void An_agreement_that_requires_an_unknown_fact_is_refused() => Refused(
        house => house.Make.Agreement(null, agreement => agreement.MqlFacts = "shoesize"),
        "“shoesize” is no column",
        "« shoesize » n’est pas une colonne");

    [Fact]
    public void An_agreement_cannot_come_into_force_without_a_model() => Refused(
        house => house.Make.BringIntoForce(house.Make.Agreement(null)),
        "without a scoring model",
        "sans modèle de notation");

    [Fact]
    public void An_agreement_cannot_come_into_force_with_an_empty_model() => Refused(
        house => house.Make.BringIntoForce(house.Make.Agreement(house.Make.EmptyModel())),
        "no criterion",
        "aucun critère");

    [Fact]
    public void A_model_cannot_be_created_published() => Refused(
        house => house.Make.EmptyModel(model => model.StatusCode = ScoringModelStatus.Published),
        "as a draft",
        "comme brouillon");

    [Fact]
    public void A_draft_and_its_criteria_can_be_deleted()
    {
        var house = houses.English;
        var model = house.Make.Model();

        house.Service.Delete(ScoringModel.EntityLogicalName, model);

        Assert.Empty(house.Rows<Criterion>(Criterion.EntityLogicalName, Criterion.Columns.ScoringModelId, model));
    }

    [Fact]
    public void A_draft_agreement_can_be_edited_and_deleted()
    {
        var house = houses.English;
        var agreement = house.Make.Agreement(null);

        house.Service.Update(new Agreement { Id = agreement, MqlFit = 40 });
        house.Service.Delete(Agreement.EntityLogicalName, agreement);

        Assert.Empty(house.Rows<Agreement>(Agreement.EntityLogicalName, Agreement.PrimaryIdAttribute, agreement));
    }

    private static void Event(Criterion criterion, Action<Criterion> change)
    {
        criterion.Kind = CriterionKind.Engagement;
        criterion.Group = CriterionGroup.Interest;
        criterion.Type = EngagementType.PageVisit;
        change(criterion);
    }

    private static void Band(Criterion criterion, string lower, string upper)
    {
        Producer.Test(criterion, CriterionGroup.Potential, "numberofemployees", Operator.Between, lower, 10);
        criterion.Value2 = upper;
    }

    private static string RefusedCriterion(CrmHouse house, string fault)
    {
        var model = house.Make.EmptyModel();
        return CrmHouse.RefusalOf(() => house.Make.Fit(model, "The rule", criterion =>
        {
            criterion.NameFr = "La règle";
            Broken[fault](criterion);
        }));
    }

    private void Refused(Action<CrmHouse> operation, string english, string french)
    {
        Assert.Contains(english, CrmHouse.RefusalOf(() => operation(houses.English)), StringComparison.Ordinal);
        Assert.Contains(french, CrmHouse.RefusalOf(() => operation(houses.French)), StringComparison.Ordinal);
    }
}
