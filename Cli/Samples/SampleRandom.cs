using System;
using System.Collections.Generic;
using Smarketing.Cli.Run.Feed;

namespace Smarketing.Cli.Samples;

/// <summary>Pseudo-random numbers by SplitMix64: the same on every runtime, for ever, which <see cref="Random"/> does not promise.</summary>
public sealed class SampleRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number in [0, 1).</summary>
    public double Next()
    {
        var value = StableHash.Mix(_state);
        _state += 0x9E3779B97F4A7C15UL;
        return (value >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + (int)(Next() * (most - least + 1));

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => Next() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];

    /// <summary>One of the items, each as likely as its weight.</summary>
    public T Weighted<T>(params ReadOnlySpan<(int Weight, T Item)> items)
    {
        var total = 0;
        foreach (var (weight, _) in items)
        {
            total += weight;
        }

        var draw = Between(0, total - 1);
        foreach (var (weight, item) in items)
        {
            if ((draw -= weight) < 0)
            {
                return item;
            }
        }

        return items[^1].Item;
    }
}
