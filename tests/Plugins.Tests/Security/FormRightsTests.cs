using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.Handoffs;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Security;

/// <summary>What the forms let people type, their roles let them save.</summary>
public sealed class FormRightsTests : IDisposable
{
    private readonly HandoffHouse house = new();

    public void Dispose() => house.Dispose();

    [Theory]
    [InlineData("Smarketing Marketing")]
    [InlineData("Smarketing Sales Manager")]
    public void An_objective_is_started_by_who_wrote_it(string role)
    {
        var service = Leader(role);
        var draft = service.Create(new Objective
        {
            Name = "March", AgreementId = new EntityReference(Agreement.EntityLogicalName, house.AgreementId), Metric = Metric.Customers, Target = 10,
            From = new DateTime(2026, 3, 1), Until = new DateTime(2026, 3, 31), MarketerId = house.User("Marie"), SellerId = house.User("Paul"),
        });

        service.Update(new Objective { Id = draft, StatusCode = ObjectiveStatus.Running });

        Assert.Equal(ObjectiveStatus.Running, house.Row<Objective>(Objective.EntityLogicalName, draft).StatusCode);
    }

    [Fact]
    public void A_seller_recycles_the_lead_he_accepted()
    {
        var handoff = house.Accepted();

        house.Organization.CreateService(house.Seller).Update(new Lead { Id = house.LeadOf(handoff).Id, RecycleOn = house.Clock.Now.AddDays(90) });
        house.RunJobs();

        Assert.Equal((Stage.Nurture, HandoffState.Inactive), (house.LeadOf(handoff).Stage, house.Handoff(handoff).StateCode));
    }

    [Theory]
    [InlineData("Smarketing Marketing")]
    [InlineData("Smarketing Sales Manager")]
    public void The_notes_of_a_review_are_written_by_who_leads_a_side(string role)
    {
        var review = ((EntityReference)house.Service.Execute(new OrganizationRequest("smk_PrepareWeeklyReview")).Results["ReviewId"]).Id;
        var service = Leader(role);

        service.Update(new WeeklyReview { Id = review, Notes = "Two calls came too late." });

        Assert.Equal("Two calls came too late.", house.Row<WeeklyReview>(WeeklyReview.EntityLogicalName, review).Notes);
    }

    // The platform's own role for everybody lets rows name users.
    private IOrganizationService Leader(string role) => house.Organization.CreateService(house.Organization.CreateUser(
        "leader", house.Organization.RoleNamed(role), house.Organization.CreateRole("Basic user", ("prvAppendToUser", PrivilegeDepth.Global))));
}
