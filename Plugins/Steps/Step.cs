using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse;

namespace Smarketing.Crm.Steps;

/// <summary>
/// One event of the platform. The platform keeps one instance and calls it from many threads at once,
/// so a step has no fields: everything it knows is in its <see cref="StepContext"/>.
/// </summary>
public abstract class Step : IPlugin
{
    /// <summary>When the platform calls this step.</summary>
    public abstract StepRegistration Registration { get; }

    /// <summary>Called by the platform.</summary>
    /// <exception cref="InvalidPluginExecutionException">The operation is refused; the message is for the user, in the user's language.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = new PlatformCall(serviceProvider);
        call.Run(GetType(), () => Execute(new StepContext(call)));
    }

    /// <summary>What the step does. To refuse the operation, throw <see cref="RefusalException"/>.</summary>
    protected abstract void Execute(StepContext context);
}
