using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>Checks a whole model: its own numbers, each criterion, and the criteria against each other.</summary>
public static class ModelCheck
{
    /// <summary>Everything wrong with a model that is to come into force.</summary>
    public static IReadOnlyList<ModelFault> Check(ScoringModel model, IColumnCatalog columns)
    {
        var faults = new List<ModelFault>(CheckNumbers(model));
        if (model.Criteria.Count == 0)
            faults.Add(ModelFault.OfWhole(FaultCode.NoCriteria));
        foreach (var criterion in model.Criteria)
            faults.AddRange(CriterionCheck.Check(criterion, columns));
        for (var i = 0; i < model.Criteria.Count; i++)
        {
            for (var j = i + 1; j < model.Criteria.Count; j++)
                faults.AddRange(CheckPair(model.Criteria[j], model.Criteria[i]));
        }

        return faults;
    }

    /// <summary>What is wrong with a model's weights, bands and caps.</summary>
    public static IReadOnlyList<ModelFault> CheckNumbers(ScoringModel model)
    {
        var faults = new List<ModelFault>();
        CheckWeight("fit", model.FitWeight, faults);
        CheckWeight("engagement", model.EngagementWeight, faults);
        if (faults.Count == 0 && model.FitWeight + model.EngagementWeight != 100)
            faults.Add(ModelFault.OfWhole(FaultCode.WeightsDoNotAddUp, model.FitWeight, model.EngagementWeight));
        CheckBands("fit", model.FitBands, faults);
        CheckBands("engagement", model.EngagementBands, faults);
        foreach (var cap in model.GroupCaps)
        {
            if (cap.Value is < 0 or > 1000)
                faults.Add(ModelFault.OfWhole(FaultCode.LimitOutOfRange, cap.Key + " cap", cap.Value, 0, 1000));
        }

        return faults;
    }

    /// <summary>What is wrong with a criterion beside the others of its model.</summary>
    public static IReadOnlyList<ModelFault> CheckAgainst(Criterion criterion, IEnumerable<Criterion> others)
    {
        var faults = new List<ModelFault>();
        foreach (var other in others)
        {
            if (other.Id != criterion.Id)
                faults.AddRange(CheckPair(criterion, other));
        }

        return faults;
    }

    private static IEnumerable<ModelFault> CheckPair(Criterion criterion, Criterion other)
    {
        if (string.Equals(criterion.Name, other.Name, StringComparison.OrdinalIgnoreCase))
            yield return new ModelFault(FaultCode.NameTwice, criterion, [criterion.Name]);
        if (criterion is FitCriterion first && other is FitCriterion second && CriterionCheck.Overlap(first, second))
            yield return new ModelFault(FaultCode.BandsOverlap, criterion, [other.Name, first.Column]);
    }

    private static void CheckWeight(string dimension, int weight, List<ModelFault> faults)
    {
        if (weight is < 0 or > 100)
            faults.Add(ModelFault.OfWhole(FaultCode.WeightOutOfRange, dimension, weight));
    }

    private static void CheckBands(string dimension, Bands bands, List<ModelFault> faults)
    {
        var fall = bands.First > bands.Second && bands.Second > bands.Third;
        if (!fall || bands.First > 100 || bands.Third < 0)
            faults.Add(ModelFault.OfWhole(FaultCode.GradeBandsOverlap, dimension, bands.First, bands.Second, bands.Third));
    }
}
