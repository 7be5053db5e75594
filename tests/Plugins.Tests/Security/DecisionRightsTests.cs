using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Security;

/// <summary>Decisions of a review as those meet them who have the roles of the zip, and no administrator's.</summary>
public sealed class DecisionRightsTests : IDisposable
{
    private readonly CrmHouse house = new();
    private readonly EntityReference review;
    private readonly Guid seller;

    public DecisionRightsTests()
    {
        house.Make.AgreementInForce(house.Make.Model());
        review = (EntityReference)house.Service.Execute(new OrganizationRequest("smk_PrepareWeeklyReview")).Results["ReviewId"];
        seller = UserWith("Smarketing Sales");
    }

    public void Dispose() => house.Dispose();

    [Theory]
    [InlineData("Smarketing Marketing")]
    [InlineData("Smarketing Sales Manager")]
    public void Who_leads_a_side_gives_a_decision_to_a_seller_who_gets_the_task(string role)
    {
        var decision = As(UserWith(role)).Create(New(seller));

        house.RunJobs();

        Assert.Equal(seller, house.Row<Decision>(Decision.EntityLogicalName, decision).OwnerId!.Id);
        Assert.Equal(seller, Assert.Single(house.Rows<Entity>("task")).GetAttributeValue<EntityReference>("ownerid").Id);
    }

    [Theory]
    [InlineData("Smarketing Marketing")]
    [InlineData("Smarketing Sales Manager")]
    public void Who_leads_a_side_gives_a_decision_on(string role)
    {
        var leader = UserWith(role);
        var decision = As(leader).Create(New(leader));

        As(leader).Update(new Decision { Id = decision, OwnerId = new EntityReference("systemuser", seller) });

        Assert.Equal(seller, house.Row<Decision>(Decision.EntityLogicalName, decision).OwnerId!.Id);
    }

    [Fact]
    public void A_seller_takes_a_decision_on_but_gives_none_to_others()
    {
        var colleague = UserWith("Smarketing Sales");
        var own = As(seller).Create(New(seller));

        Assert.Contains("CreateAccess", CrmHouse.RefusalOf(() => As(seller).Create(New(colleague))), StringComparison.Ordinal);
        Assert.Contains(
            "prvAssignsmk_Decision",
            CrmHouse.RefusalOf(() => As(seller).Update(new Decision { Id = own, OwnerId = new EntityReference("systemuser", colleague) })),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_seller_reads_every_decision_and_changes_only_those_given_to_him()
    {
        var foreign = house.Service.Create(New(UserWith("Smarketing Marketing")));
        var own = house.Service.Create(New(seller));

        var read = As(seller).RetrieveMultiple(new QueryExpression(Decision.EntityLogicalName)).Entities.Select(row => row.Id);
        Assert.Equal(new[] { foreign, own }.Order(), read.Order());

        As(seller).Update(new Decision { Id = own, Text = "Done" });
        Assert.Contains("WriteAccess", CrmHouse.RefusalOf(() => As(seller).Update(new Decision { Id = foreign, Text = "Done" })), StringComparison.Ordinal);
    }

    // What everybody has beside the roles of the solution: tasks of one's own.
    private Guid UserWith(string role) => house.Organization.CreateUser(
        role + house.Rows<Entity>("systemuser").Count, house.Organization.RoleNamed(role), house.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Activity"));

    private IOrganizationService As(Guid user) => house.Organization.CreateService(user);

    private Decision New(Guid owner) => new()
    {
        Name = "Call within the hour", Text = "All of us", WeeklyReviewId = review, OwnerId = new EntityReference("systemuser", owner),
    };
}
