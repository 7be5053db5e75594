using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Async;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Import;

/// <summary>
/// Brings solutions into the organisation and takes them out again: reads and checks the whole zip first, changes everything in
/// one transaction, and goes back to where it was when anything fails, also later, when a transaction around it is rolled back.
/// </summary>
internal sealed class SolutionImporter(Platform platform)
{
    private readonly InstalledSolutions _installed = new();
    private readonly SolutionPackages _packages = new(platform);

    /// <summary>The solutions that are there.</summary>
    public InstalledSolutions Installed => _installed;

    /// <summary>Imports a zip.</summary>
    /// <param name="zip">The bytes.</param>
    /// <param name="kind">Over, beside or in place of the version that is there.</param>
    /// <param name="jobId">The row of importjob to write; null writes none.</param>
    /// <exception cref="SolutionImportException">It cannot be imported; nothing has changed.</exception>
    public SolutionImportResult Import(byte[] zip, ImportKind kind, Guid? jobId = null)
    {
        var startedOn = platform.UtcNow;
        var model = SolutionReader.Read(zip, platform.Catalog, _installed);
        var old = _installed.Find(model.UniqueName);
        ImportRules.Check(model, old, kind);
        var whole = old is null || kind == ImportKind.Upgrade ? model : model.Over(old.Model, leaveVanishedTypes: kind == ImportKind.Holding);
        Change(model, PluginAssemblies.Load(whole.Assemblies), plugins =>
        {
            Declare(model);
            if (kind == ImportKind.Upgrade && old is not null)
            {
                new DroppedComponents(platform, _installed, old.Model, model).Remove();
            }

            Install(new InstalledSolution(whole, model, kind == ImportKind.Holding, kind == ImportKind.Holding ? old!.Version : model.Version, plugins));
            new ComponentRows(platform, model).Write(kind == ImportKind.Holding);
            if (kind == ImportKind.Upgrade)
            {
                _packages.Replace(model.UniqueName, zip);
            }
            else
            {
                _packages.Add(model.UniqueName, zip, kind == ImportKind.Holding);
            }

            if (jobId is { } job)
            {
                new ImportJobs(platform).Succeeded(job, model, startedOn, kind);
            }
        });
        return Result(model);
    }

    /// <summary>Puts the version that waits in the place of the one in force; what it dropped goes, with its data.</summary>
    /// <returns>The id of the solution's row.</returns>
    /// <exception cref="SolutionImportException">None waits, or what it dropped is needed; nothing has changed.</exception>
    public Guid Promote(string uniqueName)
    {
        if (_installed.Find(uniqueName) is not { IsHolding: true } old)
        {
            throw new SolutionImportException($"No version of '{uniqueName}' waits to be promoted. Import one with HoldingSolution first.");
        }

        var model = old.Top;
        Change(model, PluginAssemblies.Load(model.Assemblies), plugins =>
        {
            new DroppedComponents(platform, _installed, old.Model, model).Remove();
            Declare(model);
            Install(new InstalledSolution(model, model, IsHolding: false, model.Version, plugins));
            ComponentRows.Remove(platform, [("solution", ComponentRows.SolutionId(ComponentRows.HoldingName(model.UniqueName)))]);
            new ComponentRows(platform, model).Write(isHolding: false);
            _packages.Promote(model.UniqueName);
        });
        return ComponentRows.SolutionId(model.UniqueName);
    }

    /// <summary>Takes a managed solution out with its components and their data, as deleting its row does; an unmanaged one leaves its components.</summary>
    /// <returns>False when the row belongs to no solution that was imported.</returns>
    /// <exception cref="SolutionImportException">Something that stays needs what it holds; nothing has changed.</exception>
    public bool Uninstall(Guid solutionRow)
    {
        if (_installed.All.FirstOrDefault(s => solutionRow == ComponentRows.SolutionId(ComponentRows.HoldingName(s.UniqueName))) is { } waiting)
        {
            throw new SolutionImportException($"'{ComponentRows.HoldingName(waiting.UniqueName)}' waits to be promoted and cannot be deleted here. Send DeleteAndPromote for '{waiting.UniqueName}'.");
        }

        if (_installed.All.FirstOrDefault(s => solutionRow == ComponentRows.SolutionId(s.UniqueName)) is not { } solution)
        {
            return false;
        }

        if (!solution.Model.IsManaged)
        {
            return false;
        }

        if (solution.IsHolding)
        {
            throw new SolutionImportException($"'{solution.UniqueName}' cannot be uninstalled while '{ComponentRows.HoldingName(solution.UniqueName)}' waits to be promoted. Send DeleteAndPromote first.");
        }

        Change(solution.Model, null, _ =>
        {
            new DroppedComponents(platform, _installed, solution.Model, null).Remove();
            _installed.Remove(solution.UniqueName);
            Unregister(solution.UniqueName);
            ResolveOthers(solution.UniqueName);
            _packages.Remove(solution.UniqueName);
        });
        return true;
    }

    /// <summary>After a restart: what is in force in the database file.</summary>
    public void Reload()
    {
        var pending = _packages.All();
        while (pending.Count > 0)
        {
            var left = Replay(pending, out var refusal);
            if (left.Count == pending.Count)
            {
                throw refusal!;
            }

            pending = left;
        }

        foreach (var solution in _installed.All)
        {
            Register(solution, new StepResolver(platform, _installed).Resolve(solution.Model, solution.Plugins));
        }
    }

    // An upgrade keeps the place of its first version, and may need what a solution imported after that brought: then it waits for it.
    private List<SolutionPackage> Replay(List<SolutionPackage> packages, out SolutionImportException? refusal)
    {
        var left = new List<SolutionPackage>();
        refusal = null;
        foreach (var package in packages)
        {
            if (left.Exists(p => string.Equals(p.UniqueName, package.UniqueName, StringComparison.OrdinalIgnoreCase)))
            {
                left.Add(package);
                continue;
            }

            try
            {
                Replay(package);
            }
            catch (SolutionImportException exception)
            {
                refusal = exception;
                left.Add(package);
            }
        }

        return left;
    }

    private void Replay(SolutionPackage package)
    {
        var model = SolutionReader.Read(package.Content, platform.Catalog, _installed);
        var old = _installed.Find(model.UniqueName);
        var whole = old is null ? model : model.Over(old.Model, package.IsHolding);
        var plugins = PluginAssemblies.Load(whole.Assemblies);
        Merge(model);
        _installed.Put(new InstalledSolution(whole, model, package.IsHolding, package.IsHolding ? old?.Version ?? model.Version : model.Version, plugins));
    }

    // Everything or nothing, in the database and beside it.
    private void Change(SolutionModel model, PluginAssemblies? plugins, Action<PluginAssemblies> change)
    {
        var before = new OrganizationState(platform, _installed);
        try
        {
            using var work = UnitOfWork.Begin(platform);
            work.OnRollback(before.Restore);
            change(plugins!);
            work.Commit();
        }
        catch (Exception exception) when (exception is FaultException<OrganizationServiceFault> or SqliteException or ArgumentException)
        {
            throw new SolutionImportException($"The solution '{model.UniqueName}' does not fit into the organisation: {exception.Message} Nothing was changed.", exception);
        }
    }

    private void Install(InstalledSolution solution)
    {
        var resolved = new StepResolver(platform, _installed).Resolve(solution.Model, solution.Plugins);
        _installed.Put(solution);
        Register(solution, resolved);
        ResolveOthers(solution.UniqueName);
    }

    // Other solutions may run plug-ins of this one, or name columns that went.
    private void ResolveOthers(string uniqueName)
    {
        foreach (var other in _installed.Others(uniqueName))
        {
            var resolved = new StepResolver(platform, _installed).Resolve(other.Model, other.Plugins);
            if (resolved.Steps.Exists(s => !ReferenceEquals(platform.Steps.Find(s.Id)?.Plugin, s.Plugin))
                || resolved.Apis.Exists(a => !ReferenceEquals((platform.Messages.Find(a.UniqueName) as CustomApiMessage)?.Definition.Plugin, a.Plugin)))
            {
                Register(other, resolved);
            }
        }
    }

    private void Register(InstalledSolution solution, (List<StepDefinition> Steps, List<CustomApiDefinition> Apis) resolved)
    {
        Unregister(solution.UniqueName);
        foreach (var step in resolved.Steps)
        {
            platform.Steps.Add(step);
            platform.Live.Changed(StepRows.Table, step.Id);
        }

        foreach (var api in resolved.Apis)
        {
            platform.Messages.Add(new CustomApiMessage(api));
        }
    }

    private void Unregister(string uniqueName)
    {
        platform.Steps.RemoveSolution(uniqueName);
        foreach (var message in platform.Messages.All.OfType<CustomApiMessage>()
            .Where(m => string.Equals(m.Definition.Solution, uniqueName, StringComparison.OrdinalIgnoreCase)))
        {
            platform.Messages.Remove(message.Name);
        }
    }

    private void Declare(SolutionModel model)
    {
        foreach (var table in Merge(model))
        {
            platform.Store.EnsureTable(platform.Catalog.Table(table));
        }
    }

    private HashSet<string> Merge(SolutionModel model)
    {
        var touched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in model.Tables)
        {
            platform.Catalog.Merge(WithOptionsKept(table));
            touched.Add(table.LogicalName);
        }

        foreach (var relationship in model.ManyToMany)
        {
            platform.Catalog.Merge(relationship);
        }

        platform.Catalog.Merge(model.AttributeMaps);
        foreach (var choice in model.ChoiceDefinitions)
        {
            var former = platform.Catalog.Choices.FirstOrDefault(c => string.Equals(c.Name, choice.Name, StringComparison.OrdinalIgnoreCase));
            platform.Catalog.Merge(former is null ? choice : choice with { Options = Union(choice.Options, former.Options) });
        }

        SystemJobs.Regard(platform.Catalog, model.Tables);
        touched.Add(SystemJobs.Table);
        foreach (var table in platform.Catalog.Tables.Where(t => t.Columns.Any(c => c.GlobalChoice is { } choice && model.Choices.ContainsKey(choice))).ToList())
        {
            platform.Catalog.Merge(table with { Columns = [.. table.Columns.Select(c => c.GlobalChoice is { } choice && model.Choices.TryGetValue(choice, out var options) ? c with { Options = Union(options, c.Options) } : c)] });
            touched.Add(table.LogicalName);
        }

        return touched;
    }

    // Options are taken away by an upgrade only.
    private TableDefinition WithOptionsKept(TableDefinition table) => !platform.Catalog.TryTable(table.LogicalName, out var known)
        ? table
        : table with
        {
            Columns = [.. table.Columns.Select(c => c.Options.Count > 0 && known.TryColumn(c.LogicalName, out var former) ? c with { Options = Union(c.Options, former.Options) } : c)],
        };

    private static List<OptionDefinition> Union(IReadOnlyList<OptionDefinition> newer, IReadOnlyList<OptionDefinition> older) =>
        [.. newer, .. older.Where(o => !newer.Any(n => n.Value == o.Value))];

    private static SolutionImportResult Result(SolutionModel model) => new(
        model.UniqueName,
        model.Version,
        model.IsManaged,
        [.. model.Tables.Select(t => t.LogicalName).Order(StringComparer.Ordinal)],
        [.. model.Steps.Select(s => s.Name)],
        [.. model.CustomApis.Select(a => a.UniqueName)],
        [.. model.Roles.Select(r => r.Name)],
        model.Ignored);
}
