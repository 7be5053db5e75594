using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>A model and the terms of its agreement, compiled; or why they cannot be.</summary>
internal sealed class CompiledPolicy
{
    public CompiledPolicy(ScoringPolicy policy) => Policy = policy;

    public CompiledPolicy(Text fault) => Fault = fault;

    /// <summary>The policy; <c>null</c> when it is broken.</summary>
    public ScoringPolicy? Policy { get; }

    /// <summary>What is broken; <c>null</c> when nothing is.</summary>
    public Text? Fault { get; }
}

/// <summary>
/// Keeps compiled policies between calls. Configuration in force never changes, so its row versions name its content;
/// a server process may serve several organisations, so the organisation is part of the name.
/// </summary>
internal static class PolicyCache
{
    private const int Most = 32;

    private static readonly object Gate = new();
    private static readonly Dictionary<PolicyKey, CompiledPolicy> Known = new();
    private static readonly Queue<PolicyKey> Oldest = new();

    /// <summary>The policy of an agreement: no read when it is known, three when it is not.</summary>
    public static CompiledPolicy Of(IOrganizationService service, Guid organizationId, AgreementInForce agreement)
    {
        if (agreement.ModelId is not { } modelId)
            return new CompiledPolicy(Messages.AgreementWithoutModel());
        var key = new PolicyKey(organizationId, agreement.Id, agreement.RowVersion, modelId, agreement.ModelRowVersion);
        lock (Gate)
        {
            if (Known.TryGetValue(key, out var known))
                return known;
        }

        var compiled = Read(service, agreement.Id, modelId);
        lock (Gate)
        {
            if (Known.ContainsKey(key))
                return compiled;
            Known.Add(key, compiled);
            Oldest.Enqueue(key);
            if (Oldest.Count > Most)
                Known.Remove(Oldest.Dequeue());
        }

        return compiled;
    }

    /// <summary>Reads and compiles without keeping: for what is no longer in force.</summary>
    public static CompiledPolicy Read(IOrganizationService service, Guid agreementId, Guid modelId)
    {
        var agreement = AgreementReader.Read(service, agreementId);
        var model = ModelReader.ReadRow(service, modelId);
        var criteria = ModelReader.ReadCriteria(service, modelId);
        try
        {
            return new CompiledPolicy(ScoringPolicy.Compile(ModelReader.Compose(model, criteria), AgreementReader.Terms(agreement)));
        }
        catch (BrokenModelException broken)
        {
            return new CompiledPolicy(FaultTexts.Of(broken.Faults));
        }
    }

    private sealed record PolicyKey(Guid Organization, Guid Agreement, long AgreementVersion, Guid Model, long ModelVersion);
}
