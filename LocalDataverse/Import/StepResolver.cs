using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Import;

/// <summary>Finds what the steps and custom APIs of a solution speak of: plug-ins, messages, tables, columns. Changes nothing.</summary>
internal sealed class StepResolver(Platform platform, InstalledSolutions installed)
{
    /// <summary>The steps and custom APIs of a solution, with the plug-ins they run.</summary>
    /// <exception cref="SolutionImportException">One of them names what is not there.</exception>
    public (List<StepDefinition> Steps, List<CustomApiDefinition> Apis) Resolve(SolutionModel model, PluginAssemblies plugins)
    {
        var apis = model.CustomApis.Select(api => api with { Plugin = Plugin(api, model, plugins) }).ToList();
        foreach (var api in apis)
        {
            if (api.BoundTable is not null && !platform.Catalog.TryTable(api.BoundTable, out _))
            {
                throw new SolutionImportException($"The custom API '{api.UniqueName}' is bound to the table '{api.BoundTable}', which is unknown. Add the table to the solution or correct the name.");
            }

            if (api is { IsFunction: true, Responses.Count: 0 })
            {
                throw new SolutionImportException($"The custom API '{api.UniqueName}' is a function without response property. A function must answer something: add a response property, or make it an action.");
            }

            if (platform.Messages.Contains(api.UniqueName)
                && (platform.Messages.Find(api.UniqueName) is not CustomApiMessage other
                    || !string.Equals(other.Definition.Solution, api.Solution, StringComparison.OrdinalIgnoreCase)))
            {
                throw new SolutionImportException($"The custom API '{api.UniqueName}' has the name of a message that exists already. Choose another unique name.");
            }

            if (api.ExecutePrivilege is { } privilege && platform.Access.Guards.Privileges.Find(privilege) is null)
            {
                throw new SolutionImportException($"The custom API '{api.UniqueName}' asks for the privilege '{privilege}', which no table has. Correct executeprivilegename, or import the table first.");
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

        foreach (var other in installed.Others(model.UniqueName))
        {
            if (other.Plugins.Find(id, name) is { } shared)
            {
                return shared;
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
        if (step.Images.Count > 0 && step.Message is not ("Create" or "Update" or "Delete" or "CreateMultiple" or "UpdateMultiple" or "Assign" or "SetState" or "Merge"))
        {
            throw new SolutionImportException($"The step '{step.Name}' has the image '{step.Images[0].Definition.Alias}' of a row, which {step.Message} does not have. Images belong to Create, Update, Delete, their bulk messages, Assign, SetState and Merge.");
        }

        if (step.ImpersonatingUserId is { } user && !platform.Store.Exists("systemuser", user))
        {
            throw new SolutionImportException($"The step '{step.Name}' runs on behalf of the user {user:D}, who is not there. Create the row of 'systemuser' with that id first, or leave <ImpersonatingUserId> out.");
        }

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
            ImpersonatingUserId = step.ImpersonatingUserId,
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
        // One of this solution, or one that another brought.
        var api = apis.Find(a => string.Equals(a.UniqueName, step.Message, StringComparison.Ordinal))
            ?? (platform.Messages.Contains(step.Message) ? (platform.Messages.Find(step.Message) as CustomApiMessage)?.Definition : null);
        if (api is not null)
        {
            if (api.AllowedStepType == 0 || (api.AllowedStepType == 1 && !step.IsAsync))
            {
                throw new SolutionImportException(
                    $"The step '{step.Name}' is registered on the custom API '{api.UniqueName}', which allows {(api.AllowedStepType == 0 ? "no steps" : "asynchronous steps only")}. Change allowedcustomprocessingsteptype or drop the step.");
            }
        }
        else if (platform.Messages.RaiserOf(step.Message) is null && !platform.Messages.Contains(step.Message))
        {
            throw new SolutionImportException($"The step '{step.Name}' is registered on the message '{step.Message}', which is neither a message of the platform known here nor a custom API of the solution.");
        }
        else if (platform.Messages.RaiserOf(step.Message) is null && platform.Messages.Find(step.Message) is not (CreateMultipleMessage or UpdateMultipleMessage))
        {
            var other = platform.Messages.Find(step.Message) is EventMessage raiser ? raiser.EventName : "Create or Update";
            throw new SolutionImportException($"The step '{step.Name}' is registered on the message '{step.Message}', which sets off no steps of its own. Register it on {other}, whose steps run for it.");
        }
        else if (BulkTables.IsBulk(step.Message) && platform.Catalog.TryTable(step.Table, out var table) && !BulkTables.Supports(table, step.Message))
        {
            throw new SolutionImportException($"The step '{step.Name}' is registered on {step.Message} of '{step.Table}', which that table does not answer. Register it on {step.Message[..^"Multiple".Length]}.");
        }
        else if (step.Message is "Associate" or "Disassociate" && step.Table is not null)
        {
            throw new SolutionImportException($"The step '{step.Name}' is registered on {step.Message} of '{step.Table}'. {step.Message} belongs to no table: leave <PrimaryEntity> out.");
        }
    }
}
