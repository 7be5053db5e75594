using System;
using System.Linq;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.ClosedLoop;

/// <summary>What each criterion's leads came to.</summary>
public sealed class EvidenceTests
{
    [Fact]
    public void A_criterion_is_told_how_its_leads_ended_and_how_the_others_did()
    {
        using var house = new LoopHouse();
        for (var i = 0; i < 4; i++)
            Close(house, "a@b.example", isWon: i < 3);
        for (var i = 0; i < 3; i++)
            Close(house, null, isWon: i < 1);
        Close(house, "a@b.example", isWon: null);

        Assert.Equal(5, house.Sweep("evidence"));

        var mail = EvidenceOf(house, "emailaddress1");
        Assert.Equal((3, 1, 1, 2), (mail.WonWith, mail.LostWith, mail.WonWithout, mail.LostWithout));
        Assert.Equal(5, mail.Fired);
        Assert.Equal(2.25m, mail.Lift);
        Assert.InRange(mail.LiftLow!.Value, 0.1m, 2.24m);
        Assert.InRange(mail.LiftHigh!.Value, 2.26m, 100m);
        var director = EvidenceOf(house, "jobtitle");
        Assert.Equal((0, null), (director.Fired, director.Lift));
    }

    [Fact]
    public void Evidence_is_brought_up_to_date_once_a_day_and_kept_by_month()
    {
        using var house = new LoopHouse();
        Close(house, "a@b.example", isWon: true);
        Assert.Equal(3, house.Sweep("evidence", 3));
        Assert.Equal(2, house.Sweep("evidence", 3));
        Assert.Equal(0, house.Sweep("evidence"));
        house.Clock.Pass(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, house.Sweep("evidence"));
        house.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1, house.Sweep("evidence"));
        Assert.Equal(0, house.Sweep("evidence"));
        Assert.Equal(5, house.Rows<Evidence>(Evidence.EntityLogicalName).Count);
        house.Clock.Pass(TimeSpan.FromDays(31));
        house.Sweep("evidence");
        Assert.Equal(10, house.Rows<Evidence>(Evidence.EntityLogicalName).Count);
    }

    [Fact]
    public void Only_evidence_that_changed_is_written_and_the_last_to_tell_when_all_was_looked_at()
    {
        using var house = new LoopHouse();
        house.Sweep("evidence");
        var first = house.Clock.Now;
        Close(house, "a@b.example", isWon: true);
        house.Clock.Pass(TimeSpan.FromDays(1));

        Assert.InRange(house.Sweep("evidence", 1), 1, 1);
        while (house.Sweep("evidence", 1) > 0)
        {
        }

        // A win without it says something about every criterion; a day on which nothing happened says nothing about any.
        Assert.Equal(1, EvidenceOf(house, "emailaddress1").WonWith);
        Assert.DoesNotContain(house.Rows<Evidence>(Evidence.EntityLogicalName), row => row.FiguredOn == first);
        var second = house.Clock.Now;
        house.Clock.Pass(TimeSpan.FromDays(1));
        house.Sweep("evidence");
        Assert.Equal(4, house.Rows<Evidence>(Evidence.EntityLogicalName).Count(row => row.FiguredOn == second));
    }

    [Fact]
    public void A_win_taken_back_is_no_evidence()
    {
        using var house = new LoopHouse();
        var opportunity = Close(house, "a@b.example", isWon: true);
        house.Clock.Pass(TimeSpan.FromHours(1));
        house.Reopen(opportunity);
        house.RunJobs();
        house.Sweep("evidence");

        Assert.Equal(0, EvidenceOf(house, "emailaddress1").WonWith);
    }

    private static Guid Close(LoopHouse house, string? mail, bool? isWon)
    {
        var lead = house.Make.Lead(("emailaddress1", mail));
        house.RunJobs();
        house.Answer(house.HandOff(lead), HandoffStatus.Accepted);
        var opportunity = house.Opportunity(lead);
        house.RunJobs();
        house.Clock.Pass(TimeSpan.FromMinutes(1));
        if (isWon == true)
            house.Win(opportunity, 100);
        else if (isWon == false)
            house.Lose(opportunity);
        house.RunJobs();
        return opportunity;
    }

    private static Evidence EvidenceOf(LoopHouse house, string column)
    {
        var criterion = house.Rows<Criterion>(Criterion.EntityLogicalName, Criterion.Columns.Column, column).Single();
        return house.Rows<Evidence>(Evidence.EntityLogicalName, Evidence.Columns.CriterionId, criterion.Id).Single();
    }
}
