using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Import;

/// <summary>What a newer version of a solution and the one it was imported over amount to, as long as no upgrade takes the old away.</summary>
internal static class SolutionLayers
{
    /// <summary>The newer version, and what only the older one has.</summary>
    /// <param name="newer">The version imported.</param>
    /// <param name="older">What was there.</param>
    /// <param name="leaveVanishedTypes">
    /// Whether plug-in types that the newer DLL no longer registers go, with their steps, as when an upgrade is under way. Otherwise
    /// they stay registered, and the DLL must still have them.
    /// </param>
    public static SolutionModel Over(this SolutionModel newer, SolutionModel older, bool leaveVanishedTypes)
    {
        var assemblies = Join(newer.Assemblies, older.Assemblies, a => a.Id)
            .Select(assembly => leaveVanishedTypes || older.Assemblies.FirstOrDefault(a => a.Id == assembly.Id) is not { } former
                ? assembly
                : assembly with { Types = Join(assembly.Types, former.Types, t => t.Id) })
            .ToList();
        var types = assemblies.SelectMany(a => a.Types).Select(t => t.Id).ToHashSet();
        var gone = older.Assemblies.SelectMany(a => a.Types).Where(t => !types.Contains(t.Id)).Select(t => t.Id).ToHashSet();
        return newer with
        {
            Tables = Tables(newer.Tables, older.Tables),
            ManyToMany = Join(newer.ManyToMany, older.ManyToMany, m => m.SchemaName),
            Assemblies = assemblies,
            Steps = Join(newer.Steps, older.Steps.Where(s => !gone.Contains(s.PluginTypeId)), s => s.Id),
            CustomApis = Join(newer.CustomApis, older.CustomApis.Where(a => a.PluginTypeId is not { } type || !gone.Contains(type)), a => a.UniqueName),
            Roles = Join(newer.Roles, older.Roles, r => r.Id),
            Choices = older.Choices.Concat(newer.Choices).GroupBy(c => c.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.OrdinalIgnoreCase),
            EnvironmentVariables = Join(newer.EnvironmentVariables, older.EnvironmentVariables, v => v.SchemaName),
            ConnectionReferences = Join(newer.ConnectionReferences, older.ConnectionReferences, r => r.LogicalName),
        };
    }

    private static List<TableDefinition> Tables(IReadOnlyList<TableDefinition> newer, IReadOnlyList<TableDefinition> older) =>
        [.. Join(newer, older, t => t.LogicalName).Select(table =>
            older.FirstOrDefault(t => t.LogicalName == table.LogicalName) is { } former && !ReferenceEquals(former, table)
                ? former.With(table.Columns, table.Keys, table.ManyToOne)
                : table)];

    private static List<T> Join<T, TKey>(IEnumerable<T> newer, IEnumerable<T> older, Func<T, TKey> key)
    {
        var joined = newer.ToList();
        var known = joined.Select(key).ToHashSet();
        joined.AddRange(older.Where(item => known.Add(key(item))));
        return joined;
    }
}
