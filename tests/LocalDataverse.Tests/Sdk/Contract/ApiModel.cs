using System.Collections.Generic;

namespace Smarketing.Tests.LocalDataverse.Sdk.Contract;

/// <summary>The public face of one assembly, every line spelled the same way whichever source it was read from.</summary>
/// <param name="Identity">Display name of the assembly; null where the source does not say.</param>
internal sealed record ApiAssembly(string? Identity, IReadOnlyDictionary<string, ApiType> Types);

/// <param name="Name">Full name with its type parameters, e.g. <c>Microsoft.Xrm.Sdk.DataCollection&lt;T&gt;</c>.</param>
/// <param name="Kind">class, interface, enum or struct, with sealed, abstract or static before it where that applies.</param>
/// <param name="Bases">Base class and interfaces.</param>
/// <param name="DataContract">Name and namespace of the data contract; null without one.</param>
/// <param name="Members">One line each; for an enum its values as <c>Name = 1</c>.</param>
internal sealed record ApiType(string Name, string Kind, IReadOnlySet<string> Bases, string? DataContract, IReadOnlySet<string> Members)
{
    public bool IsInterface => Kind == "interface";

    public bool IsEnum => Kind == "enum";
}
