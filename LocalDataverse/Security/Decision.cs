using System;
using System.Runtime.InteropServices;
using Microsoft.Crm.Sdk.Messages;

namespace Smarketing.LocalDataverse.Security;

/// <summary>To whom a row belongs. Rows of the organisation belong to nobody: only Global reaches them.</summary>
/// <param name="Owner">The user or team that owns it.</param>
/// <param name="Unit">Its business unit.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Belonging(Guid? Owner, Guid? Unit);

/// <summary>What came of a question.</summary>
internal enum Verdict
{
    /// <summary>Yes.</summary>
    Allowed,

    /// <summary>No role gives the privilege at any depth.</summary>
    MissingPrivilege,

    /// <summary>The privilege is there, but does not go as far as this row.</summary>
    OutOfReach,
}

/// <summary>Decides who may do what to a row. It knows nothing but the facts it is given.</summary>
internal static class Decision
{
    /// <summary>Whether a right on a row is given.</summary>
    /// <param name="reach">How far the privilege for that right goes; null when no role gives it.</param>
    /// <param name="row">To whom the row belongs.</param>
    /// <param name="right">The right asked for.</param>
    /// <param name="shared">The rights on this row shared with the user or one of the user's teams.</param>
    public static Verdict On(Reach? reach, Belonging row, AccessRights right, AccessRights shared)
    {
        // A share gives no privilege: it only widens one that a role gives, be it at Basic depth.
        if (reach is null)
        {
            return Verdict.MissingPrivilege;
        }

        return reach.IsEverything
            || (row.Owner is { } owner && reach.Owners.Contains(owner))
            || (row.Unit is { } unit && reach.Units.Contains(unit))
            || (right != AccessRights.None && (shared & right) == right)
            ? Verdict.Allowed
            : Verdict.OutOfReach;
    }
}
