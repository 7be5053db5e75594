using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>The types of custom API parameters, by the numbers Dataverse gives them.</summary>
internal enum CustomApiType
{
    Boolean = 0,
    DateTime = 1,
    Decimal = 2,
    Entity = 3,
    EntityCollection = 4,
    EntityReference = 5,
    Float = 6,
    Integer = 7,
    Money = 8,
    Picklist = 9,
    String = 10,
    StringArray = 11,
    Guid = 12,
}

/// <summary>A request parameter or response property of a custom API.</summary>
internal sealed record CustomApiParameter(string UniqueName, CustomApiType Type, bool IsOptional);

/// <summary>A custom API as its solution describes it.</summary>
internal sealed record CustomApiDefinition
{
    public required string UniqueName { get; init; }

    public LocalizedText DisplayName { get; init; } = LocalizedText.Empty;

    public LocalizedText Description { get; init; } = LocalizedText.Empty;

    /// <summary>0 belongs to no table, 1 to a row, 2 to a table.</summary>
    public int BindingType { get; init; }

    public string? BoundTable { get; init; }

    public bool IsFunction { get; init; }

    /// <summary>0 no steps, 1 asynchronous ones only, 2 any.</summary>
    public int AllowedStepType { get; init; }

    public IReadOnlyList<CustomApiParameter> Requests { get; init; } = [];

    public IReadOnlyList<CustomApiParameter> Responses { get; init; } = [];

    /// <summary>The plug-in that is its main operation; null does nothing but raise the event.</summary>
    public PluginFactory? Plugin { get; init; }

    public Guid? PluginTypeId { get; init; }

    /// <summary>The privilege that callers need; null when none.</summary>
    public string? ExecutePrivilege { get; init; }

    public required string Solution { get; init; }
}

/// <summary>A custom API: its main operation is a plug-in.</summary>
internal sealed class CustomApiMessage(CustomApiDefinition definition) : EventMessage
{
    // What every request may carry beside its own parameters.
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "tag", "partitionid", "SolutionUniqueName", "BypassCustomPluginExecution", "BypassBusinessLogicExecution", "SuppressDuplicateDetection",
    };

    private readonly Dictionary<string, CustomApiParameter> _requests = definition.Requests.ToDictionary(p => p.UniqueName, StringComparer.Ordinal);
    private readonly Dictionary<string, CustomApiParameter> _responses = definition.Responses.ToDictionary(p => p.UniqueName, StringComparer.Ordinal);
    private IPlugin? _instance;

    public CustomApiDefinition Definition => definition;

    public override string Name => definition.UniqueName;

    public override string? Privilege => definition.ExecutePrivilege;

    public override string? Table(OrganizationRequest request) => definition.BindingType == 0 ? null : definition.BoundTable;

    public override Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var inputs = new ParameterCollection();
        foreach (var parameter in request.Parameters)
        {
            if (definition.BindingType == 1 && string.Equals(parameter.Key, "Target", StringComparison.Ordinal))
            {
                continue;
            }

            if (!_requests.TryGetValue(parameter.Key, out var expected))
            {
                if (!Common.Contains(parameter.Key))
                {
                    throw Fault.InvalidArgument($"'{parameter.Key}' is not a valid request parameter of '{Name}'. {Expected()}");
                }
            }
            else if (parameter.Value is not null && !Fits(expected.Type, parameter.Value))
            {
                throw Fault.InvalidArgument(
                    $"Request parameter '{parameter.Key}' of '{Name}' is a {parameter.Value.GetType().Name}; it takes {Describe(expected.Type)}.");
            }

            inputs[parameter.Key] = Copies.OfValue(parameter.Value);
        }

        foreach (var expected in definition.Requests)
        {
            if (!expected.IsOptional && (!inputs.TryGetValue(expected.UniqueName, out var given) || given is null))
            {
                throw Fault.InvalidArgument($"Request parameter '{expected.UniqueName}' of '{Name}' is missing. It is required; give {Describe(expected.Type)}.");
            }
        }

        var id = Guid.Empty;
        if (definition.BindingType == 1)
        {
            var target = Required<EntityReference>(request, "Target");
            if (!string.Equals(target.LogicalName, definition.BoundTable, StringComparison.Ordinal))
            {
                throw Fault.InvalidArgument($"'{Name}' is bound to '{definition.BoundTable}'; its Target is a '{target.LogicalName}'. Call it for a row of '{definition.BoundTable}'.");
            }

            id = Rows.Resolve(platform, platform.Catalog.Table(target.LogicalName), target.Id, target.KeyAttributes);
            inputs["Target"] = new EntityReference(target.LogicalName, id);
        }

        var operation = NewOperation(platform, Name, Table(request), inputs, request, scope);
        operation.PrimaryEntityId = id;
        return operation;
    }

    public override void Main(Platform platform, Operation operation)
    {
        if (definition.Plugin is not { } plugin)
        {
            return;
        }

        _instance ??= plugin.Make(null, null);
        PluginRunner.Run(platform, _instance, new PluginContext(platform, operation, null, Stage.MainOperation, isAsync: false), plugin.TypeName);
        foreach (var output in operation.Outputs)
        {
            if (!_responses.TryGetValue(output.Key, out var expected))
            {
                throw Fault.InvalidArgument(
                    $"'{plugin.TypeName}' set the output '{output.Key}', which is not a response property of '{Name}'. Add it to the custom API or do not set it.");
            }

            if (output.Value is not null && !Fits(expected.Type, output.Value))
            {
                throw Fault.InvalidArgument(
                    $"'{plugin.TypeName}' set the response property '{output.Key}' of '{Name}' to a {output.Value.GetType().Name}; it takes {Describe(expected.Type)}.");
            }
        }
    }

    public override OrganizationResponse Respond(Operation operation)
    {
        var response = new OrganizationResponse { ResponseName = Name };
        foreach (var output in operation.Outputs)
        {
            response.Results[output.Key] = output.Value;
        }

        return response;
    }

    private static bool Fits(CustomApiType type, object value) => type switch
    {
        CustomApiType.Boolean => value is bool,
        CustomApiType.DateTime => value is DateTime,
        CustomApiType.Decimal => value is decimal,
        CustomApiType.Entity => value is Entity,
        CustomApiType.EntityCollection => value is EntityCollection,
        CustomApiType.EntityReference => value is EntityReference,
        CustomApiType.Float => value is double or float,
        CustomApiType.Integer => value is int,
        CustomApiType.Money => value is Money,
        CustomApiType.Picklist => value is OptionSetValue,
        CustomApiType.String => value is string,
        CustomApiType.StringArray => value is string[],
        CustomApiType.Guid => value is Guid,
        _ => false,
    };

    private static string Describe(CustomApiType type) => type switch
    {
        CustomApiType.Integer => "an Integer (Int32)",
        CustomApiType.Float => "a Float (Double)",
        CustomApiType.Picklist => "a Picklist (OptionSetValue)",
        CustomApiType.Entity or CustomApiType.EntityCollection or CustomApiType.EntityReference => $"an {type}",
        _ => $"a {type}",
    };

    private string Expected() => definition.Requests.Count == 0
        ? "It has none."
        : $"It takes {string.Join(", ", definition.Requests.Select(r => r.UniqueName))}.";
}
