using System;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse;

namespace Smarketing.Tests.Plugins.Twice;

/// <summary>Lets something happen once within one call of a custom API: after so many of its writes, before the next.</summary>
internal sealed class Interruption(int afterWrites, Action happening) : IRequestWatch
{
    private const int WithinCall = 2;

    private int writes;

    /// <summary>The call is killed after so many writes.</summary>
    public static Interruption Kill(int afterWrites) => new(afterWrites, () => throw new InvalidOperationException("The host was killed."));

    /// <summary>Whether it has happened; not when the call makes fewer writes.</summary>
    public bool HasHappened { get; private set; }

    /// <summary>Makes the call, and lets it happen there.</summary>
    /// <returns>Whether the call came to its end; else nothing of it is left.</returns>
    public bool Survives(LocalOrganization organization, Action call)
    {
        organization.Watch = this;
        try
        {
            call();
            return true;
        }
        catch (FaultException<OrganizationServiceFault>)
        {
            return false;
        }
        finally
        {
            organization.Watch = null;
        }
    }

    public void Before(WatchedRequest request)
    {
        if (HasHappened || writes < afterWrites || !IsWriteOfCall(request))
            return;
        HasHappened = true;
        happening();
    }

    public void After(WatchedRequest request)
    {
        if (!HasHappened && IsWriteOfCall(request))
            writes++;
    }

    private static bool IsWriteOfCall(WatchedRequest request) =>
        request.Depth == WithinCall && !request.Message.StartsWith("Retrieve", StringComparison.Ordinal);
}
