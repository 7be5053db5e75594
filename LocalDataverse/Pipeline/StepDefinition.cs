using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Xrm.Sdk;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>The stages of the event pipeline, by the numbers Dataverse gives them.</summary>
internal enum Stage
{
    PreValidation = 10,
    PreOperation = 20,
    MainOperation = 30,
    PostOperation = 40,
}

/// <summary>A snapshot of the row that a step asked for.</summary>
/// <param name="Alias">The key in PreEntityImages or PostEntityImages.</param>
/// <param name="IsPre">The row before the main operation.</param>
/// <param name="IsPost">The row after the main operation.</param>
/// <param name="Columns">The columns wanted; null means all.</param>
internal sealed record ImageDefinition(string Alias, bool IsPre, bool IsPost, IReadOnlyList<string>? Columns);

/// <summary>A plug-in type that can be asked to run; made once per step, because plug-ins may keep state per step.</summary>
/// <param name="TypeName">The full name of the type.</param>
/// <param name="Create">Makes an instance from the unsecure and the secure configuration.</param>
internal sealed record PluginFactory(string TypeName, Func<string?, string?, IPlugin> Create)
{
    /// <summary>Makes an instance; what its constructor throws is a failure of the plug-in.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a plug-in throws has to reach the caller as a fault.")]
    public IPlugin Make(string? configuration, string? secureConfiguration)
    {
        try
        {
            return Create(configuration, secureConfiguration);
        }
        catch (Exception exception)
        {
            throw PluginFaults.From(exception, TypeName);
        }
    }
}

/// <summary>One registered step.</summary>
internal sealed class StepDefinition
{
    private IPlugin? _instance;
    private bool _isUpdate;

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Message { get; init; }

    /// <summary>The table; null runs for every table.</summary>
    public string? Table { get; init; }

    public required Stage Stage { get; init; }

    public bool IsAsync { get; init; }

    /// <summary>Whether a job of this step is deleted once it has succeeded (<c>asyncautodelete</c>); one that fails stays.</summary>
    public bool DeletesSucceededJobs { get; init; }

    public int Rank { get; init; } = 1;

    /// <summary>An Update runs the step only when it touches one of these; null means any.</summary>
    public FrozenSet<string>? FilteringColumns { get; init; }

    public IReadOnlyList<ImageDefinition> Images { get; init; } = [];

    public required PluginFactory Plugin { get; init; }

    public string? Configuration { get; init; }

    public string? SecureConfiguration { get; init; }

    /// <summary>The solution that brought it; null for steps registered in process.</summary>
    public string? Solution { get; init; }

    public bool WantsPreImage { get; private set; }

    public bool WantsPostImage { get; private set; }

    /// <summary>The one instance of this step.</summary>
    public IPlugin Instance => _instance ??= Plugin.Make(Configuration, SecureConfiguration);

    /// <summary>On whose behalf it runs; null means on behalf of the caller.</summary>
    public Guid? ImpersonatingUserId { get; set; }

    /// <summary>A step that is switched off stays registered and does not run.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Whether an operation with these inputs concerns the step, as far as filtering columns go.</summary>
    public bool Concerns(ParameterCollection inputs)
    {
        if (FilteringColumns is null || !_isUpdate)
        {
            return true;
        }

        if (inputs.TryGetValue("Target", out var value) && value is Entity target)
        {
            return Touches(target);
        }

        if (inputs.TryGetValue("Targets", out value) && value is EntityCollection targets)
        {
            foreach (var row in targets.Entities)
            {
                if (Touches(row))
                {
                    return true;
                }
            }

            return false;
        }

        return true;
    }

    private bool Touches(Entity target)
    {
        foreach (var attribute in target.Attributes)
        {
            if (FilteringColumns!.Contains(attribute.Key))
            {
                return true;
            }
        }

        return false;
    }

    internal void Seal()
    {
        _isUpdate = Message is "Update" or "UpdateMultiple";
        foreach (var image in Images)
        {
            WantsPreImage |= image.IsPre;
            WantsPostImage |= image.IsPost;
        }
    }
}
