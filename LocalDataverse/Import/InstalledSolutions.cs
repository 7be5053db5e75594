using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.LocalDataverse.Import;

/// <summary>A solution that is there.</summary>
/// <param name="Model">What it holds now: the last version, and what earlier ones brought and no upgrade has taken away.</param>
/// <param name="Top">What the last zip said.</param>
/// <param name="IsHolding">Whether that zip waits to be promoted.</param>
/// <param name="Version">The version in force.</param>
/// <param name="Plugins">Its plug-in assemblies, loaded.</param>
internal sealed record InstalledSolution(SolutionModel Model, SolutionModel Top, bool IsHolding, string Version, PluginAssemblies Plugins)
{
    public string UniqueName => Model.UniqueName;
}

/// <summary>The solutions of an organisation by unique name, in the order they came.</summary>
internal sealed class InstalledSolutions
{
    private List<InstalledSolution> _all = [];

    public IReadOnlyList<InstalledSolution> All => _all;

    public InstalledSolution? Find(string uniqueName) => _all.Find(s => Same(s, uniqueName));

    /// <summary>Adds a solution, or puts it in place of its former version.</summary>
    public void Put(InstalledSolution solution)
    {
        var at = _all.FindIndex(s => Same(s, solution.UniqueName));
        var all = _all.ToList();
        if (at < 0)
        {
            all.Add(solution);
        }
        else
        {
            all[at] = solution;
        }

        _all = all;
    }

    public void Remove(string uniqueName) => _all = [.. _all.Where(s => !Same(s, uniqueName))];

    public IReadOnlyList<InstalledSolution> Others(string uniqueName) => [.. _all.Where(s => !Same(s, uniqueName))];

    /// <summary>Goes back to what <see cref="All"/> gave before.</summary>
    public void Restore(IReadOnlyList<InstalledSolution> all) => _all = [.. all];

    private static bool Same(InstalledSolution solution, string uniqueName) => string.Equals(solution.UniqueName, uniqueName, StringComparison.OrdinalIgnoreCase);
}
