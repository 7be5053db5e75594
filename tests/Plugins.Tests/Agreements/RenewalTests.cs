using System;
using System.Linq;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Agreements;

/// <summary>An agreement is reminded of in time, expires without stopping anybody's work, and brings open leads along when another takes its place.</summary>
public sealed class RenewalTests : IDisposable
{
    private readonly SigningHouse house = new();

    public void Dispose() => house.Dispose();

    [Theory]
    [InlineData("2026-10-31T22:59:59", 0)]
    [InlineData("2026-10-31T23:00:00", 1)]
    public void Both_sides_are_reminded_thirty_days_before_the_review(string utc, int alerts)
    {
        var id = house.InForce();
        GoTo(utc);
        house.Sweep();
        Assert.Equal(alerts, house.Alerts(AlertKind.RenewalDue).Length);
        Assert.All(house.Alerts(AlertKind.RenewalDue), alert => Assert.Equal((Side.Both, id), (alert.Side, alert.AgreementId!.Id)));
    }

    [Fact]
    public void The_agreement_may_say_how_many_days_before()
    {
        house.InForce(change: agreement => agreement.ReminderDays = 0);
        GoTo("2026-11-30T22:59:59");
        Assert.Equal(0, house.Sweep("remind"));
        GoTo("2026-11-30T23:00:00");
        Assert.Equal(1, house.Sweep("remind"));
    }

    [Fact]
    public void They_are_reminded_once_even_when_somebody_closed_the_alert()
    {
        house.InForce();
        GoTo("2026-11-01T12:00:00");
        Assert.Equal(1, house.Sweep("remind"));
        house.Service.Update(new Alert { Id = house.Alerts(AlertKind.RenewalDue)[0].Id, HealedOn = house.Clock.Now });
        Assert.Equal(0, house.Sweep("remind"));
        Assert.Empty(house.Alerts(AlertKind.RenewalDue));
    }

    [Fact]
    public void A_draft_is_not_reminded_of()
    {
        house.Draft();
        GoTo("2027-06-01T12:00:00");
        Assert.Equal(0, house.Sweep("remind") + house.Sweep("expire"));
    }

    [Theory]
    [InlineData("2026-12-31T22:59:59", AgreementStatus.InForce)]
    [InlineData("2026-12-31T23:00:00", AgreementStatus.Expired)]
    public void It_expires_when_its_last_day_is_over(string utc, AgreementStatus status)
    {
        var id = house.InForce();
        GoTo(utc);
        house.Sweep();
        Assert.Equal(status, house.StatusOf(id));
        Assert.Equal(status == AgreementStatus.Expired ? 1 : 0, house.Alerts(AlertKind.AgreementExpired).Length);
    }

    [Fact]
    public void Administrators_alone_run_the_sweep_that_expires_it()
    {
        var id = house.InForce();
        GoTo("2027-01-01T12:00:00");
        Assert.ThrowsAny<Exception>(() => house.Sweep("expire", user: house.User("Smarketing Sales Manager")));
        Assert.Equal(AgreementStatus.InForce, house.StatusOf(id));

        house.Sweep("expire", user: house.User("Smarketing Administrator"));

        Assert.Equal(AgreementStatus.Expired, house.StatusOf(id));
    }

    [Fact]
    public void An_expired_agreement_goes_on_working()
    {
        var id = house.InForce();
        GoTo("2027-01-01T12:00:00");
        house.Sweep();

        var lead = house.Lead(house.Make.Lead(("jobtitle", "Sales Director"), ("emailaddress1", "a@b.fr")));

        Assert.Equal(AgreementStatus.Expired, house.StatusOf(id));
        Assert.Equal((60m, null), (lead.FitScore, lead.ScoreFault));
    }

    [Fact]
    public void Both_sides_stay_told_until_it_is_renewed()
    {
        var first = house.InForce();
        GoTo("2027-01-01T12:00:00");
        Assert.Equal(1, house.Sweep("expire"));
        Assert.Equal(0, house.Sweep("expire"));
        house.Service.Update(new Alert { Id = house.Alerts(AlertKind.AgreementExpired)[0].Id, HealedOn = house.Clock.Now });
        Assert.Equal(1, house.Sweep("expire"));
        house.Sweep("remind");

        house.InForce(change: NextYear);

        Assert.Empty(house.Alerts(AlertKind.AgreementExpired));
        Assert.Empty(house.Alerts(AlertKind.RenewalDue));
        Assert.Equal(AgreementStatus.Superseded, house.StatusOf(first));
        Assert.Equal(0, house.Sweep("expire"));
    }

    [Fact]
    public void An_expired_agreement_stays_frozen() => Assert.Contains(
        "Draft a new version",
        CrmHouse.RefusalOf(() =>
        {
            var id = house.InForce();
            GoTo("2027-01-01T12:00:00");
            house.Sweep("expire");
            house.Service.Update(new Agreement { Id = id, ValidUntil = new DateTime(2028, 1, 1) });
        }),
        StringComparison.Ordinal);

    [Fact]
    public void Open_leads_are_scored_by_the_new_agreement_a_few_at_a_time()
    {
        house.InForce();
        var leads = Enumerable.Range(0, 5).Select(_ => house.Make.Lead(("jobtitle", "Sales Director"))).ToArray();
        house.Sweep("agreement");
        house.Clock.Pass(TimeSpan.FromDays(1));
        var next = house.InForce(StricterModel());

        Assert.Equal(2, house.Sweep("agreement", limit: 2));
        Assert.Equal(2, leads.Count(id => house.Lead(id).AgreementId!.Id == next));
        Assert.Equal(2, house.Sweep("agreement", limit: 2));
        Assert.Equal(1, house.Sweep("agreement", limit: 2));
        Assert.Equal(0, house.Sweep("agreement", limit: 2));

        Assert.All(leads, id => Assert.Equal((5m, next, ScoreTrigger.Agreement), (house.Lead(id).FitScore, house.Lead(id).AgreementId!.Id, house.Lead(id).ScoreTrigger)));
    }

    [Fact]
    public void A_lead_that_cannot_be_scored_is_asked_once_and_keeps_nobody_waiting()
    {
        using var broken = new CrmHouse(CrmHouse.English, ShippedZip.OpenWithoutGuards());
        var model = broken.Make.EmptyModel();
        broken.Make.Fit(model, "Broken", rule => Producer.Test(rule, CriterionGroup.Business, "jobtitle", Operator.Matches, "(director", 5));
        broken.Service.Update(new Agreement { Id = broken.Make.Agreement(model), StatusCode = AgreementStatus.InForce, InForceOn = broken.Clock.Now });
        var lead = broken.Make.Lead(("jobtitle", "Director"));
        var sweep = new Microsoft.Xrm.Sdk.OrganizationRequest("smk_RunSweep") { ["Task"] = "agreement" };

        Assert.Equal(1, (int)broken.Service.Execute(sweep)["Done"]);
        Assert.Equal(0, (int)broken.Service.Execute(sweep)["Done"]);

        Assert.NotNull(broken.Lead(lead).ScoreFault);
    }

    [Fact]
    public void Closed_leads_keep_the_score_they_were_closed_with()
    {
        house.InForce();
        var lead = house.Make.Lead(("jobtitle", "Sales Director"));
        house.Sweep("agreement");
        house.Update(lead, ("statecode", new Microsoft.Xrm.Sdk.OptionSetValue(2)), ("statuscode", new Microsoft.Xrm.Sdk.OptionSetValue(4)));
        house.InForce(StricterModel());
        Assert.Equal(0, house.Sweep("agreement"));
        Assert.Equal(40m, house.Lead(lead).FitScore);
    }

    [Fact]
    public void A_lead_that_changes_first_is_scored_by_the_new_agreement_there_and_then()
    {
        house.InForce();
        var lead = house.Make.Lead(("jobtitle", "Sales Director"));
        house.InForce(StricterModel());
        house.Update(lead, ("jobtitle", "Director of Sales"));
        Assert.Equal(5m, house.Lead(lead).FitScore);
    }

    private Guid StricterModel()
    {
        var model = house.Make.EmptyModel();
        house.Make.Fit(model, "Director", rule => Producer.Test(rule, CriterionGroup.Business, "jobtitle", Operator.Contains, "director", 5));
        return model;
    }

    private void GoTo(string utc) => house.Clock.Pass(
        DateTime.SpecifyKind(DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc) - house.Clock.Now);

    private static void NextYear(Agreement agreement)
    {
        agreement.ReviewOn = new DateTime(2027, 12, 1);
        agreement.ValidUntil = new DateTime(2027, 12, 31);
    }
}
