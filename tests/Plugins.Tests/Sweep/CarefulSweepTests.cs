using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Sweep;

/// <summary>One row that cannot be done holds up its task once; run carefully the task tells it, leaves it out for a day, and goes on.</summary>
public sealed class CarefulSweepTests : IDisposable
{
    private readonly CrmHouse house = new();
    private readonly Guid[] campaigns;
    private readonly Poison poison = new();

    public CarefulSweepTests()
    {
        house.Make.AgreementInForce(house.Make.Model());
        campaigns = [.. Enumerable.Range(1, 3).Select(i => house.Service.Create(new Entity("campaign") { ["name"] = "Campaign " + i, ["othercost"] = new Money(i) }))];
        Mark();
        house.Organization.Watch = poison;
        poison.Rows.Add(campaigns[0]);
    }

    public void Dispose() => house.Dispose();

    [Fact]
    public void A_row_that_fails_holds_up_its_task_and_no_other()
    {
        Assert.Contains("third party", CrmHouse.RefusalOf(() => house.Sweep("campaigns")), StringComparison.Ordinal);

        Assert.Equal(3, Waiting());
        Assert.True(house.Sweep("evidence") > 0);
    }

    [Fact]
    public void Run_carefully_it_does_what_can_be_done_and_tells_what_cannot()
    {
        Carefully();

        Assert.Equal(1, Waiting());
        var alert = Assert.Single(Open());
        Assert.Equal((AlertKind.SweepFailed, Side.Both), (alert.Kind!.Value, alert.Side!.Value));
        Assert.Contains(campaigns[0].ToString("D") + " of campaign", alert.Message, StringComparison.Ordinal);
        Assert.Contains("third party", alert.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_done_is_left_out_for_a_day_and_then_tried_again()
    {
        Carefully();
        Mark();
        Assert.Equal(2, house.Sweep("campaigns"));
        Assert.Equal(0, house.Sweep("campaigns"));

        house.Clock.Pass(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, house.Sweep("campaigns"));
        house.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.ThrowsAny<FaultException>(() => house.Sweep("campaigns"));
    }

    [Fact]
    public void Mended_it_is_done_a_day_later_and_the_alert_heals()
    {
        Carefully();
        poison.Rows.Clear();
        house.Clock.Pass(TimeSpan.FromDays(1));

        Assert.Equal(1, house.Sweep("campaigns"));

        Assert.Empty(Open());
        Assert.Equal(0, Waiting());
    }

    [Fact]
    public void Mended_and_run_carefully_again_it_is_done_when_its_day_is_over()
    {
        Carefully();
        poison.Rows.Clear();
        house.Clock.Pass(TimeSpan.FromDays(1));

        Carefully();

        Assert.Empty(Open());
        Assert.Equal(0, Waiting());
    }

    [Fact]
    public void Still_failing_it_is_told_by_the_same_alert_and_left_out_for_another_day()
    {
        Carefully();
        var first = Assert.Single(Open());
        house.Clock.Pass(TimeSpan.FromDays(1));

        Carefully();

        var second = Assert.Single(Open());
        Assert.Equal((first.Id, house.Clock.Now), (second.Id, second.RaisedOn));
        Assert.Equal(0, house.Sweep("campaigns"));
    }

    [Fact]
    public void A_lead_that_cannot_be_scored_does_not_keep_others_waiting()
    {
        var leads = Enumerable.Range(0, 2).Select(_ => house.Make.Lead(("numberofemployees", 1))).ToArray();
        house.RunJobs();
        foreach (var lead in leads)
            house.AsSystem.Update(new Lead { Id = lead, AgreementId = null, ScoreRequestedOn = null });
        poison.Rows.Add(leads[0]);
        Assert.ThrowsAny<FaultException>(() => house.Sweep("agreement"));

        Carefully("agreement");

        Assert.Null(house.Lead(leads[0]).AgreementId);
        Assert.NotNull(house.Lead(leads[1]).AgreementId);
        Assert.Equal(leads[0], Assert.Single(Open()).LeadId?.Id);
        Assert.Equal(0, house.Sweep("agreement"));
    }

    [Fact]
    public void A_task_without_rows_of_its_own_keeps_its_alert_while_it_fails()
    {
        poison.Tables.Add(Evidence.EntityLogicalName);
        Carefully("evidence");
        Assert.Contains("evidence", Assert.Single(Open()).Message, StringComparison.Ordinal);

        poison.Tables.Clear();
        Carefully("evidence");

        Assert.Empty(Open());
    }

    [Theory]
    [InlineData("Careful")]
    [InlineData("Piece")]
    public void Without_a_task_it_is_refused(string parameter)
    {
        object value = parameter == "Careful" ? true : campaigns[0].ToString();
        Assert.Contains(
            "Name it in Task",
            CrmHouse.RefusalOf(() => house.Service.Execute(new OrganizationRequest("smk_RunSweep") { [parameter] = value })),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_piece_that_is_no_id_is_refused() => Assert.Contains(
        "“first” is no id",
        CrmHouse.RefusalOf(() => house.Service.Execute(new OrganizationRequest("smk_RunSweep") { ["Task"] = "campaigns", ["Piece"] = "first" })),
        StringComparison.Ordinal);

    private void Carefully(string task = "campaigns")
    {
        house.Service.Execute(new OrganizationRequest("smk_RunSweep") { ["Task"] = task, ["Careful"] = true });
        house.RunJobs();
    }

    private void Mark()
    {
        foreach (var campaign in campaigns)
        {
            house.AsSystem.Update(new Campaign { Id = campaign, DirtyOn = house.Clock.Now });
        }
    }

    private int Waiting() => house.Rows<Campaign>("campaign").Count(campaign => campaign.DirtyOn is not null);

    private Alert[] Open() => [.. house.Rows<Alert>(Alert.EntityLogicalName).Where(alert => alert.HealedOn is null)];

    /// <summary>What somebody else's plug-in would do: refuse whatever our code writes to some rows.</summary>
    private sealed class Poison : IRequestWatch
    {
        public HashSet<Guid> Rows { get; } = [];

        public HashSet<string> Tables { get; } = [];

        public void Before(WatchedRequest request)
        {
            if (request.Origin != RequestOrigin.Outside && (Tables.Contains(request.Table) || (request.Row is { } row && Rows.Contains(row)))
                && request.Message is "Create" or "Update" or "Delete")
                throw new FaultException<OrganizationServiceFault>(new OrganizationServiceFault { Message = "Refused by a third party." }, "Refused by a third party.");
        }

        public void After(WatchedRequest request)
        {
        }
    }
}
