using System;
using System.Collections.Generic;

namespace Smarketing.Cli.Data;

/// <summary>A record of a configuration package.</summary>
/// <param name="Id">Its id, kept on import.</param>
/// <param name="Values">Its values as SDK types, state and status left out.</param>
/// <param name="State">The state it ends in, or null to leave the one it is created in.</param>
/// <param name="Status">The status reason it ends in.</param>
/// <param name="Place">File and line, for messages.</param>
public sealed record ConfigurationRecord(Guid Id, IReadOnlyDictionary<string, object> Values, int? State, int? Status, string Place);
