using System;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Crm.Steps;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>A call of the platform that fails has doomed the transaction: it goes on as it came and is never taken for a broken rule.</summary>
public sealed class FailedCallTests(ScoringHouse house) : IClassFixture<ScoringHouse>
{
    [Theory]
    [InlineData(Agreement.EntityLogicalName)]
    [InlineData(ScoringModel.EntityLogicalName)]
    [InlineData(Criterion.EntityLogicalName)]
    public void A_read_that_fails_while_a_lead_is_created_reaches_the_caller(string table)
    {
        var target = new Entity(Lead.EntityLogicalName, new Guid("00000000-0000-0000-0000-00000000000a"));
        var call = CallWith(table, target);

        Assert.Throws<FaultException<OrganizationServiceFault>>(() => new ScoreLeadOnCreate().Execute(call));
        Assert.False(target.Contains(Lead.Columns.ScoreFault));
        Assert.NotEmpty(call.Traces);
    }

    [Fact]
    public void A_read_that_fails_while_a_lead_is_updated_reaches_the_caller()
    {
        var target = new Entity(Lead.EntityLogicalName, house.Make.Lead()) { ["jobtitle"] = "Director" };
        var call = CallWith(Engagement.EntityLogicalName, target);
        ((EntityImageCollection)call.Context["PreEntityImages"]!)["pre"] = house.Lead(target.Id).ToEntity<Entity>();

        Assert.Throws<FaultException<OrganizationServiceFault>>(() => new ScoreLeadOnUpdate().Execute(call));
        Assert.False(target.Contains(Lead.Columns.ScoreFault));
    }

    // A fresh organisation id, so that nothing is known from earlier calls.
    private FakeCall CallWith(string failingTable, Entity target)
    {
        var call = new FakeCall(_ => new FailingAt(failingTable, house.Service)) { Context = { ["OrganizationId"] = Guid.NewGuid() } };
        call.Input["Target"] = target;
        return call;
    }

    private sealed class FailingAt(string table, IOrganizationService inner) : IOrganizationService
    {
        public EntityCollection RetrieveMultiple(QueryBase query) =>
            ((QueryExpression)query).EntityName == table ? throw Fault() : inner.RetrieveMultiple(query);

        public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) =>
            entityName == table ? throw Fault() : inner.Retrieve(entityName, id, columnSet);

        public Guid Create(Entity entity) => throw new NotSupportedException();

        public void Update(Entity entity) => throw new NotSupportedException();

        public void Delete(string entityName, Guid id) => throw new NotSupportedException();

        public OrganizationResponse Execute(OrganizationRequest request) => throw new NotSupportedException();

        public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
            throw new NotSupportedException();

        public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
            throw new NotSupportedException();

        private static FaultException<OrganizationServiceFault> Fault() =>
            new(new OrganizationServiceFault { Message = "The database is away." }, new FaultReason("The database is away."));
    }
}
