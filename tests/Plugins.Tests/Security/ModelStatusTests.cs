using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Security;

/// <summary>A scoring model is published by two signatures, and not by whoever may write it.</summary>
public sealed class ModelStatusTests : IDisposable
{
    private readonly CrmHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void Marketing_neither_publishes_a_model_nor_takes_one_out_of_use()
    {
        var draft = house.Make.Model();
        var inUse = house.Make.Model();
        house.Make.AgreementInForce(inUse);

        Refused(new ScoringModel { Id = draft, StatusCode = ScoringModelStatus.Published });
        Refused(new ScoringModel { Id = inUse, StateCode = ScoringModelState.Inactive, StatusCode = ScoringModelStatus.Superseded });
    }

    [Fact]
    public void Marketing_sets_a_draft_aside()
    {
        var draft = house.Make.Model();
        Marketing().Update(new ScoringModel { Id = draft, StateCode = ScoringModelState.Inactive, StatusCode = ScoringModelStatus.Superseded });
        Assert.Equal(ScoringModelStatus.Superseded, house.Row<ScoringModel>(ScoringModel.EntityLogicalName, draft).StatusCode);
    }

    private void Refused(ScoringModel change) => Assert.Contains("Sign the agreement", CrmHouse.RefusalOf(() => Marketing().Update(change)), StringComparison.Ordinal);

    private IOrganizationService Marketing() => house.Organization.CreateService(
        house.Organization.CreateUser("marketing" + house.Rows<Entity>("systemuser").Count, house.Organization.RoleNamed("Smarketing Marketing")));
}
