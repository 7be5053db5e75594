using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>The steps that run for one message on one table, sorted out once so that a request only walks arrays.</summary>
internal sealed class StepPlan
{
    public static readonly StepPlan Empty = new([], null);

    private readonly List<StepDefinition> _steps;

    public StepPlan(IReadOnlyCollection<StepDefinition> steps, StepPlan? multiple)
    {
        _steps = [.. steps.OrderBy(s => s.Rank).ThenBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Id)];
        Multiple = multiple;
        PreValidation = [.. _steps.Where(s => s.Stage == Stage.PreValidation && !s.IsAsync)];
        PreOperation = [.. _steps.Where(s => s.Stage == Stage.PreOperation && !s.IsAsync)];
        PostOperation = [.. _steps.Where(s => s.Stage == Stage.PostOperation && !s.IsAsync)];
        Async = [.. _steps.Where(s => s.IsAsync)];
        After = [.. PostOperation, .. Async];
        var all = multiple is null ? _steps : [.. _steps, .. multiple._steps];
        PreImageColumns = Union(all, static i => i.IsPre);
        PostImageColumns = Union(all, static i => i.IsPost);
    }

    public StepDefinition[] PreValidation { get; }

    public StepDefinition[] PreOperation { get; }

    public StepDefinition[] PostOperation { get; }

    public StepDefinition[] Async { get; }

    /// <summary>Everything after the main operation, synchronous or not.</summary>
    public StepDefinition[] After { get; }

    /// <summary>The steps of the bulk message whose event this one raises as well; null when there are none.</summary>
    public StepPlan? Multiple { get; }

    /// <summary>All columns any pre-image asks for; null when no step has one.</summary>
    public ColumnSet? PreImageColumns { get; }

    /// <summary>All columns any post-image asks for; null when no step has one.</summary>
    public ColumnSet? PostImageColumns { get; }

    public bool IsEmpty => _steps.Count == 0 && Multiple is null;

    public StepDefinition[] In(Stage stage) => stage switch
    {
        Stage.PreValidation => PreValidation,
        Stage.PreOperation => PreOperation,
        _ => PostOperation,
    };

    /// <summary>The plan with some of its steps only.</summary>
    public StepPlan Where(Func<StepDefinition, bool> runs)
    {
        var multiple = Multiple?.Where(runs) is { IsEmpty: false } left ? left : null;
        var steps = _steps.FindAll(s => runs(s));
        return steps.Count == 0 && multiple is null ? Empty : new StepPlan(steps, multiple);
    }

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
