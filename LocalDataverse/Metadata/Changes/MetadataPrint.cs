using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;

namespace Smarketing.LocalDataverse.Metadata.Changes;

/// <summary>
/// The fingerprints of everything a catalog holds, by MetadataId. Two of them say what changed from one state of the catalog to
/// another; the same catalog has the same prints in every process.
/// </summary>
internal sealed class MetadataPrint
{
    private static readonly ConditionalWeakTable<object, MetadataPrint> Known = [];
    private static readonly ConditionalWeakTable<TableDefinition, List<Item>> OfTables = [];
    private static readonly JsonSerializerOptions Options = new()
    {
        // What follows from the rest is not printed, nor are the parts of a table, which have prints of their own.
        IgnoreReadOnlyProperties = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutParts } },
    };

    private MetadataPrint(IEnumerable<Item> items)
    {
        Items = items.ToDictionary(i => i.Id);
        var all = new StringBuilder();
        foreach (var item in Items.Values.OrderBy(i => i.Id))
            all.Append(CultureInfo.InvariantCulture, $"{item.Id:N}{item.Print}");
        Number = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString()))) & long.MaxValue;
    }

    /// <summary>Tables, columns, keys, relationships and global choices.</summary>
    public IReadOnlyDictionary<Guid, Item> Items { get; }

    /// <summary>The print of the whole.</summary>
    public long Number { get; }

    /// <summary>The prints of what the catalog holds now; made when first asked.</summary>
    public static MetadataPrint Of(MetadataCatalog catalog) => Known.GetValue(catalog.Snapshot(), _ => new MetadataPrint(Everything(catalog)));

    private static IEnumerable<Item> Everything(MetadataCatalog catalog)
    {
        foreach (var table in catalog.Tables)
        {
            foreach (var item in OfTables.GetValue(table, ItemsOf))
                yield return item;
        }

        foreach (var relationship in catalog.ManyToMany)
            yield return new Item(SdkRelationship.IdOf(relationship.SchemaName), DeletedMetadataFilters.Relationship, Print(relationship));
        foreach (var choice in catalog.Choices)
            yield return new Item(SdkChoice.IdOf(choice.Name), DeletedMetadataFilters.OptionSet, Print(choice));
    }

    private static List<Item> ItemsOf(TableDefinition table) =>
    [
        new Item(SdkTable.IdOf(table.LogicalName), DeletedMetadataFilters.Entity, Print(table)),
        .. table.Columns.Select(c => new Item(SdkColumn.IdOf(table, c), DeletedMetadataFilters.Attribute, Print(c))),
        .. table.Keys.Select(k => new Item(SdkTable.IdOf(table, k), null, Print(k))),
        .. table.ManyToOne.Select(r => new Item(SdkRelationship.IdOf(r.SchemaName), DeletedMetadataFilters.Relationship, Print(r))),
    ];

    private static string Print<T>(T definition) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(definition, Options)).AsSpan(0, 16));

    private static void LeaveOutParts(JsonTypeInfo type)
    {
        if (type.Type != typeof(TableDefinition))
            return;
        foreach (var property in type.Properties)
        {
            if (property.Name is nameof(TableDefinition.Columns) or nameof(TableDefinition.Keys) or nameof(TableDefinition.ManyToOne))
                property.ShouldSerialize = (_, _) => false;
        }
    }

    /// <summary>The print of one thing.</summary>
    /// <param name="Id">Its MetadataId.</param>
    /// <param name="Kind">What its deletion is called; null for keys, whose deletion the platform does not tell.</param>
    /// <param name="Print">Its print.</param>
    internal sealed record Item(Guid Id, DeletedMetadataFilters? Kind, string Print);
}
