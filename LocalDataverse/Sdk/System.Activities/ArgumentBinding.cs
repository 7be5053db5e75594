using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace System.Activities;

/// <summary>An argument of an activity under the name of the public property that holds it.</summary>
internal sealed class ArgumentBinding
{
    private ArgumentBinding(PropertyInfo property, Argument argument)
    {
        Name = property.Name;
        Argument = argument;
        IsRequired = property.IsDefined(typeof(RequiredArgumentAttribute), inherit: true);
    }

    internal string Name { get; }

    internal Argument Argument { get; }

    internal bool IsRequired { get; }

    internal bool TakesInput => Argument.Direction != ArgumentDirection.Out;

    internal bool GivesOutput => Argument.Direction != ArgumentDirection.In;

    /// <summary>Every public argument property; one that nobody filled gets an empty argument, as the workflow runtime does.</summary>
    internal static IReadOnlyList<ArgumentBinding> Of(Activity activity) =>
        activity.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => typeof(Argument).IsAssignableFrom(property.PropertyType) && property.CanRead && property.GetIndexParameters().Length == 0)
            .Select(property => new ArgumentBinding(property, ArgumentIn(activity, property)))
            .ToList();

    private static Argument ArgumentIn(Activity activity, PropertyInfo property)
    {
        if (property.GetValue(activity) is Argument present) return present;
        if (!property.CanWrite || property.PropertyType.IsAbstract)
        {
            throw new InvalidWorkflowException(
                $"'{activity.DisplayName}': the argument '{property.Name}' is empty and cannot be created. Give it a setter and a concrete argument type, or fill it in the constructor.");
        }

        var created = (Argument)Activator.CreateInstance(property.PropertyType);
        property.SetValue(activity, created);
        return created;
    }
}
