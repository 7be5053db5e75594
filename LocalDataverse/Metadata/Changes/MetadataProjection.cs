using System;
using System.Collections;
using System.Linq;
using System.Reflection;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.Metadata.Changes;

/// <summary>Leaves of metadata what a RetrieveMetadataChanges query asks for.</summary>
internal static class MetadataProjection
{
    // What is always there: without it nobody could say what an item is.
    private static readonly string[] Always = ["MetadataId", "HasChanged", "LogicalName", "SchemaName", "EntityLogicalName", "AttributeType", "AttributeTypeName", "RelationshipType"];

    /// <summary>Refuses names that no class of the kind has.</summary>
    public static void Check(MetadataPropertiesExpression? properties, Type kind)
    {
        var unknown = properties?.PropertyNames.FirstOrDefault(n => !MetadataShape.Family(kind).Any(t => MetadataShape.Of(t).ContainsKey(n)));
        if (unknown is not null)
            throw Fault.InvalidArgument($"'{unknown}' is no property of {kind.Name}. Names mind their case: LogicalName, DisplayName.");
    }

    /// <summary>Whether a property is asked for.</summary>
    public static bool Wants(MetadataPropertiesExpression? properties, string name) => properties is { AllProperties: true } || properties?.PropertyNames.Contains(name) == true;

    /// <summary>The item with what is asked for and nothing else.</summary>
    public static T Take<T>(T item, MetadataPropertiesExpression? properties)
        where T : MetadataBase
    {
        if (properties is { AllProperties: true })
            return item;
        var taken = (T)Activator.CreateInstance(item.GetType(), nonPublic: true)!;
        foreach (var (name, property) in MetadataShape.Of(item.GetType()))
        {
            var isWanted = Always.Contains(name, StringComparer.Ordinal) && (name != "SchemaName" || item is RelationshipMetadataBase);
            if (isWanted || Wants(properties, name))
                SdkValue.Set(taken, name, property.GetValue(item));
        }

        return taken;
    }

    /// <summary>Leaves of all labels inside an item those in some languages; none named leaves all.</summary>
    public static void KeepLanguages(object? item, LabelQueryExpression? labels)
    {
        if (labels is { MissingLabelBehavior: not (null or 0) })
            throw Fault.NotSupported($"MissingLabelBehavior {labels.MissingLabelBehavior}", "Leave it out: languages a label lacks are left out.");
        if (labels is { FilterLanguages.Count: > 0 })
            Keep(item, labels);
    }

    private static void Keep(object? item, LabelQueryExpression labels)
    {
        switch (item)
        {
            case Label label:
                foreach (var other in label.LocalizedLabels.Where(l => !labels.FilterLanguages.Contains(l.LanguageCode)).ToList())
                    label.LocalizedLabels.Remove(other);
                if (label.UserLocalizedLabel is { } user && !labels.FilterLanguages.Contains(user.LanguageCode))
                    label.UserLocalizedLabel = null;
                break;
            case IEnumerable items and not string:
                foreach (var one in items)
                    Keep(one, labels);
                break;
            case MetadataBase or AssociatedMenuConfiguration:
                foreach (PropertyInfo property in MetadataShape.Of(item.GetType()).Values.Where(p => !MetadataShape.IsSimple(p.PropertyType)))
                    Keep(property.GetValue(item), labels);
                break;
        }
    }
}
