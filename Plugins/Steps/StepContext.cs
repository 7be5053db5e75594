using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Sweep;

namespace Smarketing.Crm.Steps;

/// <summary>What a step is told about its event, and the ways to act on it. Lives for one call.</summary>
public sealed class StepContext
{
    private readonly PlatformCall call;

    internal StepContext(PlatformCall call) => this.call = call;

    /// <summary>The row being created or updated, with only the columns it carries; what PreOperation sets here is stored.</summary>
    /// <exception cref="InvalidPluginExecutionException">The message carries no row.</exception>
    public Entity Target => call.Input<Entity>("Target");

    /// <summary>The row being deleted.</summary>
    /// <exception cref="InvalidPluginExecutionException">The message carries no reference.</exception>
    public EntityReference TargetReference => call.Input<EntityReference>("Target");

    /// <summary>The row as it was before.</summary>
    /// <exception cref="InvalidPluginExecutionException">The step is registered without one.</exception>
    public Entity PreImage => call.Image(call.Context.PreEntityImages, ImageRegistration.Pre);

    /// <summary>The row as it is after.</summary>
    /// <exception cref="InvalidPluginExecutionException">The step is registered without one.</exception>
    public Entity PostImage => call.Image(call.Context.PostEntityImages, ImageRegistration.Post);

    /// <summary>When the operation was asked for, in UTC; the same however often an asynchronous step is retried.</summary>
    public DateTime Now => Clock.Of(call.Context);

    /// <summary>Acts with the rights of the calling user.</summary>
    public IOrganizationService Service => call.Service;

    /// <summary>Acts with the rights of the system, for what the user need not be allowed to do.</summary>
    public IOrganizationService SystemService => call.SystemService;

    /// <summary>The user whose name the operation bears, when that user asked for it; <c>null</c> when somebody else did.</summary>
    public Guid? CallingUser => call.Context.UserId == call.Context.InitiatingUserId ? call.Context.UserId : null;

    /// <summary>Whether a message of this product is doing this; see <see cref="PlatformCall.IsInside"/>.</summary>
    public bool IsInside(string message, Guid? row = null) => call.IsInside(message, row);

    /// <summary>Depth of the call: 1 when a user or a program asked for it, more when a step did.</summary>
    public int Depth => call.Context.Depth;

    /// <summary>The user in whose name the operation runs.</summary>
    public Guid UserId => call.Context.UserId;

    /// <summary>Create, Update, Delete or another message name.</summary>
    public string Message => call.Context.MessageName;

    /// <summary>The organisation this happens in; one process may serve several.</summary>
    public Guid OrganizationId => call.Context.OrganizationId;

    internal SweepContext Sweep() => new(SystemService, OrganizationId, Now, Trace);

    /// <summary>Writes a line to the plug-in trace log.</summary>
    public void Trace(string line) => call.Trace(line);
}
