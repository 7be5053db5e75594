using System;

namespace Microsoft.Xrm.Sdk;

public interface IPluginExecutionContext : IExecutionContext
{
    IPluginExecutionContext ParentContext { get; }
    int Stage { get; }
}

public interface IPluginExecutionContext2 : IPluginExecutionContext, IExecutionContext
{
    Guid InitiatingUserApplicationId { get; }
    Guid InitiatingUserAzureActiveDirectoryObjectId { get; }
    bool IsPortalsClientCall { get; }
    Guid PortalsContactId { get; }
    Guid UserAzureActiveDirectoryObjectId { get; }
}

public interface IPluginExecutionContext3 : IPluginExecutionContext2, IPluginExecutionContext, IExecutionContext
{
    Guid AuthenticatedUserId { get; }
}

public interface IPluginExecutionContext4 : IPluginExecutionContext3, IPluginExecutionContext2, IPluginExecutionContext, IExecutionContext
{
    EntityImageCollection[] PostEntityImagesCollection { get; }
    EntityImageCollection[] PreEntityImagesCollection { get; }
}
