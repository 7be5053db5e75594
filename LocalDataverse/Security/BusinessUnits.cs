using System;
using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Security;

/// <summary>The tree of business units.</summary>
internal sealed class BusinessUnits
{
    private readonly Dictionary<Guid, HashSet<Guid>> _below = [];

    /// <summary>Builds the tree.</summary>
    /// <param name="parents">Each unit with the one above it; the root has none.</param>
    public BusinessUnits(IReadOnlyDictionary<Guid, Guid?> parents)
    {
        foreach (var unit in parents.Keys)
        {
            Guid? above = unit;
            while (above is { } id && Below(id).Add(unit))
            {
                above = parents.TryGetValue(id, out var next) ? next : null;
            }
        }
    }

    /// <summary>The unit itself and all below it.</summary>
    public IReadOnlySet<Guid> AtOrBelow(Guid unit) => _below.TryGetValue(unit, out var below) ? below : new HashSet<Guid> { unit };

    private HashSet<Guid> Below(Guid unit)
    {
        if (!_below.TryGetValue(unit, out var below))
        {
            _below[unit] = below = [];
        }

        return below;
    }
}
