using System;
using System.Collections.Generic;
using Microsoft.Crm.Sdk.Messages;

namespace Smarketing.LocalDataverse.Security;

/// <summary>What a role can give.</summary>
/// <param name="Id">Its id, the same in every organisation, though not the platform's own.</param>
/// <param name="Name">Its name, e.g. <c>prvReadLead</c>.</param>
/// <param name="Right">The right on rows it stands for; None when it is about something else.</param>
/// <param name="Depths">The depths it can be given at, smallest first.</param>
internal sealed record Privilege(Guid Id, string Name, AccessRights Right, IReadOnlyList<PrivilegeDepth> Depths);
