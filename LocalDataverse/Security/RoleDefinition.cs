using System;
using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Security;

/// <summary>A security role as its solution describes it. Roles are kept, not enforced: every caller may do everything.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Privileges">The privileges with their depth: Basic, Local, Deep or Global.</param>
internal sealed record RoleDefinition(Guid Id, string Name, IReadOnlyDictionary<string, string> Privileges);
