using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.Crm.Sdk.Messages;

namespace Smarketing.LocalDataverse.Security;

/// <summary>How far one privilege of a user goes: the union of all grants of it.</summary>
internal sealed class Reach
{
    private Reach(PrivilegeDepth depth, bool isEverything, ImmutableHashSet<Guid> units, ImmutableHashSet<Guid> owners)
    {
        Depth = depth;
        IsEverything = isEverything;
        Units = units;
        Owners = owners;
    }

    /// <summary>Every row there is.</summary>
    public static Reach Everything { get; } = new(PrivilegeDepth.Global, true, [], []);

    /// <summary>The greatest depth given.</summary>
    public PrivilegeDepth Depth { get; }

    /// <summary>Every row of the organisation.</summary>
    public bool IsEverything { get; }

    /// <summary>The business units all of whose rows are within reach.</summary>
    public ImmutableHashSet<Guid> Units { get; }

    /// <summary>The users and teams all of whose rows are within reach, wherever they are.</summary>
    public ImmutableHashSet<Guid> Owners { get; }

    /// <summary>What the grants of one privilege come to; null when there is none.</summary>
    /// <param name="grants">The grants.</param>
    /// <param name="user">The user, or the team that asks for itself.</param>
    /// <param name="teams">The teams the user is in.</param>
    /// <param name="units">The tree of business units.</param>
    public static Reach? Of(IEnumerable<Grant> grants, Guid user, IReadOnlyCollection<Guid> teams, BusinessUnits units)
    {
        PrivilegeDepth? depth = null;
        var within = ImmutableHashSet.CreateBuilder<Guid>();
        var owners = ImmutableHashSet.CreateBuilder<Guid>();
        foreach (var grant in grants)
        {
            depth = depth is { } known && known > grant.Depth ? known : grant.Depth;
            owners.Add(grant.Holder);
            if (grant.Holder == user || grant.IsInherited)
            {
                owners.Add(user);
                owners.UnionWith(teams);
            }

            if (grant.Depth == PrivilegeDepth.Local)
            {
                within.Add(grant.Unit);
            }
            else if (grant.Depth == PrivilegeDepth.Deep)
            {
                within.UnionWith(units.AtOrBelow(grant.Unit));
            }
        }

        return depth is { } greatest
            ? new Reach(greatest, greatest == PrivilegeDepth.Global, within.ToImmutable(), owners.ToImmutable())
            : null;
    }
}
