using System;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Storage.Codecs;

/// <summary>
/// Exact decimals as whole numbers of 64 bits, moved by a fixed number of places, so that SQL sums and compares them exactly.
/// </summary>
internal static class ScaledDecimal
{
    private static readonly decimal[] Powers = CreatePowers();

    /// <summary>10 to the power of <paramref name="places"/> (0–18).</summary>
    public static decimal Power(int places) => Powers[places];

    /// <summary>Rounds half away from zero to the column's places, as SQL Server does, and scales.</summary>
    /// <exception cref="System.ServiceModel.FaultException">Outside the column's range, or more digits than 64 bits hold.</exception>
    public static long Encode(TableDefinition table, ColumnDefinition column, decimal value, int places, int scale)
    {
        var rounded = Math.Round(value, places, MidpointRounding.AwayFromZero);
        var min = Math.Max(column.MinValue ?? decimal.MinValue, long.MinValue / Power(scale));
        var max = Math.Min(column.MaxValue ?? decimal.MaxValue, long.MaxValue / Power(scale));
        if (rounded < min || rounded > max)
            throw Fault.OutOfRange(table, column, value, min, max);
        return (long)(rounded * Power(scale));
    }

    /// <summary>The value with its places written out, as the platform gives it: 1.50, not 1.5.</summary>
    public static decimal Decode(long stored, int scale)
    {
        var digits = unchecked((ulong)(stored < 0 ? -stored : stored));
        return new decimal(unchecked((int)digits), unchecked((int)(digits >> 32)), 0, stored < 0, (byte)scale);
    }

    private static decimal[] CreatePowers()
    {
        var powers = new decimal[19];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
