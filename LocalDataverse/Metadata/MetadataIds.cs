using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>What a MetadataId belongs to, for one state of the catalog.</summary>
internal sealed class MetadataIds
{
    private static readonly ConditionalWeakTable<object, MetadataIds> Known = [];

    private readonly Dictionary<Guid, TableDefinition> tables = [];
    private readonly Dictionary<Guid, (TableDefinition Table, ColumnDefinition Column)> columns = [];
    private readonly Dictionary<Guid, (TableDefinition Table, KeyDefinition Key)> keys = [];
    private readonly Dictionary<Guid, string> relationships = [];
    private readonly Dictionary<Guid, GlobalChoiceDefinition> choices = [];

    private MetadataIds(MetadataCatalog catalog)
    {
        foreach (var table in catalog.Tables)
        {
            tables[SdkTable.IdOf(table.LogicalName)] = table;
            foreach (var column in table.Columns)
                columns[SdkColumn.IdOf(table, column)] = (table, column);
            foreach (var key in table.Keys)
                keys[SdkTable.IdOf(table, key)] = (table, key);
            foreach (var relationship in table.ManyToOne)
                relationships[SdkRelationship.IdOf(relationship.SchemaName)] = relationship.SchemaName;
        }

        foreach (var relationship in catalog.ManyToMany)
            relationships[SdkRelationship.IdOf(relationship.SchemaName)] = relationship.SchemaName;
        foreach (var choice in catalog.Choices)
            choices[SdkChoice.IdOf(choice.Name)] = choice;
    }

    /// <summary>The ids of what the catalog holds now; made when first asked.</summary>
    public static MetadataIds Of(MetadataCatalog catalog) => Known.GetValue(catalog.Snapshot(), _ => new MetadataIds(catalog));

    public TableDefinition? Table(Guid id) => tables.GetValueOrDefault(id);

    public (TableDefinition Table, ColumnDefinition Column)? Column(Guid id) => columns.TryGetValue(id, out var found) ? found : null;

    public (TableDefinition Table, KeyDefinition Key)? Key(Guid id) => keys.TryGetValue(id, out var found) ? found : null;

    public string? Relationship(Guid id) => relationships.GetValueOrDefault(id);

    public GlobalChoiceDefinition? Choice(Guid id) => choices.GetValueOrDefault(id);
}
