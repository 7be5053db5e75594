using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>The steps that run for one message on one table, sorted out once so that a request only walks arrays.</summary>
internal sealed class StepPlan
{
    public static readonly StepPlan Empty = new([]);

    public StepPlan(IReadOnlyCollection<StepDefinition> steps)
    {
        var ordered = steps.OrderBy(s => s.Rank).ThenBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Id).ToList();
        PreValidation = [.. ordered.Where(s => s.Stage == Stage.PreValidation && !s.IsAsync)];
        PreOperation = [.. ordered.Where(s => s.Stage == Stage.PreOperation && !s.IsAsync)];
        PostOperation = [.. ordered.Where(s => s.Stage == Stage.PostOperation && !s.IsAsync)];
        Async = [.. ordered.Where(s => s.IsAsync)];
        After = [.. PostOperation, .. Async];
        PreImageColumns = Union(ordered, static i => i.IsPre);
        PostImageColumns = Union(ordered, static i => i.IsPost);
    }

    public StepDefinition[] PreValidation { get; }

    public StepDefinition[] PreOperation { get; }

    public StepDefinition[] PostOperation { get; }

    public StepDefinition[] Async { get; }

    /// <summary>Everything after the main operation, synchronous or not.</summary>
    public StepDefinition[] After { get; }

    /// <summary>All columns any pre-image asks for; null when no step has one.</summary>
    public ColumnSet? PreImageColumns { get; }

    /// <summary>All columns any post-image asks for; null when no step has one.</summary>
    public ColumnSet? PostImageColumns { get; }

    public bool IsEmpty => PreValidation.Length == 0 && PreOperation.Length == 0 && After.Length == 0;

    private static ColumnSet? Union(List<StepDefinition> steps, Func<ImageDefinition, bool> kind)
    {
        var images = steps.SelectMany(s => s.Images).Where(kind).ToList();
        if (images.Count == 0)
        {
            return null;
        }

        return images.Exists(i => i.Columns is null)
            ? new ColumnSet(allColumns: true)
            : new ColumnSet([.. images.SelectMany(i => i.Columns!).Distinct(StringComparer.Ordinal)]);
    }
}

/// <summary>All registered steps.</summary>
internal sealed class StepRegistry
{
    private readonly Dictionary<Guid, StepDefinition> _steps = [];
    private readonly Dictionary<(string Message, string? Table), StepPlan> _plans = [];

    public void Add(StepDefinition step)
    {
        step.Seal();
        _steps[step.Id] = step;
        _plans.Clear();
    }

    public void Remove(Guid id)
    {
        _steps.Remove(id);
        _plans.Clear();
    }

    /// <summary>Takes away what an earlier import of a solution registered.</summary>
    public void RemoveSolution(string solution)
    {
        foreach (var step in _steps.Values.Where(s => string.Equals(s.Solution, solution, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            Remove(step.Id);
        }
    }

    /// <summary>Goes back to the steps that <see cref="All"/> gave before.</summary>
    public void Restore(IEnumerable<StepDefinition> steps)
    {
        _steps.Clear();
        _plans.Clear();
        foreach (var step in steps)
        {
            _steps[step.Id] = step;
        }
    }

    public StepDefinition? Find(Guid id) => _steps.GetValueOrDefault(id);

    public IReadOnlyCollection<StepDefinition> All => _steps.Values;

    public StepPlan Plan(string message, string? table)
    {
        if (_plans.TryGetValue((message, table), out var plan))
        {
            return plan;
        }

        var steps = _steps.Values.Where(s => string.Equals(s.Message, message, StringComparison.Ordinal)
            && (s.Table is null || string.Equals(s.Table, table, StringComparison.Ordinal))).ToList();
        plan = steps.Count == 0 ? StepPlan.Empty : new StepPlan(steps);
        _plans[(message, table)] = plan;
        return plan;
    }
}
