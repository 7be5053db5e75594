using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Apis;

/// <summary>
/// One custom API: the main operation of its message. Like a step it has no fields, since one instance serves many threads.
/// </summary>
public abstract class Api : IPlugin
{
    /// <summary>The name callers use, with the publisher's prefix.</summary>
    public abstract string UniqueName { get; }

    /// <summary>Called by the platform.</summary>
    /// <exception cref="InvalidPluginExecutionException">The call is refused; the message is for the user, in the user's language.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = new PlatformCall(serviceProvider);
        call.Run(GetType(), () => Execute(new ApiContext(call)));
    }

    /// <summary>What the API does. To refuse, throw <see cref="RefusalException"/>.</summary>
    protected abstract void Execute(ApiContext context);
}
