using System;
using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Security;

/// <summary>What was found out about the caller of an operation before its steps ran, for what the steps add to it.</summary>
/// <param name="Who">The caller.</param>
/// <param name="Guard">The table.</param>
/// <param name="Belonging">To whom the row belongs.</param>
internal sealed record CallerCheck(Principal Who, TableGuard Guard, Belonging Belonging)
{
    /// <summary>The lookups whose rows the caller may append to.</summary>
    public HashSet<(string Column, Guid Id)> Linked { get; } = [];
}
