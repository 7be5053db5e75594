using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.ClosedLoop;

/// <summary>Outcomes are only ever added.</summary>
public sealed class OutcomeGuardTests(LoopHouse house) : IClassFixture<LoopHouse>
{
    [Fact]
    public void Not_even_an_administrator_changes_an_outcome()
    {
        var outcome = AnOutcome();

        Assert.Contains("Accepted", CrmHouse.RefusalOf(() => house.Service.Update(new Outcome { Id = outcome.Id, Amount = 1 })), System.StringComparison.Ordinal);
        Assert.NotEmpty(CrmHouse.RefusalOf(() => house.Service.Update(new Outcome { Id = outcome.Id, LeadId = null })));
    }

    [Fact]
    public void Not_even_an_administrator_deletes_an_outcome() =>
        Assert.Contains("reverses", CrmHouse.RefusalOf(() => house.Service.Delete(Outcome.EntityLogicalName, AnOutcome().Id)), System.StringComparison.Ordinal);

    [Fact]
    public void Deleting_the_lead_leaves_the_fact_without_the_person()
    {
        var outcome = AnOutcome();
        house.Service.Delete("lead", outcome.LeadId!.Id);
        house.RunJobs();

        var kept = house.Row<Outcome>(Outcome.EntityLogicalName, outcome.Id);
        Assert.Null(kept.LeadId);
        Assert.Equal((outcome.LeadRef, OutcomeKind.Accepted, 1), (kept.LeadRef, kept.Kind, kept.Sign));
    }

    private Outcome AnOutcome()
    {
        var lead = house.LeadOf();
        house.Answer(house.HandOff(lead), HandoffStatus.Accepted);
        return Assert.Single(house.OutcomesOf(lead));
    }
}
