namespace Smarketing.Crm.Domain.Scoring;

/// <summary>
/// Points as integers in 1/2³². Integers, because Math.Pow differs in its last digit between runtimes and processors,
/// and a score must be the same wherever and whenever it is recomputed.
/// </summary>
internal static class FixedPoint
{
    /// <summary>One point.</summary>
    public const long One = 1L << 32;

    /// <summary>2^(−2^−i) for i = 1…32, in 1/2⁶³.</summary>
    private static readonly ulong[] Roots =
    [
        0x5A827999FCEF3242UL, 0x6BA27E656B4EB57AUL, 0x75606373EE921C97UL, 0x7A92BE8A92436616UL,
        0x7D41D96DB915019DUL, 0x7E9F06067A4360BAUL, 0x7F4F08AE3DC7C426UL, 0x7FA765ACA88F6453UL,
        0x7FD3AB290E46D769UL, 0x7FE9D3A8E07BF086UL, 0x7FF4E9597BED93ABUL, 0x7FFA748DFF8DC61FUL,
        0x7FFD3A3F50020332UL, 0x7FFE9D1DBC0A75AAUL, 0x7FFF4E8E6306ED59UL, 0x7FFFA74712C3CDFDUL,
        0x7FFFD3A381B1FA29UL, 0x7FFFE9D1BEED018AUL, 0x7FFFF4E8DEFB81D7UL, 0x7FFFFA746F5F012FUL,
        0x7FFFFD3A37A7D0A8UL, 0x7FFFFE9D1BD1FC58UL, 0x7FFFFF4E8DE8832DUL, 0x7FFFFFA746F422D7UL,
        0x7FFFFFD3A37A09BBUL, 0x7FFFFFE9D1BD02F2UL, 0x7FFFFFF4E8DE80FEUL, 0x7FFFFFFA746F4060UL,
        0x7FFFFFFD3A37A028UL, 0x7FFFFFFE9D1BD012UL, 0x7FFFFFFF4E8DE809UL, 0x7FFFFFFFA746F404UL,
    ];

    // The exponent in parts: eleven bits, eleven bits, and ten so small that two terms of the exponential series do.
    private static readonly ulong[] High = TableOf(0), Middle = TableOf(PartBits);

    private const int PartBits = 11, LowBits = 10;

    /// <summary>ln 2, in 1/2³².</summary>
    private const ulong Ln2 = 0xB17217F8UL;

    /// <summary>2^(−fraction / 2³²), in 1/2³²; no larger fraction gives a larger result.</summary>
    public static long TwoToMinus(uint fraction)
    {
        if (fraction == 0)
            return One;
        var power = Multiply(High[fraction >> (PartBits + LowBits)], Middle[(fraction >> LowBits) & ((1 << PartBits) - 1)]);
        // 2^−x = 1 − x·ln 2 + …; what is left out is below 2^−42.
        power -= ((power >> 42) * ((fraction & ((1 << LowBits) - 1)) * Ln2)) >> 22;
        return (long)(power >> 31);
    }

    /// <summary>To whole hundredths, halves upwards.</summary>
    public static int ToHundredths(long points) => (int)(((points * 100) + (One / 2)) >> 32);

    /// <summary>The nearest bound when outside, else the value.</summary>
    public static long Clamp(long value, long lowest, long highest) =>
        value < lowest ? lowest : value > highest ? highest : value;

    private static ulong[] TableOf(int firstBit)
    {
        var table = new ulong[1 << PartBits];
        for (var value = 0; value < table.Length; value++)
        {
            var product = 1UL << 63;
            for (var bit = 0; bit < PartBits; bit++)
            {
                if ((value & (1 << (PartBits - 1 - bit))) != 0)
                    product = Multiply(product, Roots[firstBit + bit]);
            }

            table[value] = product;
        }

        return table;
    }

    /// <summary>The upper half of a product of 128 bits; net462 has no such multiplication.</summary>
    public static ulong MultiplyHigh(ulong left, ulong right)
    {
        ulong leftHigh = left >> 32, leftLow = left & uint.MaxValue, rightHigh = right >> 32, rightLow = right & uint.MaxValue;
        ulong first = leftHigh * rightLow, second = leftLow * rightHigh;
        var carry = ((leftLow * rightLow) >> 32) + (first & uint.MaxValue) + (second & uint.MaxValue);
        return (leftHigh * rightHigh) + (first >> 32) + (second >> 32) + (carry >> 32);
    }

    /// <summary>Product of two numbers in 1/2⁶³, its last bit dropped.</summary>
    private static ulong Multiply(ulong left, ulong right) => MultiplyHigh(left, right) << 1;
}
