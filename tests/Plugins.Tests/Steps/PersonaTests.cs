using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>A lead gets the persona it resembles, after it is saved, and only when that is another.</summary>
public sealed class PersonaTests : IDisposable
{
    private readonly CrmHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void A_new_lead_gets_the_heaviest_persona_whose_conditions_hold()
    {
        Persona("Anybody", null, weight: 1);
        var director = Persona("Director", "jobtitle contains director", weight: 20);
        Persona("Belgian", "address1_country equals BE", weight: 10);

        var lead = house.Make.Lead(("jobtitle", "Sales director"), ("address1_country", "BE"));
        house.RunJobs();

        Assert.Equal(director, house.Lead(lead).PersonaId?.Id);
    }

    [Fact]
    public void It_follows_what_becomes_known_and_what_is_taken_back()
    {
        var director = Persona("Director", "jobtitle contains director");
        var lead = house.Make.Lead();
        house.RunJobs();
        Assert.Null(house.Lead(lead).PersonaId);

        house.Update(lead, ("jobtitle", "Director"));
        house.RunJobs();
        Assert.Equal(director, house.Lead(lead).PersonaId?.Id);

        house.Update(lead, ("jobtitle", null));
        house.RunJobs();
        Assert.Null(house.Lead(lead).PersonaId);
    }

    [Fact]
    public void An_inactive_persona_is_nobody_s()
    {
        var persona = Persona("Anybody", null);
        house.Service.Update(new Persona { Id = persona, StateCode = PersonaState.Inactive, StatusCode = PersonaStatus.Inactive });

        var lead = house.Make.Lead();
        house.RunJobs();

        Assert.Null(house.Lead(lead).PersonaId);
    }

    [Fact]
    public void It_costs_two_reads_afterwards_and_a_write_only_when_it_changes()
    {
        Persona("Director", "jobtitle contains director");
        var lead = house.Make.Lead();
        house.RunJobs();

        // The third read is scoring's own, of the agreement in force: it looks at every write of a lead.
        Assert.Equal((3L, 1L), Cost(() => house.Update(lead, ("jobtitle", "Director"))));
        Assert.Equal((2L, 0L), Cost(() => house.Update(lead, ("jobtitle", "Managing director"))));
    }

    [Fact]
    public void Running_again_writes_nothing()
    {
        Persona("Anybody", null);
        var lead = house.Make.Lead();
        house.RunJobs();

        var call = new FakeCall(_ => house.Service);
        call.Input["Target"] = new Entity("lead", lead);
        var before = house.Lead(lead)["modifiedon"];
        house.Clock.Pass(TimeSpan.FromMinutes(1));
        new Crm.Steps.DecidePersonaOnCreate().Execute(call);
        new Crm.Steps.DecidePersonaOnCreate().Execute(call);

        Assert.Equal(before, house.Lead(lead)["modifiedon"]);
    }

    [Fact]
    public void A_lead_that_is_gone_needs_no_persona()
    {
        Persona("Anybody", null);
        var lead = house.Make.Lead();
        house.Service.Delete("lead", lead);

        house.RunJobs();
    }

    [Fact]
    public void Conditions_that_cannot_be_run_are_refused_with_their_line()
    {
        var persona = Persona("Director", "jobtitle contains director");

        Assert.Contains("Persona “New”, line 1", CrmHouse.RefusalOf(() => Persona("New", "jobtitle sounds like director")), StringComparison.Ordinal);
        Assert.Contains(
            "Persona “Director”, line 2",
            CrmHouse.RefusalOf(() => house.Service.Update(new Persona { Id = persona, Conditions = "jobtitle is known\nnowhere equals 1" })),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_a_persona_would_not_follow_is_refused_until_scoring_looks_at_it()
    {
        const string Conditions = "fax is known";
        Assert.Contains("does not follow its column “fax”", CrmHouse.RefusalOf(() => Persona("Faxer", Conditions)), StringComparison.Ordinal);

        var model = house.Make.Model();
        house.Make.Fit(model, "Fax", criterion => Producer.Test(criterion, CriterionGroup.Contact, "fax", Operator.IsKnown, null, 1));
        house.Make.AgreementInForce(model);
        var faxer = Persona("Faxer", Conditions);
        var lead = house.Make.Lead();
        house.RunJobs();
        house.Clock.Pass(TimeSpan.FromMinutes(1));
        house.Update(lead, ("fax", "123"));
        house.RunJobs();

        Assert.Equal(faxer, house.Lead(lead).PersonaId?.Id);
    }

    private (long Reads, long Writes) Cost(Action change)
    {
        house.Organization.Requests.Reset();
        change();
        house.RunJobs();
        var asked = house.Organization.Requests.Snapshot().Where(request => request.Origin == RequestOrigin.AsyncJob).ToArray();
        return (asked.Where(request => request.Message.StartsWith("Retrieve", StringComparison.Ordinal)).Sum(request => request.Count),
            asked.Where(request => !request.Message.StartsWith("Retrieve", StringComparison.Ordinal)).Sum(request => request.Count));
    }

    private Guid Persona(string name, string? conditions, int weight = 10) =>
        house.Service.Create(new Persona { Name = name, Conditions = conditions, Weight = weight });
}
