using System;

namespace Smarketing.Cli.Solutions;

/// <summary>Packs the unpacked solution and the built assemblies into the zip that environments import.</summary>
public static class SolutionPacker
{
    /// <summary>The zip as bytes, the same on every machine for the same source and assemblies.</summary>
    /// <exception cref="InputException">The tree is not a solution that can be imported; the message lists what to put right.</exception>
    public static byte[] Pack(RepositoryLayout layout, bool managed) => throw new InputException("Packing is being written.");
}
