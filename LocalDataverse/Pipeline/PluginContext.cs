using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>What one plug-in run sees of the operation.</summary>
internal sealed class PluginContext : IPluginExecutionContext7
{
    private readonly Platform _platform;
    private readonly Operation _operation;
    private EntityImageCollection? _pre;
    private EntityImageCollection? _post;
    private EntityImageCollection[]? _preOfRows;
    private EntityImageCollection[]? _postOfRows;

    public PluginContext(Platform platform, Operation operation, StepDefinition? step, Stage stage, bool isAsync)
    {
        _platform = platform;
        _operation = operation;
        Step = step;
        Stage = (int)stage;
        Mode = isAsync ? 1 : 0;
    }

    public StepDefinition? Step { get; }

    public Operation Operation => _operation;

    public int Stage { get; }

    public int Mode { get; }

    public int IsolationMode => 2;

    public string MessageName => _operation.MessageName;

    public string PrimaryEntityName => _operation.TableName ?? "none";

    public string SecondaryEntityName => "none";

    public Guid PrimaryEntityId => _operation.PrimaryEntityId;

    public ParameterCollection InputParameters => _operation.Inputs;

    public ParameterCollection OutputParameters => _operation.Outputs;

    public ParameterCollection SharedVariables => Stage is 10 or 30 ? _operation.EarlyVariables : _operation.SharedVariables;

    public EntityImageCollection PreEntityImages
    {
        get => _pre ??= [];
        init => _pre = value;
    }

    public EntityImageCollection PostEntityImages
    {
        get => _post ??= [];
        init => _post = value;
    }

    public EntityImageCollection[] PreEntityImagesCollection
    {
        get => _preOfRows ?? [PreEntityImages];
        init => _preOfRows = value;
    }

    public EntityImageCollection[] PostEntityImagesCollection
    {
        get => _postOfRows ?? [PostEntityImages];
        init => _postOfRows = value;
    }

    /// <summary>The context around this one: that of pre-validation for later stages, else that of the plug-in that sent the request.</summary>
    public PluginContext? Parent => Stage is 20 or 40 && _operation.HasOuterContext ? _operation.Outer(_platform) : _operation.Parent;

    public IPluginExecutionContext? ParentContext => Parent;

    public Guid UserId => Step?.ImpersonatingUserId ?? _operation.UserId;

    /// <summary>When the plug-in began to run, by the stopwatch of the platform; null before that.</summary>
    public long? RunsSince { get; set; }

    /// <summary>The full name of the plug-in's type while it runs.</summary>
    public string? TypeName { get; set; }

    public Guid InitiatingUserId => _operation.InitiatingUserId;

    public Guid AuthenticatedUserId => _operation.InitiatingUserId;

    public Guid BusinessUnitId => _platform.System.BusinessUnitId;

    public Guid OrganizationId => _platform.System.OrganizationId;

    public string OrganizationName => _platform.System.OrganizationName;

    public Guid CorrelationId => _operation.CorrelationId;

    public Guid OperationId => _operation.OperationId;

    public Guid? RequestId => _operation.RequestId;

    public DateTime OperationCreatedOn => _operation.StartedOn;

    public int Depth => _operation.Depth;

    public bool IsInTransaction => Mode == 0 && _operation.Work is not null;

    public bool IsExecutingOffline => false;

    public bool IsOfflinePlayback => false;

    public EntityReference? OwningExtension =>
        Step is null ? null : new EntityReference("sdkmessageprocessingstep", Step.Id) { Name = Step.Name };

    public Guid InitiatingUserApplicationId => Guid.Empty;

    public Guid InitiatingUserAzureActiveDirectoryObjectId => Guid.Empty;

    public Guid UserAzureActiveDirectoryObjectId => Guid.Empty;

    public bool IsPortalsClientCall => false;

    public Guid PortalsContactId => Guid.Empty;

    public string InitiatingUserAgent => string.Empty;

    public string EnvironmentId => _platform.System.OrganizationId.ToString("D");

    public Guid TenantId => Guid.Empty;

    public bool IsApplicationUser =>
        _platform.Store.Find("systemuser", UserId, new ColumnSet("applicationid"))?.Contains("applicationid") == true;
}
