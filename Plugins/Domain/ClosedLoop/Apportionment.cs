using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.Crm.Domain.ClosedLoop;

/// <summary>
/// Divides cents by weights so that the parts add up to the whole: the method of largest remainders
/// (Hamilton; Balinski &amp; Young, <i>Fair Representation</i>, 1982). Equal remainders go to whoever comes first.
/// </summary>
internal static class Apportionment
{
    /// <summary>The part of each weight, in cents; a negative amount is divided as the positive one, so that it takes back exactly that.</summary>
    /// <param name="cents">What is divided; at most 10¹⁵ either way.</param>
    /// <param name="weights">None negative, at least one above zero, each at most 2⁴⁰, in an order that never changes.</param>
    public static IReadOnlyList<long> Divide(long cents, IReadOnlyList<long> weights)
    {
        var total = weights.Sum(weight => (decimal)weight);
        decimal amount = Math.Abs(cents);
        var parts = new long[weights.Count];
        var remainders = new decimal[weights.Count];
        var left = (long)amount;
        for (var i = 0; i < parts.Length; i++)
        {
            // Whole numbers of at most 28 digits: decimals hold products and remainders exactly.
            var product = amount * weights[i];
            remainders[i] = product % total;
            parts[i] = (long)((product - remainders[i]) / total);
            left -= parts[i];
        }

        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => remainders[i]).Take((int)left))
            parts[i]++;
        return cents < 0 ? Array.ConvertAll(parts, part => -part) : parts;
    }
}
