using System;
using System.Globalization;
using System.Linq;
using CsCheck;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>The record kept with a score: whatever a lead holds, it can be written, read and done again.</summary>
public sealed class ScoreRecordTests(ScoringHouse house) : IClassFixture<ScoringHouse>
{
    [Theory]
    [InlineData("fr-FR")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void It_is_the_same_text_in_every_culture(string culture)
    {
        var id = house.Make.Lead(("jobtitle", "DIRECTOR"), ("numberofemployees", 1500));
        house.Update(id, (Lead.Columns.ScoreRequestedOn, house.Clock.Now));
        var invariant = house.Lead(id).Explanation;

        var usual = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            house.Update(id, (Lead.Columns.ScoreRequestedOn, house.Clock.Now));
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }

        Assert.Equal(invariant, house.Lead(id).Explanation);
    }

    [Theory]
    [InlineData("\"quoted\" \\ back / slash")]
    [InlineData("two\r\nlines\tand a tab")]
    [InlineData("Île-de-France, Größe, 東京, 😀")]
    [InlineData("<b>&amp;</b>")]
    [InlineData("line\u2028separator \uFFFD")]
    public void Any_text_survives_it(string text) => AssertReplays(text);

    [Theory]
    [InlineData("control \u0001\u001F")]
    [InlineData("no character \uFFFF\uFFFE")]
    [InlineData("half a pair \uD83D")]
    [InlineData("the other half \uDE00")]
    public void Even_text_that_is_none_blocks_no_score(string text) => AssertReplays(text);

    [Theory]
    [InlineData("\u0301")]
    [InlineData("Exemple \u0301")]
    public void Accents_without_a_letter_survive_it(string name)
    {
        using var other = new CrmHouse();
        var model = other.Make.EmptyModel();
        other.Make.Fit(model, "Has a company");
        other.Make.Fit(model, "Is the example", c => Producer.Test(c, CriterionGroup.Business, "companyname", Operator.Equals, "Exemple", 20));
        other.Make.AgreementInForce(model);

        var lead = other.Lead(other.Make.Lead(("companyname", name)));

        Assert.Equal(lead.Score, new ScoreReplay(other.Service).Of(lead.Explanation).Score.Whole);
        Assert.Equal(name.Length > 1 ? 30m : 0m, lead.FitScore);
    }

    [Fact]
    public void Random_text_survives_it() =>
        Gen.String.Sample(text => AssertReplays("x" + (text.Length > 80 ? text[..80] : text)), iter: 60, threads: 1);

    [Fact]
    public void A_lead_with_more_events_than_fit_keeps_its_score_and_says_that_it_cannot_be_replayed()
    {
        using var busy = new CrmHouse();
        busy.Make.AgreementInForce(busy.Make.Model());
        var id = busy.Make.Lead();
        var content = new string('c', 390);
        foreach (var number in Enumerable.Range(0, 2300))
            busy.Make.Event(id, EngagementType.Conversation, item => item.Content = content + number.ToString(CultureInfo.InvariantCulture));

        busy.Update(id, (Lead.Columns.ScoreRequestedOn, busy.Clock.Now), ("jobtitle", "Director"));

        Assert.Null(busy.Lead(id).ScoreFault);
        Assert.Equal(40m, busy.Lead(id).FitScore);
        Assert.False(ScoreRecord.Parse(busy.Lead(id).Explanation!).CanReplay);
    }

    [Fact]
    public void It_refuses_a_text_that_is_no_record()
    {
        Assert.Throws<FormatException>(() => ScoreRecord.Parse("no record"));
        Assert.Throws<FormatException>(() => ScoreRecord.Parse("{}"));
    }

    private void AssertReplays(string title)
    {
        var id = house.Make.Lead(("jobtitle", title + " director"), ("companyname", title));
        var lead = house.Lead(id);

        Assert.Null(lead.ScoreFault);
        Assert.Equal(lead.Score, new ScoreReplay(house.Service).Of(lead.Explanation).Score.Whole);
    }
}
