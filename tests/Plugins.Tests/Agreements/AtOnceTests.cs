using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Crm.Steps;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Agreements;

/// <summary>
/// Two people at the same moment. On the platform a read does not wait for another transaction, a write of the same row does: the service of these tests
/// lets the other transaction end while this one waits for its lock, and holds that this one looks again afterwards.
/// </summary>
public sealed class AtOnceTests : IDisposable
{
    private readonly SigningHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void Of_two_agreements_signed_at_once_the_second_takes_the_place_of_the_first()
    {
        var mine = house.Draft();
        house.Sign(house.Marketer, mine);
        var other = Guid.Empty;
        var call = CallOn(mine, Agreement.EntityLogicalName, () => other = house.InForce());
        call.Input["Target"] = new Agreement { Id = mine, StatusCode = AgreementStatus.InForce }.ToEntity<Entity>();

        new GuardAgreementOnUpdate().Execute(call);

        Assert.NotEqual(Guid.Empty, other);
        Assert.Equal(AgreementStatus.Superseded, house.StatusOf(other));
        Assert.True(((Entity)call.Input["Target"]).Contains(Agreement.Columns.InForceOn));
    }

    [Fact]
    public void A_rule_changed_while_its_model_is_published_is_refused()
    {
        var model = house.Make.Model();
        var draft = house.Draft(model);
        house.Sign(house.Marketer, draft);
        var criterion = house.Rows<Criterion>(Criterion.EntityLogicalName, Criterion.Columns.ScoringModelId, model)[0];
        var call = new FakeCall(_ => new Waiting(house.Service, ScoringModel.EntityLogicalName, () => house.Sign(house.Manager, draft)));
        call.Context["PreEntityImages"] = new EntityImageCollection { ["pre"] = criterion.ToEntity<Entity>() };
        call.Input["Target"] = new Criterion { Id = criterion.Id, Points = 15 }.ToEntity<Entity>();

        var refusal = Assert.Throws<InvalidPluginExecutionException>(() => new GuardCriterionOnUpdate().Execute(call));
        Assert.Contains("Draft a new version of the model", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_draft_changed_while_it_is_signed_is_refused(int signatures)
    {
        var draft = house.Draft();
        var before = house.Of(draft).ToEntity<Entity>();
        house.Sign(house.Marketer, draft);
        if (signatures == 2)
            house.Sign(house.Manager, draft);
        var call = new FakeCall(_ => house.Service);
        call.Context["ParentContext"] = null;
        call.Context["PreEntityImages"] = new EntityImageCollection { ["pre"] = before };
        call.Input["Target"] = new Agreement { Id = draft, MqlFit = 40 }.ToEntity<Entity>();

        var refusal = Assert.Throws<InvalidPluginExecutionException>(() => new HoldDraftAgainstSigning().Execute(call));
        Assert.Contains("was signed while you changed it", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_door_opens_for_the_agreement_signed_and_for_no_other()
    {
        var mine = house.Draft();
        var other = house.Draft();
        var call = CallOn(other, null, () => { }, target: mine);
        call.Input["Target"] = new Agreement { Id = other, MarketingSignerId = new EntityReference("systemuser", house.Marketer) }.ToEntity<Entity>();
        Assert.Throws<InvalidPluginExecutionException>(() => new GuardAgreementOnUpdate().Execute(call));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    public void The_door_stays_shut_for_what_others_register_around_the_signing(int stage)
    {
        var mine = house.Draft();
        var call = CallOn(mine, null, () => { }, stage: stage);
        call.Input["Target"] = new Agreement { Id = mine, MarketingSignerId = new EntityReference("systemuser", house.Marketer) }.ToEntity<Entity>();
        Assert.Throws<InvalidPluginExecutionException>(() => new GuardAgreementOnUpdate().Execute(call));
    }

    [Fact]
    public void Nobody_signs_in_the_name_of_another()
    {
        var call = new FakeCall(_ => house.Service) { Context = { ["UserId"] = house.Marketer, ["InitiatingUserId"] = house.Manager } };
        call.Input["Target"] = new EntityReference(Agreement.EntityLogicalName, house.Draft());
        var refusal = Assert.Throws<InvalidPluginExecutionException>(() => new Crm.Apis.SignAgreement().Execute(call));
        Assert.Contains("in one’s own name", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c38bb1c6-dd18-51fa-baa5-33ee9e0e28c5", true)]
    [InlineData("7f235c99-21a6-5f6c-9d59-bc9a6ed46f9c", false)]
    public void A_copy_of_a_role_in_another_business_unit_is_that_role(string root, bool forMarketing)
    {
        var user = house.User("Smarketing Sales");
        var draft = house.Draft();
        var platform = new CopiesRoles(house.Service, new Guid(root));
        var call = new FakeCall(_ => platform) { Context = { ["UserId"] = user, ["InitiatingUserId"] = user } };
        call.Input["Target"] = new EntityReference(Agreement.EntityLogicalName, draft);

        new Crm.Apis.SignAgreement().Execute(call);

        Assert.Equal(user, (forMarketing ? platform.Signed!.MarketingSignerId : platform.Signed!.SalesSignerId)!.Id);
    }

    // An update of an agreement inside smk_SignAgreement.
    private FakeCall CallOn(Guid row, string? lockedTable, Action meanwhile, Guid? target = null, int stage = 30)
    {
        var around = new FakeCall();
        around.Context["MessageName"] = "smk_SignAgreement";
        around.Context["Stage"] = stage;
        around.Context["ParentContext"] = null;
        around.Input["Target"] = new EntityReference(Agreement.EntityLogicalName, target ?? row);
        var call = new FakeCall(_ => new Waiting(house.Service, lockedTable, meanwhile));
        call.Context["ParentContext"] = around.GetService(typeof(IPluginExecutionContext));
        call.Context["PreEntityImages"] = new EntityImageCollection { ["pre"] = house.Of(row).ToEntity<Entity>() };
        return call;
    }

    /// <summary>Waits at the first lock it takes on a table: what the other transaction did is there when the lock is given.</summary>
    private sealed class Waiting(IOrganizationService inner, string? table, Action meanwhile) : IOrganizationService
    {
        private bool waited;

        public void Update(Entity entity)
        {
            if (!waited && entity.LogicalName == table && entity.Contains(Agreement.Columns.LockedOn))
            {
                waited = true;
                meanwhile();
            }

            inner.Update(entity);
        }

        public Guid Create(Entity entity) => inner.Create(entity);

        public void Delete(string entityName, Guid id) => inner.Delete(entityName, id);

        public OrganizationResponse Execute(OrganizationRequest request) => inner.Execute(request);

        public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => inner.Retrieve(entityName, id, columnSet);

        public EntityCollection RetrieveMultiple(QueryBase query) => inner.RetrieveMultiple(query);

        public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw new NotSupportedException();

        public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw new NotSupportedException();
    }

    /// <summary>A platform on which people hold the copy of a role that their own business unit has; what is signed is kept and not written.</summary>
    private sealed class CopiesRoles(IOrganizationService inner, Guid root) : IOrganizationService
    {
        public Agreement? Signed { get; private set; }

        public EntityCollection RetrieveMultiple(QueryBase query) => ((QueryExpression)query).EntityName == "role"
            ? new EntityCollection([new Entity("role", Guid.NewGuid()) { ["parentrootroleid"] = new EntityReference("role", root) }])
            : inner.RetrieveMultiple(query);

        public void Update(Entity entity)
        {
            if (entity is Agreement { LockedOn: null } signed)
                Signed = signed;
            else
                inner.Update(entity);
        }

        public Guid Create(Entity entity) => inner.Create(entity);

        public void Delete(string entityName, Guid id) => inner.Delete(entityName, id);

        public OrganizationResponse Execute(OrganizationRequest request) => inner.Execute(request);

        public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => inner.Retrieve(entityName, id, columnSet);

        public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw new NotSupportedException();

        public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw new NotSupportedException();
    }
}
