using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Import;

/// <summary>
/// What a solution held and holds no longer, and nobody else does either: after an upgrade what the new version left out, after
/// uninstalling everything. It goes with its data.
/// </summary>
internal sealed class DroppedComponents
{
    private static readonly Dictionary<string, TableDefinition> Standard = StandardTables.StandardTables.NewCatalog().Tables.ToDictionary(t => t.LogicalName, StringComparer.Ordinal);

    private readonly Platform _platform;
    private readonly SolutionModel _old;
    private readonly SolutionModel? _new;
    private readonly List<TableDefinition> _kept;
    private readonly List<TableDefinition> _tables;
    private readonly List<ManyToManyDefinition> _manyToMany;
    private readonly List<string> _choices;
    private readonly HashSet<string> _relationshipsOfOthers;

    /// <summary>Compares.</summary>
    /// <param name="platform">The organisation.</param>
    /// <param name="installed">The solutions in it.</param>
    /// <param name="old">What the solution held.</param>
    /// <param name="current">What it holds from now on; null when it is uninstalled.</param>
    public DroppedComponents(Platform platform, InstalledSolutions installed, SolutionModel old, SolutionModel? current)
    {
        _platform = platform;
        _old = old;
        _new = current;
        var others = installed.Others(old.UniqueName);
        _kept = [.. current?.Tables ?? [], .. others.SelectMany(o => o.Model.Tables), .. Standard.Values];
        var tables = _kept.Select(t => t.LogicalName).ToHashSet(StringComparer.Ordinal);
        _relationshipsOfOthers = _kept.SelectMany(t => t.ManyToOne).Select(r => r.SchemaName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _tables = [.. old.Tables.Where(t => !tables.Contains(t.LogicalName))];
        var links = (current?.ManyToMany ?? []).Concat(others.SelectMany(o => o.Model.ManyToMany)).Select(m => m.SchemaName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _manyToMany = [.. old.ManyToMany.Where(m => !links.Contains(m.SchemaName))];
        var choices = (current?.ChoiceDefinitions ?? []).Concat(others.SelectMany(o => o.Model.ChoiceDefinitions)).Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _choices = [.. old.ChoiceDefinitions.Select(c => c.Name).Where(c => !choices.Contains(c))];
    }

    /// <summary>Takes it out of the catalog, the database and the platform's own tables.</summary>
    /// <exception cref="SolutionImportException">Something that stays needs it.</exception>
    public void Remove()
    {
        RemoveRows();
        foreach (var relationship in _manyToMany)
        {
            _platform.Catalog.RemoveManyToMany(relationship.SchemaName);
        }

        foreach (var choice in _choices)
        {
            _platform.Catalog.RemoveChoice(choice);
        }

        foreach (var table in _old.Tables.Where(t => !_tables.Contains(t)))
        {
            Narrow(table);
        }

        foreach (var table in _tables)
        {
            _platform.Catalog.Remove(table.LogicalName);
            Unlink(table.LogicalName);
        }

        CheckNothingPointsToThem();
        foreach (var table in _tables)
        {
            _platform.Store.DropTable(table.LogicalName);
        }
    }

    private void RemoveRows()
    {
        var staying = _new is null ? [] : ComponentRows.Of(_new).ToHashSet();
        ComponentRows.Remove(_platform, ComponentRows.Of(_old).Where(row => !staying.Contains(row)));
        foreach (var role in _old.Roles.Where(r => _new?.Roles.Any(n => n.Id == r.Id) != true))
        {
            if (_platform.Store.Exists("role", role.Id))
            {
                // Through the message, as users who have the role lose it.
                _platform.Messages.Find("Delete").Execute(_platform, new DeleteRequest { Target = new EntityReference("role", role.Id) },
                    RequestScope.Outside(_platform.System.SystemUserId) with { Work = _platform.CurrentWork });
            }
        }
    }

    // A table that stays, standard or of another solution, loses what only this solution had added.
    private void Narrow(TableDefinition table)
    {
        if (!_platform.Catalog.TryTable(table.LogicalName, out var known))
        {
            return;
        }

        var staying = _kept.Where(t => string.Equals(t.LogicalName, table.LogicalName, StringComparison.Ordinal)).ToList();
        var columns = Gone(table.Columns.Select(c => c.LogicalName), staying.SelectMany(t => t.Columns).Select(c => c.LogicalName));
        columns.Remove("versionnumber");
        var keys = Gone(table.Keys.Select(k => k.LogicalName), staying.SelectMany(t => t.Keys).Select(k => k.LogicalName));
        var relationships = Gone(table.ManyToOne.Select(r => r.SchemaName), staying.SelectMany(t => t.ManyToOne).Select(r => r.SchemaName));
        var left = known.ManyToOne.Where(r => !relationships.Contains(r.SchemaName) && !columns.Contains(r.ReferencingColumn)).ToList();
        var lost = known.ManyToOne.Where(r => relationships.Contains(r.SchemaName) && !columns.Contains(r.ReferencingColumn)).ToList();
        CheckKeys(known, columns, keys);

        Lose(known, columns, keys, lost, left);
        if (columns.Count > 0)
        {
            _platform.Store.DropColumns(table.LogicalName, columns);
        }

        _platform.Store.EnsureTable(_platform.Catalog.Table(table.LogicalName));
    }

    private void Lose(TableDefinition known, HashSet<string> columns, HashSet<string> keys, List<RelationshipDefinition> lost, List<RelationshipDefinition> left)
    {
        // Rows that point to a table that goes lose the link while the lookup still knows that it could point there.
        foreach (var relationship in lost)
        {
            _platform.Store.EmptyLookup(known, relationship.ReferencingColumn, relationship.ReferencedTable);
        }

        _platform.Catalog.Replace(known with
        {
            Columns = [.. known.Columns.Where(c => !columns.Contains(c.LogicalName)).Select(c => WithoutOptions(known, WithoutTargets(c, lost, left)))],
            Keys = [.. known.Keys.Where(k => !keys.Contains(k.LogicalName))],
            ManyToOne = left,
        });
    }

    // Lookups to any table, such as the regarding of a system job, point to new tables without anybody saying so.
    private void Unlink(string target)
    {
        foreach (var table in _platform.Catalog.Tables.ToList())
        {
            var lost = table.ManyToOne.Where(r => string.Equals(r.ReferencedTable, target, StringComparison.Ordinal) && !_relationshipsOfOthers.Contains(r.SchemaName)).ToList();
            if (lost.Count > 0)
            {
                Lose(table, [], [], lost, [.. table.ManyToOne.Except(lost)]);
            }
        }
    }

    private static ColumnDefinition WithoutTargets(ColumnDefinition column, List<RelationshipDefinition> lost, List<RelationshipDefinition> left)
    {
        var gone = lost.Where(r => string.Equals(r.ReferencingColumn, column.LogicalName, StringComparison.Ordinal)).Select(r => r.ReferencedTable)
            .Except(left.Where(r => string.Equals(r.ReferencingColumn, column.LogicalName, StringComparison.Ordinal)).Select(r => r.ReferencedTable), StringComparer.Ordinal)
            .ToList();
        return gone.Count == 0 ? column : column with { Targets = [.. column.Targets.Except(gone, StringComparer.Ordinal)] };
    }

    // An option goes when this solution alone had it and has it no more; rows keep the number they have.
    private ColumnDefinition WithoutOptions(TableDefinition table, ColumnDefinition column)
    {
        if (column.Options.Count == 0 || Definition(_old.Tables, table, column) is not { } former)
        {
            return column;
        }

        var staying = _kept.Where(t => string.Equals(t.LogicalName, table.LogicalName, StringComparison.Ordinal))
            .SelectMany(t => t.TryColumn(column.LogicalName, out var kept) ? kept.Options : []).Select(o => o.Value).ToHashSet();
        var gone = former.Options.Select(o => o.Value).Where(v => !staying.Contains(v)).ToHashSet();
        return staying.Count == 0 || gone.Count == 0 ? column : column with { Options = [.. column.Options.Where(o => !gone.Contains(o.Value))] };
    }

    private static ColumnDefinition? Definition(IEnumerable<TableDefinition> tables, TableDefinition table, ColumnDefinition column) =>
        tables.FirstOrDefault(t => string.Equals(t.LogicalName, table.LogicalName, StringComparison.Ordinal)) is { } found && found.TryColumn(column.LogicalName, out var definition) ? definition : null;

    private static HashSet<string> Gone(IEnumerable<string> had, IEnumerable<string> has)
    {
        var gone = had.ToHashSet(StringComparer.OrdinalIgnoreCase);
        gone.ExceptWith(has);
        return gone;
    }

    private void CheckKeys(TableDefinition known, HashSet<string> columns, HashSet<string> keys)
    {
        if (known.Keys.FirstOrDefault(k => !keys.Contains(k.LogicalName) && k.Columns.Any(columns.Contains)) is { } key)
        {
            throw new SolutionImportException(
                $"'{_old.UniqueName}' cannot let go of the column '{key.Columns.First(columns.Contains)}' of '{known.LogicalName}': the alternate key '{key.LogicalName}' needs it. Drop the key first.");
        }
    }

    private void CheckNothingPointsToThem()
    {
        var names = _tables.Select(t => t.LogicalName).ToHashSet(StringComparer.Ordinal);
        foreach (var table in _platform.Catalog.Tables)
        {
            if (table.ManyToOne.FirstOrDefault(r => names.Contains(r.ReferencedTable)) is { } relationship)
            {
                throw new SolutionImportException(
                    $"'{_old.UniqueName}' cannot let go of the table '{relationship.ReferencedTable}': the lookup '{relationship.ReferencingColumn}' of '{table.LogicalName}' points to it (relationship {relationship.SchemaName}). Take the lookup away first.");
            }
        }

        if (_platform.Catalog.ManyToMany.FirstOrDefault(m => names.Contains(m.Table1) || names.Contains(m.Table2)) is { } many)
        {
            throw new SolutionImportException($"'{_old.UniqueName}' cannot let go of the table '{(names.Contains(many.Table1) ? many.Table1 : many.Table2)}': the relationship {many.SchemaName} links it. Take the relationship away first.");
        }
    }
}
