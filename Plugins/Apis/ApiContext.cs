using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Dataverse.Sweep;

namespace Smarketing.Crm.Apis;

/// <summary>What an API is asked, and where its answer goes. Lives for one call.</summary>
public sealed class ApiContext
{
    private readonly PlatformCall call;

    internal ApiContext(PlatformCall call) => this.call = call;

    /// <summary>The row a bound API is called on.</summary>
    /// <exception cref="InvalidPluginExecutionException">The call names no row.</exception>
    public EntityReference Target => call.Input<EntityReference>("Target");

    /// <summary>When the call was made, in UTC.</summary>
    public DateTime Now => Clock.Of(call.Context);

    /// <summary>Acts with the rights of the calling user.</summary>
    public IOrganizationService Service => call.Service;

    /// <summary>Acts with the rights of the system, for what the user need not be allowed to do.</summary>
    public IOrganizationService SystemService => call.SystemService;

    /// <summary>The user who calls, in no other name; <c>null</c> when the call is made on behalf of somebody else.</summary>
    public Guid? CallingUser => call.Context.UserId == call.Context.InitiatingUserId ? call.Context.UserId : null;

    /// <summary>The user in whose name the call is made.</summary>
    public Guid UserId => call.Context.UserId;

    /// <summary>The organisation this happens in; one process may serve several.</summary>
    public Guid OrganizationId => call.Context.OrganizationId;

    /// <summary>The language of the user who asked, as LCID; costs one read.</summary>
    public int UserLanguage => Dataverse.UserLanguage.Of(call.Context.InitiatingUserId, call.SystemService);

    /// <summary>An optional request parameter; <c>null</c> when the caller left it out.</summary>
    public T? Request<T>(string name) where T : struct =>
        call.Context.InputParameters.Contains(name) && call.Context.InputParameters[name] is T value ? value : null;

    /// <summary>An optional request parameter of text; <c>null</c> when the caller left it out or blank.</summary>
    public string? RequestText(string name) =>
        call.Context.InputParameters.Contains(name) && call.Context.InputParameters[name] is string value && value.Trim().Length > 0 ? value : null;

    /// <summary>Answers one response property.</summary>
    public void Respond(string name, object? value) => call.Context.OutputParameters[name] = value;

    internal SweepContext Sweep(Guid? piece) => new(SystemService, OrganizationId, Now, Trace, piece);

    /// <summary>Writes a line to the plug-in trace log.</summary>
    public void Trace(string line) => call.Trace(line);
}
