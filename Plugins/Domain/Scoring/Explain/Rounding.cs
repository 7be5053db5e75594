using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>Rounding by largest remainder (Hamilton's method): the rounded parts add up to the rounded whole.</summary>
internal static class Rounding
{
    /// <summary>Rounds parts given in 1/2³² to whole numbers that add up to a total.</summary>
    /// <param name="parts">The exact parts.</param>
    /// <param name="total">Their sum, rounded to the nearest whole.</param>
    public static long[] ToTotal(IReadOnlyList<long> parts, long total)
    {
        var rounded = new long[parts.Count];
        var order = new int[parts.Count];
        var missing = total;
        for (var i = 0; i < rounded.Length; i++)
        {
            rounded[i] = parts[i] >> 32;
            missing -= rounded[i];
            order[i] = i;
        }

        if (missing == 0)
            return rounded;
        // Ties go to the earlier line, so that the same score always reads the same.
        Array.Sort(order, (left, right) =>
        {
            var byRemainder = (parts[right] & uint.MaxValue).CompareTo(parts[left] & uint.MaxValue);
            return byRemainder != 0 ? byRemainder : left.CompareTo(right);
        });
        for (var i = 0; i < missing; i++)
            rounded[order[i]]++;
        return rounded;
    }
}
