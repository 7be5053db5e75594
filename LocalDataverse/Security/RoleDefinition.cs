using System;
using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Security;

/// <summary>A security role as its solution describes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Privileges">The privileges with their depth: Basic, Local, Deep or Global.</param>
/// <param name="IsInherited">Members of a team that holds the role have its Basic privileges for rows of their own, too.</param>
internal sealed record RoleDefinition(Guid Id, string Name, IReadOnlyDictionary<string, string> Privileges, bool IsInherited = true);
