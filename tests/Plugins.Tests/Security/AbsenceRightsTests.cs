using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Security;

/// <summary>Whoever is away gets no leads, so that nobody sends a colleague away.</summary>
public sealed class AbsenceRightsTests : IDisposable
{
    private readonly CrmHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void A_seller_enters_an_absence_of_the_seller()
    {
        var seller = UserWith("Smarketing Sales");
        As(seller).Create(Of(seller));
    }

    [Fact]
    public void A_seller_enters_none_of_a_colleague_and_moves_none_there()
    {
        var (seller, colleague) = (UserWith("Smarketing Sales"), UserWith("Smarketing Sales"));
        Assert.Contains("your own absences", CrmHouse.RefusalOf(() => As(seller).Create(Of(colleague))), StringComparison.Ordinal);
        var own = As(seller).Create(Of(seller));
        Assert.Contains("your own absences", CrmHouse.RefusalOf(() => As(seller).Update(new Absence { Id = own, UserId = User(colleague) })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Smarketing Marketing")]
    [InlineData("Smarketing Sales Manager")]
    [InlineData("Smarketing Administrator")]
    public void Who_arranges_work_enters_any(string role) => As(UserWith(role)).Create(Of(UserWith("Smarketing Sales")));

    private IOrganizationService As(Guid user) => house.Organization.CreateService(user);

    private static Absence Of(Guid user) => new() { Name = "Away", UserId = User(user), From = new DateTime(2026, 3, 9), Until = new DateTime(2026, 3, 10) };

    private static EntityReference User(Guid id) => new("systemuser", id);

    private Guid UserWith(string role) => house.Organization.CreateUser(
        role + house.Rows<Entity>("systemuser").Count, house.Organization.RoleNamed(role), house.Organization.CreateRole("Reads users" + Guid.NewGuid(), ("prvAppendToUser", PrivilegeDepth.Global)));
}
