using System;
using System.Linq;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Xrm.Sdk;

namespace Smarketing.LocalDataverse.Metadata;

/// <summary>What the SDK's metadata classes need to be filled from outside: most of what they tell, only the platform may set.</summary>
internal static class SdkValue
{
    /// <summary>Sets a property whose setter is not public.</summary>
    public static void Set(object metadata, string property, object? value)
    {
        // The setter is private to the class that declares the property.
        var declared = metadata.GetType().GetProperty(property, BindingFlags.Instance | BindingFlags.Public)!;
        declared = declared.DeclaringType!.GetProperty(property, BindingFlags.Instance | BindingFlags.Public)!;
        declared.GetSetMethod(nonPublic: true)!.Invoke(metadata, [value]);
    }

    /// <summary>The texts known, and the one for the user.</summary>
    public static Label Label(LocalizedText text, int userLanguage)
    {
        var labels = text.Texts.OrderBy(t => t.Key).Select(t => new LocalizedLabel(t.Value, t.Key)).ToArray();
        var user = Array.Find(labels, l => l.LanguageCode == userLanguage) ?? Array.Find(labels, l => l.LanguageCode == 1033) ?? labels.FirstOrDefault();
        return new Label(user, labels);
    }

    /// <summary>A managed property with a flag.</summary>
    public static BooleanManagedProperty Flag(bool value, string name)
    {
        var flag = new BooleanManagedProperty(value);
        Set(flag, nameof(flag.ManagedPropertyLogicalName), name);
        return flag;
    }

    /// <summary>The same id for the same name, on every machine.</summary>
    public static Guid Id(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
