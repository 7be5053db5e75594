using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>
/// A table with its columns, keys and the relationships in which it is the referencing side. Immutable:
/// the catalog replaces it when a solution adds to it.
/// </summary>
internal sealed record TableDefinition
{
    private readonly IReadOnlyList<ColumnDefinition> columns = Array.Empty<ColumnDefinition>();
    private readonly Dictionary<string, ColumnDefinition> columnsByName = new(StringComparer.Ordinal);

    /// <summary>Lower-case name used in code and queries.</summary>
    public required string LogicalName { get; init; }

    /// <summary>Name with casing.</summary>
    public required string SchemaName { get; init; }

    /// <summary>Name in OData addresses; empty when the table has none.</summary>
    public string EntitySetName { get; init; } = "";

    /// <summary>The platform's number for the table; 0 when it differs per organisation.</summary>
    public int ObjectTypeCode { get; init; }

    /// <summary>What people call one row.</summary>
    public LocalizedText DisplayName { get; init; } = LocalizedText.Empty;

    /// <summary>What people call several rows.</summary>
    public LocalizedText DisplayCollectionName { get; init; } = LocalizedText.Empty;

    /// <summary>What the table is for.</summary>
    public LocalizedText Description { get; init; } = LocalizedText.Empty;

    /// <summary>Logical name of the primary id column.</summary>
    public required string PrimaryId { get; init; }

    /// <summary>Logical name of the primary name column; null when the table has none.</summary>
    public string? PrimaryName { get; init; }

    /// <summary>Who owns the rows.</summary>
    public TableOwnership Ownership { get; init; }

    /// <summary>The rows are activities (e-mail, phone call …).</summary>
    public bool IsActivity { get; init; }

    /// <summary>A row goes from one status only to those its option names.</summary>
    public bool EnforcesTransitions { get; init; }

    /// <summary>Added by a solution rather than by the platform.</summary>
    public bool IsCustom { get; init; }

    /// <summary>All columns, in the order of definition.</summary>
    public required IReadOnlyList<ColumnDefinition> Columns
    {
        get => columns;
        init
        {
            columns = value;
            columnsByName = new Dictionary<string, ColumnDefinition>(value.Count, StringComparer.Ordinal);
            foreach (var column in value)
            {
                if (!columnsByName.TryAdd(column.LogicalName, column))
                    throw new ArgumentException($"The column '{column.LogicalName}' is defined twice. Define each column once.", nameof(value));
            }
        }
    }

    /// <summary>Alternate keys.</summary>
    public IReadOnlyList<KeyDefinition> Keys { get; init; } = Array.Empty<KeyDefinition>();

    /// <summary>Many-to-one relationships of this table's lookups.</summary>
    public IReadOnlyList<RelationshipDefinition> ManyToOne { get; init; } = Array.Empty<RelationshipDefinition>();

    /// <summary>Privileges on the table.</summary>
    public IReadOnlyList<PrivilegeDefinition> Privileges { get; init; } = Array.Empty<PrivilegeDefinition>();

    /// <summary>Names of the messages the platform offers for the table; empty = not known.</summary>
    public IReadOnlyList<string> Messages { get; init; } = Array.Empty<string>();

    /// <summary>The column with this logical name.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The table has no such column (0x80041103).</exception>
    public ColumnDefinition Column(string name) =>
        TryColumn(name, out var column) ? column : throw Fault.UnknownColumn(this, name);

    /// <summary>Finds the column with this logical name.</summary>
    public bool TryColumn(string name, [NotNullWhen(true)] out ColumnDefinition? column) => columnsByName.TryGetValue(name, out column);

    /// <summary>The primary id column.</summary>
    public ColumnDefinition PrimaryIdColumn => Column(PrimaryId);

    /// <summary>This table with columns and keys added; a column or key that exists already is replaced, so that labels and lengths can grow.</summary>
    public TableDefinition With(IEnumerable<ColumnDefinition> added, IEnumerable<KeyDefinition> keys, IEnumerable<RelationshipDefinition> relationships) =>
        this with
        {
            Columns = Replace(Columns, added, c => c.LogicalName),
            Keys = Replace(Keys, keys, k => k.LogicalName),
            ManyToOne = Replace(ManyToOne, relationships, r => r.SchemaName),
        };

    private static List<T> Replace<T>(IEnumerable<T> old, IEnumerable<T> added, Func<T, string> name)
    {
        var replacements = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in added)
            replacements[name(item)] = item;
        var result = old.Select(item => replacements.Remove(name(item), out var replacement) ? replacement : item).ToList();
        result.AddRange(replacements.Values);
        return result;
    }
}
