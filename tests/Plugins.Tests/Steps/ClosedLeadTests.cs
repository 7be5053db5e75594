using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>A lead that is qualified or disqualified keeps the score it was closed with, until it is opened again.</summary>
public sealed class ClosedLeadTests : IDisposable
{
    private const int Open = 0, Qualified = 1, Disqualified = 2;

    private readonly CrmHouse house = new();
    private readonly Guid lead;

    public ClosedLeadTests()
    {
        house.Make.AgreementInForce(house.Make.Model());
        lead = house.Make.Lead(("jobtitle", "Director"));
        foreach (var _ in Enumerable.Range(0, 5))
            house.Make.Event(lead, EngagementType.PageVisit);
        house.RunJobs();
    }

    public void Dispose() => house.Dispose();

    [Theory]
    [InlineData(Qualified)]
    [InlineData(Disqualified)]
    public void What_happens_afterwards_does_not_change_its_score(int state)
    {
        var before = house.Lead(lead);
        Set(state);

        house.Make.Event(lead, EngagementType.PageVisit);
        house.RunJobs();
        house.Update(lead, ("jobtitle", "Student"));

        Assert.Equal((before.Score, before.Grade, before.ScoredOn), (house.Lead(lead).Score, house.Lead(lead).Grade, house.Lead(lead).ScoredOn));
    }

    [Fact]
    public void Nothing_is_due_on_it()
    {
        Assert.NotNull(house.Lead(lead).RescoreOn);
        Set(Disqualified);
        Assert.Null(house.Lead(lead).RescoreOn);
    }

    [Fact]
    public void Opened_again_it_is_scored_by_what_is_known_now()
    {
        Set(Disqualified);
        house.Update(lead, ("jobtitle", "Student"));
        house.Clock.Pass(TimeSpan.FromDays(1));

        Set(Open);

        Assert.Equal(house.Clock.Now, house.Lead(lead).ScoredOn);
        Assert.Equal(0m, house.Lead(lead).FitScore);
    }

    private void Set(int state) => house.Update(lead, ("statecode", new OptionSetValue(state)));
}
