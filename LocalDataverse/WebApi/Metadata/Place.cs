using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Filter;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Metadata;

/// <summary>Where an address has led so far among the definitions.</summary>
/// <param name="Type">The type of what is there.</param>
/// <param name="Items">What is there; read when somebody looks.</param>
internal sealed record Place(Type Type, IEnumerable<object> Items)
{
    public bool IsCollection { get; init; } = true;

    /// <summary>A plain value, which has no properties of its own to choose from.</summary>
    public bool IsValue { get; init; }

    /// <summary>The address, as the context of the answer names it.</summary>
    public string Context { get; init; } = "";

    /// <summary>The one item that the parentheses of a segment name; here without them.</summary>
    /// <exception cref="WebApiException">There is no such item (404).</exception>
    public Place At(PathSegment segment)
    {
        if (segment.Arguments is not { } arguments)
            return this;
        if (!IsCollection)
            throw WebApiException.NoResource($"{segment.Name}({arguments})");
        var key = MetadataKey.Read(arguments);
        if (!MetadataType.Of(Type).Properties.TryGetValue(key.Property, out var property) || key.Property is not ("LogicalName" or "SchemaName" or "MetadataId" or "Name"))
            throw WebApiException.Query($"'{arguments}' names no {Type.Name}. Write {string.Join(" or ", MetadataKey.Of(Type).Select(k => k == "MetadataId" ? "the MetadataId" : $"{k}='…'"))}.");
        var item = Items.FirstOrDefault(i => Equals(property.GetValue(i), key.Value))
            ?? throw new WebApiException(404, "0x80040217", $"Could not find a {Type.Name} with {key.Property} {key.Value}. Import the solution that holds it, or correct the name.");
        return this with { Items = [item], IsCollection = false };
    }

    /// <summary>What a segment leads to: a cast, a property or a navigation property.</summary>
    public Place Into(PathSegment segment)
    {
        if (segment.Name.StartsWith(PathSegment.Namespace, StringComparison.Ordinal))
            return Cast(segment);
        var model = MetadataType.Of(Type);
        if (IsCollection || IsValue || !model.Has(segment.Name))
            throw IsCollection || IsValue ? WebApiException.NoResource(segment.Name) : model.NoProperty(segment.Name);
        var item = Items.First();
        if (!model.Navigation.Contains(segment.Name))
            return new Place(model.Properties[segment.Name].PropertyType, model.Properties[segment.Name].GetValue(item) is { } value ? [value] : []) { IsCollection = false, IsValue = true };
        return MetadataType.Follow(item, segment.Name) switch
        {
            null => new Place(model.Target(segment.Name), []) { IsCollection = model.IsCollection(segment.Name) },
            Array items => new Place(model.Target(segment.Name), items.Cast<object>()),
            var one => new Place(model.Target(segment.Name), [one]) { IsCollection = false },
        };
    }

    private Place Cast(PathSegment segment)
    {
        var type = MetadataType.Cast(Type, segment.ShortName);
        if (type.IsAbstract && typeof(AttributeMetadata).IsAssignableFrom(type))
            throw WebApiException.Query($"Columns cannot be cast to '{segment.Name}', which is abstract. Cast to PicklistAttributeMetadata, StateAttributeMetadata or another of its kind.");
        var items = Items.Where(type.IsInstanceOfType);
        if (!IsCollection && !items.Any())
            throw new WebApiException(404, "0x80040217", $"What the address names is no {type.Name} but a {Items.First().GetType().Name}.");
        return new Place(type, items) { IsCollection = IsCollection };
    }
}

/// <summary>A key among the definitions.</summary>
internal sealed record MetadataKey(string Property, object? Value)
{
    /// <summary>Reads <c>LogicalName='lead'</c>, or a MetadataId.</summary>
    public static MetadataKey Read(string arguments)
    {
        var equals = arguments.IndexOf('=', StringComparison.Ordinal);
        var value = FilterParser.ParseValue(equals < 0 ? arguments : arguments[(equals + 1)..]);
        if (value is not LiteralNode { Value: string or Guid } literal || (equals < 0 && literal.Value is not Guid))
            throw WebApiException.Query($"Bad Request - Error in query syntax: '{arguments}' is no key. Write LogicalName='lead' or a MetadataId.");
        return new MetadataKey(equals < 0 ? "MetadataId" : arguments[..equals].Trim(), literal.Value);
    }

    /// <summary>The properties by which items of a type are named.</summary>
    public static IEnumerable<string> Of(Type type) => typeof(RelationshipMetadataBase).IsAssignableFrom(type) ? ["SchemaName", "MetadataId"]
        : typeof(OptionSetMetadataBase).IsAssignableFrom(type) ? ["Name", "MetadataId"]
        : ["LogicalName", "MetadataId"];
}
