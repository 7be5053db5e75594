using System.Collections.Generic;
using System.Linq;

namespace System.Activities;

/// <summary>What one run of an activity holds: the values of its arguments and its extensions.</summary>
internal sealed class WorkflowRun
{
    private readonly Dictionary<Argument, object> values = new();
    private readonly IReadOnlyList<ArgumentBinding> arguments;
    private readonly IReadOnlyList<object> extensions;
    private readonly string activityName;

    internal WorkflowRun(Activity activity, IReadOnlyList<ArgumentBinding> arguments, IDictionary<string, object> inputs, IReadOnlyList<object> extensions)
    {
        activityName = activity.DisplayName;
        this.arguments = arguments;
        this.extensions = extensions;
        RefuseUnknown(inputs);
        foreach (var argument in arguments) values[argument.Argument] = InitialValue(argument, inputs);
    }

    internal object this[Argument argument]
    {
        get => values.TryGetValue(argument, out var value) ? value : throw Foreign(argument);
        set
        {
            if (!values.ContainsKey(argument)) throw Foreign(argument);
            if (!Fits(argument, value)) throw new InvalidOperationException($"'{activityName}': {Misfit(argument, value)}");
            values[argument] = value;
        }
    }

    internal T Extension<T>() where T : class => extensions.OfType<T>().FirstOrDefault();

    internal IDictionary<string, object> Outputs() =>
        arguments.Where(argument => argument.GivesOutput).ToDictionary(argument => argument.Name, argument => values[argument.Argument]);

    private object InitialValue(ArgumentBinding argument, IDictionary<string, object> inputs)
    {
        var isConstant = argument.Argument.TryGetConstant(out var constant);
        if (!argument.TakesInput) return Empty(argument.Argument);
        if (inputs.TryGetValue(argument.Name, out var input))
        {
            if (!Fits(argument.Argument, input)) throw Refused($"argument '{argument.Name}': {Misfit(argument.Argument, input)}");
            return input;
        }

        if (isConstant) return constant;
        if (argument.IsRequired) throw Refused($"Value for a required activity argument '{argument.Name}' was not supplied.");
        return Empty(argument.Argument);
    }

    private void RefuseUnknown(IDictionary<string, object> inputs)
    {
        var unknown = inputs.Keys.Where(name => !arguments.Any(argument => argument.TakesInput && argument.Name == name)).ToList();
        if (unknown.Count > 0)
        {
            throw Refused(
                $"The following keys from the input dictionary do not map to arguments and must be removed: {string.Join(", ", unknown)}. Please note that argument names are case sensitive.");
        }
    }

    private ArgumentException Refused(string why) =>
        new($"The values provided for the root activity's arguments did not satisfy the root activity's requirements: '{activityName}': {why}", "rootArgumentValues");

    private InvalidOperationException Foreign(Argument argument) =>
        new($"The argument of type '{argument.ArgumentType}' cannot be used: '{activityName}' does not declare it as a public property.");

    private static object Empty(Argument argument) =>
        argument.ArgumentType.IsValueType ? Activator.CreateInstance(argument.ArgumentType) : null;

    private static bool Fits(Argument argument, object value) =>
        value == null
            ? !argument.ArgumentType.IsValueType || Nullable.GetUnderlyingType(argument.ArgumentType) != null
            : argument.ArgumentType.IsInstanceOfType(value);

    private static string Misfit(Argument argument, object value) =>
        $"expected a value of type '{argument.ArgumentType}', but got {(value == null ? "null" : $"one of type '{value.GetType()}'")}.";
}
