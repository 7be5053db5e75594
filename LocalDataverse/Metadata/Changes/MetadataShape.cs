using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;

namespace Smarketing.LocalDataverse.Metadata.Changes;

/// <summary>The properties of the SDK's metadata classes, for whatever goes by their names: queries, JSON, the CSDL document.</summary>
internal static class MetadataShape
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, PropertyInfo>> Known = new();

    /// <summary>The properties of a class by name, base classes' included, in the order of their names.</summary>
    public static IReadOnlyDictionary<string, PropertyInfo> Of(Type type) => Known.GetOrAdd(type, t => new SortedDictionary<string, PropertyInfo>(
        t.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(p => p.GetIndexParameters().Length == 0 && p.IsDefined(typeof(DataMemberAttribute)))
            .ToDictionary(p => p.Name, StringComparer.Ordinal),
        StringComparer.Ordinal));

    /// <summary>The class and those that derive from it.</summary>
    public static IEnumerable<Type> Family(Type type) => type.Assembly.GetTypes().Where(t => t.IsPublic && type.IsAssignableFrom(t));

    /// <summary>Whether a property leads to other metadata that has an id of its own: columns, keys, relationships, choices.</summary>
    public static bool IsNavigation(PropertyInfo property)
    {
        var item = ItemType(property.PropertyType);
        return typeof(MetadataBase).IsAssignableFrom(item) && !typeof(OptionMetadata).IsAssignableFrom(item) && item != typeof(LocalizedLabel);
    }

    /// <summary>The type of the items of an array or collection; the type itself when it is neither.</summary>
    public static Type ItemType(Type type)
    {
        if (type == typeof(string))
            return type;
        if (type.IsArray)
            return type.GetElementType()!;
        var list = type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        return list?.GetGenericArguments()[0] ?? type;
    }

    /// <summary>What a value is compared by: the value of a managed property, of a named constant, or itself.</summary>
    /// <returns>A simple value, or <paramref name="isSimple"/> false.</returns>
    public static object? Simple(object? value, out bool isSimple)
    {
        value = value switch
        {
            ConstantsBase<string> constant => constant.Value,
            BooleanManagedProperty flag => flag.Value,
            AttributeRequiredLevelManagedProperty level => level.Value,
            _ => value,
        };
        isSimple = value is null or string or Guid or DateTime or Enum or bool or int or long or short or decimal or double;
        return value;
    }

    /// <summary>Whether values of a type can be compared.</summary>
    public static bool IsSimple(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum || type.IsPrimitive || type == typeof(string) || type == typeof(Guid) || type == typeof(DateTime) || type == typeof(decimal)
            || typeof(ConstantsBase<string>).IsAssignableFrom(type) || type == typeof(BooleanManagedProperty) || type == typeof(AttributeRequiredLevelManagedProperty);
    }
}
