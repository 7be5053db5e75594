using System;
using System.Collections.Generic;
using System.Globalization;

namespace Smarketing.LocalDataverse.Metadata.Changes;

/// <summary>
/// The states of the catalog that callers were told of, by their version stamps, so that they may ask later what changed since.
/// </summary>
/// <remarks>
/// A stamp begins with the print of the state. A process started anew thus knows the stamp of the state it starts with; older ones
/// have expired, as they have on the platform after 90 days.
/// </remarks>
internal sealed class MetadataHistory(MetadataCatalog catalog, TimeProvider clock)
{
    private const int Kept = 100;
    private readonly List<(MetadataPrint Print, string Stamp)> states = [];

    /// <summary>The state of the catalog, with its stamp.</summary>
    public (MetadataPrint Print, string Stamp) Now()
    {
        var print = MetadataPrint.Of(catalog);
        var known = states.FindIndex(s => s.Print.Number == print.Number);
        if (known >= 0)
            return states[known];
        if (states.Count == Kept)
            states.RemoveAt(0);
        states.Add((print, string.Create(CultureInfo.InvariantCulture, $"{print.Number}!{clock.GetUtcNow().UtcDateTime:MM/dd/yyyy HH:mm:ss}")));
        return states[^1];
    }

    /// <summary>The state a stamp means; null when it is not known, or no longer.</summary>
    public MetadataPrint? Find(string stamp)
    {
        Now();
        var end = stamp.IndexOf('!', StringComparison.Ordinal);
        return long.TryParse(end < 0 ? stamp : stamp[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? states.Find(s => s.Print.Number == number).Print
            : null;
    }
}
