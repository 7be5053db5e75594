using System;
using System.Collections.Generic;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Security;

namespace Smarketing.LocalDataverse.Import;

/// <summary>What a solution zip says, read and checked in itself, before anything is changed.</summary>
internal sealed record SolutionModel
{
    public required string UniqueName { get; init; }

    public required string FriendlyName { get; init; }

    public required string Version { get; init; }

    public required bool IsManaged { get; init; }

    public required string Publisher { get; init; }

    public required IReadOnlyList<TableDefinition> Tables { get; init; }

    public required IReadOnlyList<ManyToManyDefinition> ManyToMany { get; init; }

    public IReadOnlyList<AttributeMap> AttributeMaps { get; init; } = [];

    public required IReadOnlyList<AssemblyModel> Assemblies { get; init; }

    public required IReadOnlyList<StepModel> Steps { get; init; }

    public required IReadOnlyList<CustomApiDefinition> CustomApis { get; init; }

    public required IReadOnlyList<RoleDefinition> Roles { get; init; }

    /// <summary>The global choices in the zip, by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<OptionDefinition>> Choices { get; init; } = new Dictionary<string, IReadOnlyList<OptionDefinition>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The same choices, with what people see of them.</summary>
    public IReadOnlyList<GlobalChoiceDefinition> ChoiceDefinitions { get; init; } = [];

    public IReadOnlyList<EnvironmentVariableModel> EnvironmentVariables { get; init; } = [];

    public IReadOnlyList<ConnectionReferenceModel> ConnectionReferences { get; init; } = [];

    public required IReadOnlyList<string> Ignored { get; init; }
}

/// <summary>A plug-in assembly with its bytes.</summary>
internal sealed record AssemblyModel(Guid Id, string FullName, string File, byte[] Content, IReadOnlyList<PluginTypeModel> Types)
{
    public string Name => FullName.Split(',')[0].Trim();
}

/// <summary>A plug-in type, or a workflow activity when it belongs to a group.</summary>
internal sealed record PluginTypeModel(Guid Id, string Name, string FriendlyName, string? WorkflowActivityGroup);

/// <summary>A step as registered; its plug-in type is found once the assemblies are loaded.</summary>
internal sealed record StepModel
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Message { get; init; }

    public Guid? MessageId { get; init; }

    public string? Table { get; init; }

    public required Stage Stage { get; init; }

    public bool IsAsync { get; init; }

    public bool DeletesSucceededJobs { get; init; }

    public Guid? ImpersonatingUserId { get; init; }

    public int Rank { get; init; }

    public IReadOnlyList<string> FilteringColumns { get; init; } = [];

    public IReadOnlyList<StepImageModel> Images { get; init; } = [];

    public string? Configuration { get; init; }

    public string? Description { get; init; }

    public required Guid PluginTypeId { get; init; }

    public string? PluginTypeName { get; init; }
}

/// <summary>An environment variable, with the value the zip carries for it, if any.</summary>
internal sealed record EnvironmentVariableModel
{
    public required string SchemaName { get; init; }

    public required int Type { get; init; }

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    public string? DefaultValue { get; init; }

    public string? Value { get; init; }

    public bool IsRequired { get; init; }

    public int SecretStore { get; init; }

    public string? IntroducedVersion { get; init; }
}

/// <summary>A reference to a connection that every environment has its own of.</summary>
internal sealed record ConnectionReferenceModel(string LogicalName, string? DisplayName, string? ConnectorId, string? Description);

/// <summary>An image with the id of its row.</summary>
internal sealed record StepImageModel(Guid Id, string Name, ImageDefinition Definition);
