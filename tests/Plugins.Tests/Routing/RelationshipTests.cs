using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.Routing;

/// <summary>Who looks after a customer already gets that customer's leads.</summary>
public sealed class RelationshipTests : IDisposable
{
    private readonly RoutingHouse house = new();
    private readonly Guid theirs;

    public RelationshipTests()
    {
        house.Member(99);
        theirs = house.Member(1);
    }

    public void Dispose() => house.Dispose();

    [Fact]
    public void By_the_account_the_lead_names() =>
        Theirs(RoutedBy.ExistingRelationship, ("parentaccountid", RoutingHouse.Reference("account", Account("Acier"))));

    [Fact]
    public void By_the_contact_the_lead_names() =>
        Theirs(RoutedBy.ExistingRelationship, ("parentcontactid", RoutingHouse.Reference("contact", Contact("a@acier.example"))));

    [Fact]
    public void By_the_domain_of_an_accounts_address()
    {
        Account("Acier", "info@acier.example");

        Theirs(RoutedBy.ExistingRelationship, ("emailaddress1", "Anne@Acier.Example"));
    }

    [Fact]
    public void By_the_domain_of_a_contacts_address()
    {
        Contact("paul@acier.example");

        Theirs(RoutedBy.ExistingRelationship, ("emailaddress1", "anne@acier.example"));
    }

    [Fact]
    public void By_the_name_of_the_company()
    {
        Account("Aciéries du Nord");

        Theirs(RoutedBy.ExistingRelationship, ("companyname", "ACIERIES DU NORD "));
    }

    [Fact]
    public void Not_by_a_domain_where_everybody_can_have_an_address()
    {
        Contact("paul@gmail.com");

        Others(("emailaddress1", "anne@gmail.com"));
    }

    [Fact]
    public void Not_by_a_part_of_a_domain()
    {
        Contact("paul@grandacier.example");

        Others(("emailaddress1", "anne@acier.example"));
    }

    [Fact]
    public void Not_while_the_owner_is_away()
    {
        house.Away(house.SellerOf(theirs), "2026-03-01", "2026-03-05");

        Others(("parentaccountid", RoutingHouse.Reference("account", Account("Acier"))));
    }

    [Fact]
    public void Not_when_the_owner_is_no_member()
    {
        var account = Account("Acier");
        house.Service.Update(new Entity("account", account) { ["ownerid"] = RoutingHouse.User(house.NewUser()) });

        Others(("parentaccountid", RoutingHouse.Reference("account", account)));
    }

    [Fact]
    public void It_costs_no_turn()
    {
        var account = Account("Acier");
        for (var i = 0; i < 3; i++)
            Theirs(RoutedBy.ExistingRelationship, ("parentaccountid", RoutingHouse.Reference("account", account)));

        Assert.Null(house.MemberOf(theirs).Credit);
        Assert.Equal(3, house.MemberOf(theirs).Assigned);
    }

    private void Theirs(RoutedBy by, params (string Column, object? Value)[] values)
    {
        var handoff = house.HandoffOf(house.Routed(values));
        Assert.Equal((theirs, by), (handoff.PairId!.Id, handoff.RoutedBy!.Value));
    }

    private void Others(params (string Column, object? Value)[] values)
    {
        var handoff = house.HandoffOf(house.Routed(values));
        Assert.NotEqual(theirs, handoff.PairId!.Id);
        Assert.Equal(RoutedBy.WeightedRoundRobin, handoff.RoutedBy);
    }

    private Guid Account(string name, string? address = null) => Owned(new Entity("account") { ["name"] = name, ["emailaddress1"] = address });

    private Guid Contact(string address) => Owned(new Entity("contact") { ["lastname"] = "Paul", ["emailaddress1"] = address });

    private Guid Owned(Entity row)
    {
        row["ownerid"] = RoutingHouse.User(house.SellerOf(theirs));
        return house.Service.Create(row);
    }
}
