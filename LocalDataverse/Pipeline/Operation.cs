using System;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Security;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>From where a request comes: who asks, how deep in the chain, and inside which transaction.</summary>
/// <param name="UserId">On whose behalf.</param>
/// <param name="InitiatingUserId">Who set off the chain.</param>
/// <param name="Origin">What kind of caller.</param>
/// <param name="Depth">The depth of the caller; 0 outside.</param>
/// <param name="CorrelationId">The same for the whole chain.</param>
/// <param name="Parent">The context of the calling plug-in.</param>
/// <param name="Work">The transaction the caller runs in; null outside of any.</param>
internal sealed record RequestScope(
    Guid UserId, Guid InitiatingUserId, RequestOrigin Origin, int Depth, Guid CorrelationId, PluginContext? Parent, UnitOfWork? Work)
{
    public static RequestScope Outside(Guid userId) =>
        new(userId, userId, RequestOrigin.Outside, 0, Guid.Empty, null, null);
}

/// <summary>One message on its way through the pipeline.</summary>
internal sealed class Operation
{
    private ParameterCollection? _outputs;
    private Guid _correlationId;
    private Guid _operationId;
    private ParameterCollection? _sharedVariables;
    private ParameterCollection? _earlyVariables;
    private PluginContext? _outer;

    public Operation(string message, string? table, ParameterCollection inputs, RequestScope scope, DateTime now)
    {
        MessageName = message;
        TableName = table;
        Inputs = inputs;
        UserId = scope.UserId;
        InitiatingUserId = scope.InitiatingUserId;
        Origin = scope.Origin;
        Depth = scope.Depth + 1;
        _correlationId = scope.CorrelationId;
        Parent = scope.Parent;
        Work = scope.Work;
        StartedOn = now;
    }

    private Operation(Operation whole, string message, ParameterCollection inputs)
    {
        MessageName = message;
        TableName = whole.TableName;
        Inputs = inputs;
        UserId = whole.UserId;
        InitiatingUserId = whole.InitiatingUserId;
        Origin = whole.Origin;
        Depth = whole.Depth;
        _correlationId = whole.CorrelationId;
        _operationId = whole.OperationId;
        RequestId = whole.RequestId;
        Parent = whole.Parent;
        StartedOn = whole.StartedOn;
        Work = whole.Work;
        Check = whole.Check;
    }

    public string MessageName { get; }

    public string? TableName { get; }

    public Guid PrimaryEntityId { get; set; }

    public ParameterCollection Inputs { get; }

    public ParameterCollection Outputs => _outputs ??= [];

    /// <summary>What steps of one operation hand on to later ones; it begins with the <c>tag</c> of the request.</summary>
    public ParameterCollection SharedVariables
    {
        get => _sharedVariables ??= Tagged();
        init => _sharedVariables = value;
    }

    /// <summary>What steps in pre-validation hand on. As documented, later stages find it in the variables of the parent context.</summary>
    public ParameterCollection EarlyVariables => HasOuterContext ? _earlyVariables ??= Tagged() : SharedVariables;

    /// <summary>Read from a job: the contexts around it came with it.</summary>
    public bool IsRestored { get; init; }

    /// <summary>Whether pre-validation has a context of its own around that of the later stages.</summary>
    public bool HasOuterContext =>
        !IsRestored && MessageName is ("Create" or "Update" or "Delete" or "CreateMultiple" or "UpdateMultiple");

    public Guid UserId { get; }

    public Guid InitiatingUserId { get; }

    public RequestOrigin Origin { get; }

    public int Depth { get; }

    /// <summary>Made when somebody asks, as most operations pass without.</summary>
    public Guid CorrelationId => _correlationId == Guid.Empty ? _correlationId = Guid.NewGuid() : _correlationId;

    public Guid OperationId
    {
        get => _operationId == Guid.Empty ? _operationId = Guid.NewGuid() : _operationId;
        init => _operationId = value;
    }

    public Guid? RequestId { get; init; }

    public PluginContext? Parent { get; }

    public DateTime StartedOn { get; init; }

    /// <summary>The transaction the operation runs in; null before it has one.</summary>
    public UnitOfWork? Work { get; set; }

    /// <summary>What was found out about the caller; null when the caller may do everything.</summary>
    public CallerCheck? Check { get; set; }

    /// <summary>The row before the main operation, once some step wanted it.</summary>
    public Entity? PreRow { get; set; }

    /// <summary>The row after the main operation, once some step wanted it.</summary>
    public Entity? PostRow { get; set; }

    /// <summary>A part of this operation, with inputs of its own and everything else in common.</summary>
    public Operation Part(ParameterCollection inputs) => new(this, MessageName, inputs)
    {
        PrimaryEntityId = PrimaryEntityId,
        _sharedVariables = SharedVariables,
        _earlyVariables = HasOuterContext ? EarlyVariables : null,
    };

    /// <summary>The same request seen as another message, with inputs and variables of its own.</summary>
    public Operation SeenAs(string message, ParameterCollection inputs) => new(this, message, inputs);

    /// <summary>The context around pre-operation and post-operation, whose variables are those of pre-validation.</summary>
    public PluginContext Outer(Platform platform) => _outer ??= new PluginContext(platform, this, null, Stage.MainOperation, isAsync: false);

    /// <summary>From where the platform itself sends requests that belong to this one: same users, depth and transaction.</summary>
    public RequestScope AsCaller() => new(UserId, InitiatingUserId, Origin, Depth - 1, CorrelationId, Parent, Work);

    /// <summary>The Target as a row; faults name the message when it is something else.</summary>
    public Entity Target => (Entity)Inputs["Target"];

    private ParameterCollection Tagged()
    {
        var variables = new ParameterCollection();
        if (Inputs.TryGetValue("tag", out var tag))
        {
            variables["tag"] = tag;
        }

        return variables;
    }
}
