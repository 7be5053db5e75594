using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>All registered steps.</summary>
internal sealed class StepRegistry(MetadataCatalog catalog)
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

    /// <summary>The steps of a message on a table, with those of its bulk message, whose events are one.</summary>
    public StepPlan Plan(string message, string? table)
    {
        if (_plans.TryGetValue((message, table), out var plan))
        {
            return plan;
        }

        var multiple = BulkTables.Counterpart(message) is { } bulk && catalog.TryTable(table, out var definition) && BulkTables.Supports(definition, bulk)
            ? Plan(bulk, table)
            : StepPlan.Empty;
        var steps = _steps.Values.Where(s => s.IsEnabled && string.Equals(s.Message, message, StringComparison.Ordinal)
            && (s.Table is null || string.Equals(s.Table, table, StringComparison.Ordinal))).ToList();
        plan = steps.Count == 0 && multiple.IsEmpty ? StepPlan.Empty : new StepPlan(steps, multiple.IsEmpty ? null : multiple);
        _plans[(message, table)] = plan;
        return plan;
    }

    /// <summary>What is known of steps has changed in their definitions.</summary>
    public void Forget() => _plans.Clear();
}
