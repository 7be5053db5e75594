using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Runtime.CompilerServices;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.WebApi.Model;

/// <summary>The tables of an organisation as the Web API shows them. Made anew when a solution changes the catalog.</summary>
internal sealed class WebApiModel
{
    private static readonly ConditionalWeakTable<object, WebApiModel> Models = [];

    private readonly MetadataCatalog catalog;
    private readonly Dictionary<string, TableDefinition> sets;
    private readonly Dictionary<string, TableModel> tables = new(StringComparer.Ordinal);

    private WebApiModel(MetadataCatalog catalog)
    {
        this.catalog = catalog;
        sets = catalog.Tables.Where(t => t.EntitySetName.Length > 0).ToDictionary(t => t.EntitySetName, StringComparer.Ordinal);
    }

    /// <summary>The model of an organisation; the gate is held by the caller.</summary>
    public static WebApiModel Of(Platform platform) => Models.GetValue(platform.Catalog.Snapshot(), _ => new WebApiModel(platform.Catalog));

    /// <summary>The names of all entity sets, in order.</summary>
    public IEnumerable<string> SetNames => sets.Keys.Order(StringComparer.Ordinal);

    /// <summary>Finds a table by the name of its entity set.</summary>
    public bool TrySet(string name, [NotNullWhen(true)] out TableModel? table)
    {
        table = sets.TryGetValue(name, out var definition) ? Table(definition.LogicalName) : null;
        return table is not null;
    }

    /// <summary>The table with a logical name.</summary>
    /// <exception cref="System.ServiceModel.FaultException">There is none.</exception>
    public TableModel Table(string logicalName)
    {
        if (!tables.TryGetValue(logicalName, out var model))
            tables[logicalName] = model = new TableModel(catalog.Table(logicalName), catalog);
        return model;
    }

    /// <summary>Whether the organisation has a table; lookups may point to tables it lacks.</summary>
    public bool Has(string logicalName) => catalog.TryTable(logicalName, out _);
}
