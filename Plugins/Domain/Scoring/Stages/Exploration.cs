using System;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>Draws the leads that go to sales just below the line. A stable hash, not chance: the same lead and cycle always draw the same.</summary>
internal static class Exploration
{
    private const int Draws100Percent = 1_000_000;

    public static bool Draws(decimal percent, Guid leadId, int cycle) =>
        // Before it has an id, every lead would draw the same.
        percent > 0 && leadId != Guid.Empty && Hash(leadId, cycle) % Draws100Percent < (ulong)(percent * (Draws100Percent / 100));

    /// <summary>FNV-1a over the id's bytes and the cycle, then the finaliser of SplitMix64 to spread the low bits.</summary>
    private static ulong Hash(Guid leadId, int cycle)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var part in leadId.ToByteArray())
            hash = (hash ^ part) * 0x100000001b3UL;
        hash = (hash ^ (uint)cycle) * 0x100000001b3UL;
        hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9UL;
        hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebUL;
        return hash ^ (hash >> 31);
    }
}
