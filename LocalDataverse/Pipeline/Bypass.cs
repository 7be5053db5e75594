using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>The optional parameters that let a request pass by custom logic: its own steps, not those of requests these would send.</summary>
internal static class Bypass
{
    /// <summary>As many steps as the platform takes by default.</summary>
    private const int MostSteps = 3;

    /// <summary>The steps of a plan that run for a request with these parameters.</summary>
    public static StepPlan Apply(StepPlan plan, ParameterCollection inputs)
    {
        var sync = inputs.TryGetValue("BypassCustomPluginExecution", out var value) && Flag("BypassCustomPluginExecution", value);
        var isAsync = false;
        if (inputs.TryGetValue("BypassBusinessLogicExecution", out value))
        {
            foreach (var kind in Words("BypassBusinessLogicExecution", value))
            {
                sync |= string.Equals(kind, "CustomSync", StringComparison.OrdinalIgnoreCase);
                isAsync |= string.Equals(kind, "CustomAsync", StringComparison.OrdinalIgnoreCase);
                if (!kind.Equals("CustomSync", StringComparison.OrdinalIgnoreCase) && !kind.Equals("CustomAsync", StringComparison.OrdinalIgnoreCase))
                {
                    throw Fault.InvalidArgument($"'{kind}' is not a valid value of BypassBusinessLogicExecution. Use CustomSync, CustomAsync or CustomSync,CustomAsync.");
                }
            }
        }

        var steps = inputs.TryGetValue("BypassBusinessLogicExecutionStepIds", out value) ? Ids(value) : [];
        return sync || isAsync || steps.Count > 0
            ? plan.Where(step => !(step.IsAsync ? isAsync : sync) && !steps.Contains(step.Id))
            : plan;
    }

    /// <summary>The privilege that whoever bypasses steps needs; the older parameter has one of its own.</summary>
    public static string PrivilegeFor(ParameterCollection inputs) =>
        inputs.ContainsKey("BypassBusinessLogicExecution") || inputs.ContainsKey("BypassBusinessLogicExecutionStepIds") ? "prvBypassCustomBusinessLogic" : "prvBypassCustomPlugins";

    private static HashSet<Guid> Ids(object? value)
    {
        var ids = new HashSet<Guid>();
        foreach (var word in Words("BypassBusinessLogicExecutionStepIds", value))
        {
            ids.Add(Guid.TryParse(word, out var id)
                ? id
                : throw Fault.InvalidArgument($"'{word}' in BypassBusinessLogicExecutionStepIds is no id. Give ids of sdkmessageprocessingstep, separated by commas."));
        }

        return ids.Count <= MostSteps
            ? ids
            : throw Fault.InvalidArgument(string.Create(CultureInfo.InvariantCulture,
                $"BypassBusinessLogicExecutionStepIds names {ids.Count} steps; it takes at most {MostSteps}. Use BypassBusinessLogicExecution to bypass all of them."));
    }

    private static bool Flag(string name, object? value) => value is bool flag
        ? flag
        : throw Fault.InvalidArgument($"{name} is a {value?.GetType().Name ?? "null"}; it takes a Boolean.");

    private static string[] Words(string name, object? value) => value is string text
        ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : throw Fault.InvalidArgument($"{name} is a {value?.GetType().Name ?? "null"}; it takes a String.");
}
