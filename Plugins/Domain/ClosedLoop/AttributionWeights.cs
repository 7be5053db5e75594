using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.ClosedLoop;

/// <summary>What each touch weighs by each model: whole numbers, only their proportions mean something.</summary>
internal static class AttributionWeights
{
    private const long HalfLifeTicks = 7 * TimeSpan.TicksPerDay;

    /// <summary>Weights in the order of the touches.</summary>
    /// <param name="model">The model.</param>
    /// <param name="touches">At least one, oldest first, none after the outcome.</param>
    /// <param name="milestones">The moments the lead came to.</param>
    public static IReadOnlyList<long> Of(AttributionModel model, IReadOnlyList<Touch> touches, Milestones milestones)
    {
        var last = touches.Count - 1;
        return model switch
        {
            AttributionModel.First => Ends(touches.Count, [0], 1, 1, 0),
            AttributionModel.Last => Ends(touches.Count, [last], 1, 1, 0),
            AttributionModel.Linear => Enumerable.Repeat(1L, touches.Count).ToArray(),
            AttributionModel.UShaped => Ends(touches.Count, [0, last], 2, 40, 20),
            AttributionModel.WShaped => Ends(
                touches.Count,
                Reached(0, Before(touches, milestones.LeadCreatedOn), Before(touches, milestones.OpportunityOpenedOn)),
                3,
                30,
                10),
            AttributionModel.FullPath => Ends(
                touches.Count,
                Reached(
                    0,
                    Before(touches, milestones.LeadCreatedOn),
                    Before(touches, milestones.OpportunityOpenedOn),
                    Before(touches, milestones.ClosedOn)),
                4,
                225,
                100),
            AttributionModel.TimeDecay => touches.Select(touch => Decayed(touches[last].On - touch.On)).ToArray(),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model, "There is no such attribution model."),
        };
    }

    // The ends reached share what all ends would get; without touches between them they share the middle, too.
    // A touch that is several ends at once gets the share of each. All multiplied up so that no fraction is left.
    private static long[] Ends(int count, IReadOnlyList<int> reached, int ends, int endShare, int middleShare)
    {
        var between = count - reached.Distinct().Count();
        var spread = between == 0 || middleShare == 0;
        var weights = new long[count];
        if (!spread)
        {
            for (var i = 0; i < count; i++)
                weights[i] = reached.Contains(i) ? 0 : (long)middleShare * reached.Count;
        }

        foreach (var i in reached)
            weights[i] += spread ? 1 : (long)endShare * ends * between;
        return weights;
    }

    private static int[] Reached(params int?[] places) => places.OfType<int>().ToArray();

    // The touch that led to a milestone: the last one before it.
    private static int? Before(IReadOnlyList<Touch> touches, DateTime? milestone)
    {
        for (var i = touches.Count - 1; i >= 0 && milestone is not null; i--)
        {
            if (touches[i].On <= milestone)
                return i;
        }

        return null;
    }

    // Shares depend on how much older a touch is than another, so age is counted from the last touch instead of from the
    // milestone: the proportions are the same, and the last touch never decays to nothing.
    private static long Decayed(TimeSpan age)
    {
        var halvings = age.Ticks / HalfLifeTicks;
        if (halvings > 32)
            return 0;
        var fraction = (uint)(((decimal)(age.Ticks % HalfLifeTicks) * FixedPoint.One) / HalfLifeTicks);
        return FixedPoint.TwoToMinus(fraction) >> (int)halvings;
    }
}
