using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Model;

/// <summary>A table as the Web API shows it: an entity type with properties and navigation properties.</summary>
internal sealed class TableModel
{
    private readonly Dictionary<string, ColumnDefinition> properties = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NavigationProperty> navigation = new(StringComparer.Ordinal);

    public TableModel(TableDefinition table, MetadataCatalog catalog)
    {
        Table = table;
        foreach (var column in table.Columns.Where(IsShown))
            properties[PropertyOf(column)] = column;
        foreach (var property in NavigationNames.Single(table, catalog)
            .Concat(NavigationNames.Collections(catalog.OneToMany(table.LogicalName)))
            .Concat(NavigationNames.ManyToMany(table.LogicalName, catalog.ManyToMany.Where(m => catalog.TryTable(m.IntersectTable, out _)))))
        {
            navigation.TryAdd(property.Name, property);
        }
    }

    public TableDefinition Table { get; }

    public string Name => Table.LogicalName;

    /// <summary>The name of its rows in addresses.</summary>
    public string SetName => Table.EntitySetName;

    /// <summary>The name of its type.</summary>
    public string TypeName => PathSegment.Namespace + Name;

    /// <summary>Its properties by name; a lookup is <c>_name_value</c>.</summary>
    public IReadOnlyDictionary<string, ColumnDefinition> Properties => properties;

    /// <summary>Its navigation properties by name.</summary>
    public IReadOnlyDictionary<string, NavigationProperty> Navigation => navigation;

    /// <summary>The name of a column's property.</summary>
    public static string PropertyOf(ColumnDefinition column) => column.IsLookup ? $"_{column.LogicalName}_value" : column.LogicalName;

    /// <summary>The column behind a property.</summary>
    /// <exception cref="WebApiException">There is no such property.</exception>
    public ColumnDefinition Property(string name) => properties.TryGetValue(name, out var column) ? column : throw WebApiException.NoProperty(this, name);

    /// <summary>Finds a navigation property.</summary>
    public bool TryNavigation(string name, [NotNullWhen(true)] out NavigationProperty? property) => navigation.TryGetValue(name, out property);

    /// <summary>The navigation property that leads along a lookup to a table; null when none does.</summary>
    public NavigationProperty? Lookup(string column, string? target) =>
        navigation.Values.FirstOrDefault(n => n.Kind == NavigationKind.Single && n.Column == column && (target is null || n.LeadsTo(target)));

    /// <summary>What a mistaken name probably meant.</summary>
    public string Hint(string name)
    {
        if (Table.TryColumn(name, out var column) && column.IsLookup)
            return $" A lookup is read as '{PropertyOf(column)}' and set as '{string.Join("', '", navigation.Values.Where(n => n.Kind == NavigationKind.Single && n.Column == name).Select(n => n.Name + "@odata.bind").Take(3))}'.";
        var near = properties.Keys.Concat(navigation.Keys).FirstOrDefault(p => string.Equals(p, name, StringComparison.OrdinalIgnoreCase));
        return near is null ? "" : $" Names mind their case; did you mean '{near}'?";
    }

    // Names and types that come with a lookup are annotations here, and participants are rows of their own.
    private static bool IsShown(ColumnDefinition column) => column.IsValidForRead && column.Type switch
    {
        ColumnType.PartyList or ColumnType.Virtual or ColumnType.ManagedProperty or ColumnType.File => false,
        ColumnType.EntityName => column.AttributeOf is null || column.LogicalName == "objecttypecode",
        _ => true,
    };
}
