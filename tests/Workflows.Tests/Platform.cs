using System;
using System.Activities;
using System.Collections.Generic;
using System.Reflection;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Microsoft.Xrm.Sdk.Workflow;

namespace Smarketing.Tests.Workflows;

/// <summary>A platform that remembers the one request it gets.</summary>
internal sealed class Platform(IOrganizationService? real = null) : IOrganizationServiceFactory, IOrganizationService
{
    public Guid UserId { get; } = new("99999999-2222-3333-4444-555555555555");

    public ParameterCollection Answer { get; } = [];

    public OrganizationRequest? Asked { get; private set; }

    public Guid? ActedAs { get; private set; }

    public IWorkflowContext Context
    {
        get
        {
            var context = DispatchProxy.Create<IWorkflowContext, OnlyTheUser>();
            ((OnlyTheUser)(object)context).UserId = UserId;
            return context;
        }
    }

    /// <summary>Runs an activity on this platform.</summary>
    public IDictionary<string, object> Run(Activity activity, Dictionary<string, object> inputs)
    {
        var invoker = new WorkflowInvoker(activity);
        invoker.Extensions.Add<IWorkflowContext>(() => Context);
        invoker.Extensions.Add<IOrganizationServiceFactory>(() => this);
        return invoker.Invoke(inputs);
    }

    public IOrganizationService CreateOrganizationService(Guid? userId)
    {
        ActedAs = userId;
        return this;
    }

    public OrganizationResponse Execute(OrganizationRequest request)
    {
        Asked = request;
        return real?.Execute(request) ?? new OrganizationResponse { Results = Answer };
    }

    public Guid Create(Entity entity) => throw new NotSupportedException();

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => throw new NotSupportedException();

    public void Update(Entity entity) => throw new NotSupportedException();

    public void Delete(string entityName, Guid id) => throw new NotSupportedException();

    public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        throw new NotSupportedException();

    public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        throw new NotSupportedException();

    public EntityCollection RetrieveMultiple(QueryBase query) => throw new NotSupportedException();
}

/// <summary>Answers who runs the workflow, and nothing else.</summary>
public class OnlyTheUser : DispatchProxy
{
    public Guid UserId { get; set; }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.Name == "get_UserId" ? UserId : throw new NotSupportedException(targetMethod?.Name);
}
