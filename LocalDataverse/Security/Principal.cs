using System;
using System.Collections.Generic;
using Microsoft.Crm.Sdk.Messages;

namespace Smarketing.LocalDataverse.Security;

/// <summary>A user or a team, with all that its roles and those of its teams give.</summary>
internal sealed class Principal
{
    private const int ReadOnlyMode = 2;

    public required Guid Id { get; init; }

    public bool IsTeam { get; init; }

    /// <summary>A team that owns nothing and holds no roles; rows are shared with it.</summary>
    public bool IsAccessTeam { get; init; }

    public required Guid UnitId { get; init; }

    public bool IsDisabled { get; init; }

    /// <summary>0 read-write, 2 read, 4 non-interactive …</summary>
    public int AccessMode { get; init; }

    /// <summary>Holds the role System Administrator: everything, on tables imported later, too.</summary>
    public bool IsAdministrator { get; init; }

    public int RoleCount { get; init; }

    /// <summary>The teams a user is in.</summary>
    public IReadOnlyList<Guid> Teams { get; init; } = [];

    /// <summary>The principal itself and its teams: with all of them a row can be shared.</summary>
    public IReadOnlyList<Guid> Identities { get; init; } = [];

    /// <summary>How far each privilege goes, by the id of the privilege.</summary>
    public required IReadOnlyDictionary<Guid, Reach> Reaches { get; init; }

    /// <summary>Nothing needs to be looked at: everything is allowed.</summary>
    public bool IsUnlimited => IsAdministrator && AccessMode != ReadOnlyMode;

    /// <summary>How far a privilege goes; null when there is none.</summary>
    public Reach? Reach(Privilege privilege) =>
        AccessMode == ReadOnlyMode && privilege.Right is not (AccessRights.None or AccessRights.ReadAccess) ? null
        : IsAdministrator ? Security.Reach.Everything
        : Reaches.GetValueOrDefault(privilege.Id);
}
