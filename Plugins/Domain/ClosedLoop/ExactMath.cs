using System;

namespace Smarketing.Crm.Domain.ClosedLoop;

/// <summary>Roots and powers in decimals: a decision at a bound must fall the same way on every runtime, and Math.Exp may not.</summary>
internal static class ExactMath
{
    /// <summary>Standard normal deviate of a two-sided 95 % interval.</summary>
    public const decimal Z95 = 1.959963984540054m;

    private const int Digits = 18;

    /// <summary>Square root of a number that is not negative, to 18 decimals, by Newton's method.</summary>
    public static decimal Sqrt(decimal value)
    {
        if (value == 0)
            return 0;
        var root = value > 1 ? value : 1;
        while (true)
        {
            var next = (root + (value / root)) / 2;
            if (root - next <= 0.0000000000000000001m)
                return Math.Round(next, Digits, MidpointRounding.AwayFromZero);
            root = next;
        }
    }

    /// <summary>e to the power of a number between −10 and 10, by its series on a sixteenth of it.</summary>
    public static decimal Exp(decimal power)
    {
        const int Halvings = 4;
        var small = power / 16;
        decimal sum = 1, term = 1;
        for (var i = 1; i < 30; i++)
        {
            term *= small / i;
            sum += term;
        }

        for (var i = 0; i < Halvings; i++)
            sum *= sum;
        return sum;
    }
}
