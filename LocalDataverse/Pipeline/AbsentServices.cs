using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>Services that plug-ins get on the platform and that have nothing behind them here: asked for in vain they would be null, used they refuse.</summary>
internal sealed class AbsentServices : IServiceEndpointNotificationService, IManagedIdentityService
{
    public string Execute(EntityReference serviceEndpoint, IExecutionContext context) => throw Fault.NotSupported(
        "IServiceEndpointNotificationService", "There is no service bus: post to a service endpoint on the platform only, or put a test double in its place.");

    public string AcquireToken(IEnumerable<string> scopes) => throw NoIdentity();

    public string AcquireToken(Guid managedIdentityId, IEnumerable<string> scopes) => throw NoIdentity();

    private static Exception NoIdentity() => Fault.NotSupported(
        "IManagedIdentityService", "There are no managed identities: acquire tokens on the platform only, or put a test double in its place.");
}
