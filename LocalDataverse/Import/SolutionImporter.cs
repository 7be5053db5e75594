using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.ServiceModel;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Async;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Import;

/// <summary>
/// Brings solutions into the organisation: reads and checks the whole zip first, changes everything in one transaction, and
/// goes back to where it was when anything fails. Importing a solution again widens its tables and replaces its plug-ins.
/// </summary>
internal sealed class SolutionImporter(Platform platform) : IDisposable
{
    private readonly Dictionary<string, Installed> _installed = new(StringComparer.OrdinalIgnoreCase);

    public SolutionImportResult Import(Stream zip)
    {
        using var buffer = new MemoryStream();
        zip.CopyTo(buffer);
        var bytes = buffer.ToArray();
        var model = SolutionReader.Read(bytes, platform.Catalog);
        var plugins = PluginAssemblies.Load(model.Assemblies);
        var before = platform.Catalog.Snapshot();
        try
        {
            using (var work = UnitOfWork.Begin(platform))
            {
                Declare(model);
                var (steps, apis) = Resolve(model, plugins);
                if (_installed.TryGetValue(model.UniqueName, out var old))
                {
                    ComponentRows.Remove(platform, ComponentRows.Of(old.Model).Except(ComponentRows.Of(model)));
                }

                new ComponentRows(platform, model).Write();
                if (platform.KeepsData)
                {
                    Keep(model, bytes);
                }

                work.Commit();
                Register(model, plugins, steps, apis);
            }
        }
        catch (Exception exception)
        {
            platform.Catalog.Restore(before);
            plugins.Dispose();
            if (exception is FaultException<OrganizationServiceFault> or SqliteException or ArgumentException)
            {
                throw new SolutionImportException(
                    $"The solution '{model.UniqueName}' does not fit into the organisation: {exception.Message} Nothing was changed.", exception);
            }

            throw;
        }

        return new SolutionImportResult(
            model.UniqueName,
            model.Version,
            model.IsManaged,
            [.. model.Tables.Select(t => t.LogicalName).Order(StringComparer.Ordinal)],
            [.. model.Steps.Select(s => s.Name)],
            [.. model.CustomApis.Select(a => a.UniqueName)],
            [.. model.Roles.Select(r => r.Name)],
            model.Ignored);
    }

    /// <summary>After a restart: what was imported into the database file, in the same order.</summary>
    public void Reload()
    {
        var last = new Dictionary<string, SolutionModel>(StringComparer.OrdinalIgnoreCase);
        foreach (var package in Packages())
        {
            var model = SolutionReader.Read(Convert.FromBase64String(package.GetAttributeValue<string>("content")), platform.Catalog);
            Merge(model);
            last.Remove(model.UniqueName);
            last.Add(model.UniqueName, model);
        }

        foreach (var model in last.Values)
        {
            var plugins = PluginAssemblies.Load(model.Assemblies);
            var (steps, apis) = Resolve(model, plugins);
            Register(model, plugins, steps, apis);
        }
    }

    public void Dispose()
    {
        foreach (var installed in _installed.Values)
        {
            installed.Plugins.Dispose();
        }

        _installed.Clear();
    }

    private void Declare(SolutionModel model)
    {
        Merge(model);
        foreach (var table in model.Tables)
        {
            platform.Store.EnsureTable(platform.Catalog.Table(table.LogicalName));
        }
    }

    private void Merge(SolutionModel model)
    {
        foreach (var table in model.Tables)
        {
            platform.Catalog.Merge(table);
        }

        foreach (var relationship in model.ManyToMany)
        {
            platform.Catalog.Merge(relationship);
        }

        SystemJobs.Regard(platform.Catalog, model.Tables);
    }

    private (List<StepDefinition> Steps, List<CustomApiDefinition> Apis) Resolve(SolutionModel model, PluginAssemblies plugins)
    {
        var apis = model.CustomApis.Select(api => api with { Plugin = Plugin(api, model, plugins) }).ToList();
        foreach (var api in apis)
        {
            if (api.BoundTable is not null && !platform.Catalog.TryTable(api.BoundTable, out _))
            {
                throw new SolutionImportException($"The custom API '{api.UniqueName}' is bound to the table '{api.BoundTable}', which is unknown. Add the table to the solution or correct the name.");
            }

            if (platform.Messages.Contains(api.UniqueName)
                && (platform.Messages.Find(api.UniqueName) is not CustomApiMessage other
                    || !string.Equals(other.Definition.Solution, api.Solution, StringComparison.OrdinalIgnoreCase)))
            {
                throw new SolutionImportException($"The custom API '{api.UniqueName}' has the name of a message that exists already. Choose another unique name.");
            }
        }

        return ([.. model.Steps.Select(step => Step(step, model, apis, plugins))], apis);
    }

    private PluginFactory? Plugin(CustomApiDefinition api, SolutionModel model, PluginAssemblies plugins) =>
        api.PluginTypeId is not { } id ? null
        : FindPlugin(plugins, model, id, null)
        ?? throw new SolutionImportException($"The custom API '{api.UniqueName}' runs the plug-in type {id:D}, which no assembly of the solution registers. Run 'smk sync' and pack the solution again.");

    private PluginFactory? FindPlugin(PluginAssemblies plugins, SolutionModel model, Guid id, string? name)
    {
        if (plugins.Find(id, name) is { } own)
        {
            return own;
        }

        foreach (var (solution, installed) in _installed)
        {
            if (!string.Equals(solution, model.UniqueName, StringComparison.OrdinalIgnoreCase) && installed.Plugins.Find(id, name) is { } other)
            {
                return other;
            }
        }

        return null;
    }

    private StepDefinition Step(StepModel step, SolutionModel model, List<CustomApiDefinition> apis, PluginAssemblies plugins)
    {
        var factory = FindPlugin(plugins, model, step.PluginTypeId, step.PluginTypeName)
            ?? throw new SolutionImportException(
                $"The step '{step.Name}' runs the plug-in type '{step.PluginTypeName}' ({step.PluginTypeId:D}), which no assembly of the solution registers. Run 'smk sync' and pack the solution again.");
        CheckMessage(step, apis);
        if (step.Table is not null)
        {
            if (!platform.Catalog.TryTable(step.Table, out var table))
            {
                throw new SolutionImportException($"The step '{step.Name}' is registered on the table '{step.Table}', which is unknown. Add the table to the solution or correct the name.");
            }

            var missing = step.FilteringColumns.Concat(step.Images.SelectMany(i => i.Definition.Columns ?? []))
                .FirstOrDefault(c => !table.TryColumn(c, out _));
            if (missing is not null)
            {
                throw new SolutionImportException($"The step '{step.Name}' names the column '{missing}', which the table '{step.Table}' does not have. Correct its filtering columns or its image.");
            }
        }

        return new StepDefinition
        {
            Id = step.Id,
            Name = step.Name,
            Message = step.Message,
            Table = step.Table,
            Stage = step.Stage,
            IsAsync = step.IsAsync,
            DeletesSucceededJobs = step.DeletesSucceededJobs,
            Rank = step.Rank,
            FilteringColumns = step.FilteringColumns.Count == 0 ? null : step.FilteringColumns.ToFrozenSet(StringComparer.Ordinal),
            Images = [.. step.Images.Select(i => i.Definition)],
            Configuration = step.Configuration,
            Plugin = factory,
            Solution = model.UniqueName,
        };
    }

    // A step that nothing would ever set off is a mistake nobody would notice.
    private void CheckMessage(StepModel step, List<CustomApiDefinition> apis)
    {
        if (apis.Find(a => string.Equals(a.UniqueName, step.Message, StringComparison.Ordinal)) is { } api)
        {
            if (api.AllowedStepType == 0 || (api.AllowedStepType == 1 && !step.IsAsync))
            {
                throw new SolutionImportException(
                    $"The step '{step.Name}' is registered on the custom API '{api.UniqueName}', which allows {(api.AllowedStepType == 0 ? "no steps" : "asynchronous steps only")}. Change allowedcustomprocessingsteptype or drop the step.");
            }
        }
        else if (!platform.Messages.Contains(step.Message))
        {
            throw new SolutionImportException($"The step '{step.Name}' is registered on the message '{step.Message}', which is neither a message of the platform known here nor a custom API of the solution.");
        }
        else if (platform.Messages.Find(step.Message) is not EventMessage)
        {
            throw new SolutionImportException($"The step '{step.Name}' is registered on the message '{step.Message}', which sets off no steps of its own here. Register it on Create or Update, whose steps run for it.");
        }
        else if (step.Message is "Associate" or "Disassociate" && step.Table is not null)
        {
            throw new SolutionImportException($"The step '{step.Name}' is registered on {step.Message} of '{step.Table}'. {step.Message} belongs to no table: leave <PrimaryEntity> out.");
        }
    }

    private void Register(SolutionModel model, PluginAssemblies plugins, List<StepDefinition> steps, List<CustomApiDefinition> apis)
    {
        platform.Steps.RemoveSolution(model.UniqueName);
        foreach (var message in platform.Messages.All.OfType<CustomApiMessage>()
            .Where(m => string.Equals(m.Definition.Solution, model.UniqueName, StringComparison.OrdinalIgnoreCase)))
        {
            platform.Messages.Remove(message.Name);
        }

        foreach (var step in steps)
        {
            platform.Steps.Add(step);
        }

        foreach (var api in apis)
        {
            platform.Messages.Add(new CustomApiMessage(api));
        }

        foreach (var role in model.Roles)
        {
            platform.Roles[role.Id] = role;
        }

        if (_installed.TryGetValue(model.UniqueName, out var old))
        {
            old.Plugins.Dispose();
        }

        _installed[model.UniqueName] = new Installed(model, plugins);
    }

    private void Keep(SolutionModel model, byte[] bytes)
    {
        var hash = Convert.ToHexString(SHA256.HashData(bytes));
        var packages = Packages();
        if (packages.Count > 0 && string.Equals(packages[^1].GetAttributeValue<string>("hash"), hash, StringComparison.Ordinal))
        {
            return;
        }

        var id = Guid.CreateVersion7(platform.Clock.GetUtcNow());
        platform.Store.Insert(new Entity(LocalTables.Packages, id)
        {
            ["uniquename"] = model.UniqueName,
            ["sequence"] = platform.Store.NextRowVersion(),
            ["hash"] = hash,
            ["content"] = Convert.ToBase64String(bytes),
            ["importedon"] = platform.UtcNow,
        });
    }

    private DataCollection<Entity> Packages()
    {
        var query = new QueryExpression(LocalTables.Packages) { ColumnSet = new ColumnSet(true) };
        query.AddOrder("sequence", OrderType.Ascending);
        return platform.Store.Query(query, platform.System.AdministratorId, platform.UtcNow).Entities;
    }

    private sealed record Installed(SolutionModel Model, PluginAssemblies Plugins);
}
