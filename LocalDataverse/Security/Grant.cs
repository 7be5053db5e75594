using System;
using Microsoft.Crm.Sdk.Messages;

namespace Smarketing.LocalDataverse.Security;

/// <summary>One privilege, given once: by a role that the user, or a team the user is in, holds.</summary>
/// <param name="Depth">How far it goes.</param>
/// <param name="Holder">The user or team that holds the role.</param>
/// <param name="Unit">The holder's business unit, from which Local and Deep are measured.</param>
/// <param name="IsInherited">Given to a team: its members have it for rows of their own, too.</param>
internal sealed record Grant(PrivilegeDepth Depth, Guid Holder, Guid Unit, bool IsInherited);
