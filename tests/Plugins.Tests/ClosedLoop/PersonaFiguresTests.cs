using System;
using System.Linq;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.ClosedLoop;

/// <summary>What the leads of each persona came to.</summary>
public sealed class PersonaFiguresTests : IDisposable
{
    private readonly LoopHouse house = new();
    private readonly Guid director;
    private readonly Guid buyer;

    public PersonaFiguresTests() => (director, buyer) = (house.Persona("jobtitle contains director"), house.Persona("jobtitle contains buyer"));

    public void Dispose() => house.Dispose();

    [Fact]
    public void A_persona_is_told_what_became_of_its_leads()
    {
        Close("Director", 1500);
        Close("Director", null);
        Close("Buyer", 700);
        house.Answer(house.HandOff(Lead("Director")), HandoffStatus.Rejected, RejectReason.NotNow);
        Lead("Director");

        var figures = house.FiguresOfPersona(director);

        Assert.Equal((4, 3, 2, 1), (figures.Leads, figures.Sqls, figures.AcceptedLeads, figures.RejectedLeads));
        Assert.Equal((2, 1, 1, 0.5m, 1500m), (figures.Opportunities, figures.Customers, figures.Lost, figures.WinRate, figures.Revenue));
        Assert.Equal(house.Clock.Now, figures.FiguredOn);
        Assert.Equal((1, 1m, 700m), (house.FiguresOfPersona(buyer).Customers, house.FiguresOfPersona(buyer).WinRate, house.FiguresOfPersona(buyer).Revenue));
    }

    [Fact]
    public void A_persona_of_nobody_has_no_win_rate()
    {
        var figures = house.FiguresOfPersona(director);

        Assert.Equal((0, 0, null, 0m), (figures.Leads, figures.Customers, figures.WinRate, figures.Revenue));
    }

    [Fact]
    public void A_lead_that_resembles_another_takes_its_place_among_leads_and_leaves_what_it_came_to()
    {
        var lead = Lead("Director");
        house.Answer(house.HandOff(lead), HandoffStatus.Accepted);
        house.RunJobs();
        house.Update(lead, ("jobtitle", "Buyer"));

        var before = house.FiguresOfPersona(director);
        var after = house.Row<Persona>(Persona.EntityLogicalName, buyer);

        Assert.Equal((0, 0, 1), (before.Leads, before.Sqls, before.AcceptedLeads));
        Assert.Equal((1, 1, 0), (after.Leads, after.Sqls, after.AcceptedLeads));
    }

    [Fact]
    public void A_deal_opened_again_is_taken_off()
    {
        var opportunity = Close("Director", 1500);
        Assert.Equal(1, house.FiguresOfPersona(director).Customers);
        house.Reopen(opportunity);

        var figures = house.FiguresOfPersona(director);

        Assert.Equal((1, 0, null, 0m), (figures.Opportunities, figures.Customers, figures.WinRate, figures.Revenue));
    }

    [Fact]
    public void A_lead_that_is_erased_leaves_what_it_came_to()
    {
        Close("Director", 1500);
        house.RunJobs();
        house.Service.Delete("lead", house.Rows<Lead>("lead").Single().Id);

        var figures = house.FiguresOfPersona(director);

        Assert.Equal((0, 1, 1, 1500m), (figures.Leads, figures.AcceptedLeads, figures.Customers, figures.Revenue));
    }

    [Fact]
    public void Personas_are_looked_at_once_a_day_and_written_when_they_have_changed()
    {
        Lead("Director");
        house.RunJobs();
        Assert.Equal([1, 1, 0], new[] { house.Sweep("personas", 1), house.Sweep("personas", 1), house.Sweep("personas", 1) });
        var first = house.Clock.Now;
        Lead("Buyer");
        Lead("Director");
        house.RunJobs();
        house.Clock.Pass(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, house.Sweep("personas"));
        house.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal([2, 0], new[] { house.Sweep("personas"), house.Sweep("personas") });
        house.Clock.Pass(TimeSpan.FromDays(1));
        // Nothing happened: only the last one is written, which tells that all were looked at.
        Assert.Equal([1, 0], new[] { house.Sweep("personas"), house.Sweep("personas") });
        Assert.Equal(
            [first.AddDays(1), first.AddDays(2)], house.Rows<Persona>(Persona.EntityLogicalName).Select(row => row.FiguredOn!.Value).Order());
    }

    private Guid Lead(string job) => house.Make.Lead(("jobtitle", job));

    private Guid Close(string job, decimal? revenue)
    {
        var lead = Lead(job);
        house.RunJobs();
        house.Answer(house.HandOff(lead), HandoffStatus.Accepted);
        var opportunity = house.Opportunity(lead, 1000);
        house.NextDay();
        if (revenue is { } amount)
            house.Win(opportunity, amount);
        else
            house.Lose(opportunity);
        house.RunJobs();
        return opportunity;
    }
}
