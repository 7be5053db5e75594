using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.LocalDataverse.Metadata.Changes;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Metadata;

/// <summary>One of the SDK's metadata classes as an OData type: properties, and navigation properties that are read on demand.</summary>
internal sealed class MetadataType
{
    private const string GlobalOptionSet = nameof(GlobalOptionSet);
    private readonly Type type;

    private MetadataType(Type type)
    {
        this.type = type;
        // The job that builds a key's index: there is none here.
        var all = MetadataShape.Of(type).Values.Where(p => p.PropertyType != typeof(EntityReference)).ToList();
        Properties = all.Where(p => !MetadataShape.IsNavigation(p)).ToDictionary(p => p.Name, StringComparer.Ordinal);
        Navigation = all.Where(MetadataShape.IsNavigation).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        if (Navigation.Contains("OptionSet"))
            Navigation.Add(GlobalOptionSet);
    }

    /// <summary>Its name with the namespace.</summary>
    public string Name => PathSegment.Namespace + type.Name;

    public IReadOnlyDictionary<string, PropertyInfo> Properties { get; }

    /// <summary>The names of what <c>$expand</c> brings.</summary>
    public HashSet<string> Navigation { get; }

    public static MetadataType Of(Type type) => new(type);

    /// <summary>Finds the type a cast names, among those that derive from a type.</summary>
    /// <exception cref="WebApiException">There is none.</exception>
    public static Type Cast(Type from, string name) =>
        MetadataShape.Family(from).FirstOrDefault(t => t.Name == name) ?? throw WebApiException.Query(
            $"The type '{PathSegment.Namespace}{name}' defined in the type cast segment is not a derived type of '{PathSegment.Namespace}{from.Name}'. Those are {string.Join(", ", MetadataShape.Family(from).Where(t => t != from).Select(t => t.Name).Order(StringComparer.Ordinal))}.");

    public bool Has(string name) => Properties.ContainsKey(name) || Navigation.Contains(name);

    /// <summary>The type has no such property.</summary>
    public WebApiException NoProperty(string name) => WebApiException.Query(
        $"Could not find a property named '{name}' on type '{Name}'.{(Closest(name) is { } near ? $" Names mind their case; did you mean '{near}'?" : DerivedWith(name) is { } derived ? $" '{derived}' has one: cast to it, …/{PathSegment.Namespace}{derived}." : "")}");

    /// <summary>What a navigation property leads to: an item, several as an array, or null.</summary>
    public static object? Follow(object item, string name)
    {
        if (name == GlobalOptionSet)
            return Follow(item, "OptionSet") is OptionSetMetadataBase { IsGlobal: true } global ? global : null;
        return MetadataShape.Of(item.GetType()).TryGetValue(name, out var property) ? property.GetValue(item) : null;
    }

    /// <summary>The type of what a navigation property leads to.</summary>
    public Type Target(string name) => MetadataShape.ItemType(MetadataShape.Of(type)[name == GlobalOptionSet ? "OptionSet" : name].PropertyType);

    /// <summary>Whether a navigation property leads to several items.</summary>
    public bool IsCollection(string name) => name != GlobalOptionSet && MetadataShape.Of(type)[name].PropertyType.IsArray;

    private string? Closest(string name) => Properties.Keys.Concat(Navigation).FirstOrDefault(p => string.Equals(p, name, StringComparison.OrdinalIgnoreCase));

    private string? DerivedWith(string name) => MetadataShape.Family(type).FirstOrDefault(t => t != type && Of(t).Has(name))?.Name;
}
