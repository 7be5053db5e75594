using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>The tables, relationships and global choices of one organisation.</summary>
/// <remarks>
/// Readers never wait: each change swaps in a new dictionary. A change that must be undone with its transaction is undone by
/// <see cref="Restore"/> to what <see cref="Snapshot"/> gave before.
/// </remarks>
internal sealed class MetadataCatalog
{
    private readonly Lock gate = new();
    private volatile Content content = new(
        new Dictionary<string, TableDefinition>(StringComparer.Ordinal),
        new Dictionary<string, ManyToManyDefinition>(StringComparer.OrdinalIgnoreCase),
        [],
        new Dictionary<string, GlobalChoiceDefinition>(StringComparer.OrdinalIgnoreCase));

    /// <summary>All tables, in no particular order.</summary>
    public IReadOnlyCollection<TableDefinition> Tables => content.Tables.Values;

    /// <summary>All many-to-many relationships.</summary>
    public IReadOnlyCollection<ManyToManyDefinition> ManyToMany => content.ManyToMany.Values;

    /// <summary>The attribute maps that solutions brought, later ones last.</summary>
    public IReadOnlyList<AttributeMap> AttributeMaps => content.AttributeMaps;

    /// <summary>All global choices.</summary>
    public IReadOnlyCollection<GlobalChoiceDefinition> Choices => content.Choices.Values;

    /// <summary>The table with this logical name.</summary>
    /// <exception cref="System.ServiceModel.FaultException">There is no such table (0x80041102).</exception>
    public TableDefinition Table(string name) => TryTable(name, out var table) ? table : throw Fault.UnknownTable(name);

    /// <summary>Finds the table with this logical name.</summary>
    public bool TryTable(string? name, [NotNullWhen(true)] out TableDefinition? table)
    {
        table = null;
        return !string.IsNullOrEmpty(name) && content.Tables.TryGetValue(name, out table);
    }

    /// <summary>The relationships in which a table is the referenced side.</summary>
    public IEnumerable<RelationshipDefinition> OneToMany(string table) =>
        content.Tables.Values.SelectMany(t => t.ManyToOne).Where(r => string.Equals(r.ReferencedTable, table, StringComparison.Ordinal));

    /// <summary>Adds a table.</summary>
    /// <exception cref="ArgumentException">A table of that name exists; use <see cref="Merge(TableDefinition)"/>.</exception>
    public void Add(TableDefinition table)
    {
        lock (gate)
        {
            if (content.Tables.ContainsKey(table.LogicalName))
                throw new ArgumentException($"The table '{table.LogicalName}' exists already. Merge into it instead.", nameof(table));
            Put(table);
        }
    }

    /// <summary>
    /// Adds a table, or, when it exists, adds or replaces its columns, keys and relationships by those given; what the
    /// given definition does not name stays as it is. Returns the result.
    /// </summary>
    public TableDefinition Merge(TableDefinition table)
    {
        lock (gate)
        {
            if (content.Tables.TryGetValue(table.LogicalName, out var old))
            {
                table = old.With(table.Columns, table.Keys, table.ManyToOne) with
                {
                    DisplayName = old.DisplayName.With(table.DisplayName),
                    DisplayCollectionName = old.DisplayCollectionName.With(table.DisplayCollectionName),
                    Description = old.Description.With(table.Description),
                };
            }

            Put(table);
            return table;
        }
    }

    /// <summary>Adds or replaces a many-to-many relationship.</summary>
    public void Merge(ManyToManyDefinition relationship)
    {
        lock (gate)
        {
            var all = new Dictionary<string, ManyToManyDefinition>(content.ManyToMany, StringComparer.OrdinalIgnoreCase)
            {
                [relationship.SchemaName] = relationship,
            };
            content = content with { ManyToMany = all };
        }
    }

    /// <summary>Adds or replaces a global choice.</summary>
    public void Merge(GlobalChoiceDefinition choice)
    {
        lock (gate)
            content = content with { Choices = new Dictionary<string, GlobalChoiceDefinition>(content.Choices, StringComparer.OrdinalIgnoreCase) { [choice.Name] = choice } };
    }

    /// <summary>Forgets a global choice.</summary>
    public void RemoveChoice(string name)
    {
        lock (gate)
        {
            var all = new Dictionary<string, GlobalChoiceDefinition>(content.Choices, StringComparer.OrdinalIgnoreCase);
            all.Remove(name);
            content = content with { Choices = all };
        }
    }

    /// <summary>Puts a table in place of the one of that name, columns that it lacks included.</summary>
    public void Replace(TableDefinition table)
    {
        lock (gate)
            Put(table);
    }

    /// <summary>Forgets a table.</summary>
    public void Remove(string table)
    {
        lock (gate)
        {
            var all = new Dictionary<string, TableDefinition>(content.Tables, StringComparer.Ordinal);
            all.Remove(table);
            content = content with { Tables = all };
        }
    }

    /// <summary>Forgets a many-to-many relationship.</summary>
    public void RemoveManyToMany(string schemaName)
    {
        lock (gate)
        {
            var all = new Dictionary<string, ManyToManyDefinition>(content.ManyToMany, StringComparer.OrdinalIgnoreCase);
            all.Remove(schemaName);
            content = content with { ManyToMany = all };
        }
    }

    /// <summary>Adds attribute maps; one that is known already moves to the end.</summary>
    public void Merge(IReadOnlyList<AttributeMap> maps)
    {
        lock (gate)
            content = content with { AttributeMaps = [.. content.AttributeMaps.Except(maps), .. maps] };
    }

    /// <summary>What is known now, to go back to if a change fails half-way.</summary>
    public object Snapshot() => content;

    /// <summary>Goes back to what <see cref="Snapshot"/> gave.</summary>
    public void Restore(object snapshot) => content = (Content)snapshot;

    private void Put(TableDefinition table)
    {
        var all = new Dictionary<string, TableDefinition>(content.Tables, StringComparer.Ordinal) { [table.LogicalName] = table };
        content = content with { Tables = all };
    }

    private sealed record Content(
        Dictionary<string, TableDefinition> Tables,
        Dictionary<string, ManyToManyDefinition> ManyToMany,
        IReadOnlyList<AttributeMap> AttributeMaps,
        Dictionary<string, GlobalChoiceDefinition> Choices);
}
