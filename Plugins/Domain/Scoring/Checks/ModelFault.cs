using System;
using System.Collections.Generic;
using System.Globalization;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>One thing wrong with a model or an agreement.</summary>
/// <param name="Code">What it is.</param>
/// <param name="Criterion">The criterion it is about, or null when it is the whole.</param>
/// <param name="Arguments">What the text fills in, in the order its code says: values as written, or English terms the text may translate.</param>
public sealed record ModelFault(FaultCode Code, Criterion? Criterion, IReadOnlyList<string> Arguments)
{
    /// <summary>A fault of the whole, not of one criterion.</summary>
    internal static ModelFault OfWhole(FaultCode code, params object[] arguments) =>
        new(code, null, Array.ConvertAll(arguments, argument => Convert.ToString(argument, CultureInfo.InvariantCulture)!));
}

/// <summary>A criterion cannot be run.</summary>
internal sealed class CriterionFlawException(FaultCode code, params string[] arguments) : Exception
{
    public FaultCode Code => code;

    public IReadOnlyList<string> Arguments => arguments;

    public override string Message => $"{code}({string.Join(", ", arguments)})";
}

/// <summary>A model is broken: it cannot score. The lead keeps the score it has.</summary>
public sealed class BrokenModelException : Exception
{
    public BrokenModelException(IReadOnlyList<ModelFault> faults)
        : base(Describe(faults)) => Faults = faults;

    /// <summary>What is wrong, at least one thing.</summary>
    public IReadOnlyList<ModelFault> Faults { get; }

    private static string Describe(IReadOnlyList<ModelFault> faults)
    {
        var parts = new List<string>();
        foreach (var fault in faults)
            parts.Add($"{fault.Criterion?.Name ?? "model"}: {fault.Code}({string.Join(", ", fault.Arguments)})");
        return string.Join("; ", parts);
    }
}
