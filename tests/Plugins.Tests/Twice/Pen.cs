using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Tests.Plugins.Twice;

/// <summary>Creates rows with ids that are the same in every telling of a story, so that nothing decided by an id differs.</summary>
internal sealed class Pen(IOrganizationService service) : IOrganizationService
{
    private int made;

    public Guid Create(Entity entity) => service.Create(Identified(entity));

    public OrganizationResponse Execute(OrganizationRequest request)
    {
        if (request is CreateRequest create)
            Identified(create.Target);
        return service.Execute(request);
    }

    public void Update(Entity entity) => service.Update(entity);

    public void Delete(string entityName, Guid id) => service.Delete(entityName, id);

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => service.Retrieve(entityName, id, columnSet);

    public EntityCollection RetrieveMultiple(QueryBase query) => service.RetrieveMultiple(query);

    public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        service.Associate(entityName, entityId, relationship, relatedEntities);

    public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        service.Disassociate(entityName, entityId, relationship, relatedEntities);

    private Entity Identified(Entity entity)
    {
        if (entity.Id == Guid.Empty)
            entity.Id = Guid.ParseExact((++made).ToString("x32", CultureInfo.InvariantCulture), "N");
        return entity;
    }
}
