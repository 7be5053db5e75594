namespace Smarketing.Cli.Run.Feed;

/// <summary>Chance that replays: the same words give the same number on every machine.</summary>
public static class StableHash
{
    /// <summary>A number drawn from a text (FNV-1a, spread by the finaliser of SplitMix64).</summary>
    public static ulong Of(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return Mix(hash);
    }

    /// <summary>A number in [0, 1) drawn from a text and two numbers.</summary>
    public static double Fraction(string text, int first, int second)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        hash = Mix(Mix(hash ^ (uint)first) ^ (uint)second);
        return (hash >> 11) * (1.0 / (1UL << 53));
    }

    // The finaliser of SplitMix64: neighbouring inputs end far apart.
    internal static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
