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

public interface IPluginExecutionContext5 : IPluginExecutionContext4, IPluginExecutionContext3, IPluginExecutionContext2, IPluginExecutionContext, IExecutionContext
{
    string InitiatingUserAgent { get; }
}

public interface IPluginExecutionContext6 : IPluginExecutionContext5, IPluginExecutionContext4, IPluginExecutionContext3, IPluginExecutionContext2, IPluginExecutionContext, IExecutionContext
{
    string EnvironmentId { get; }
    Guid TenantId { get; }
}

public interface IPluginExecutionContext7 : IPluginExecutionContext6, IPluginExecutionContext5, IPluginExecutionContext4, IPluginExecutionContext3, IPluginExecutionContext2, IPluginExecutionContext, IExecutionContext
{
    bool IsApplicationUser { get; }
}
