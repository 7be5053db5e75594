namespace Microsoft.Xrm.Sdk;

/// <summary>Reads the typed face of a request or response out of its parameters.</summary>
internal static class ParameterReader
{
    /// <summary>Absent and null both read as the default; a value of another type fails the cast rather than vanish.</summary>
    internal static T Read<T>(this DataCollection<string, object> parameters, string name) =>
        parameters.TryGetValue(name, out object value) && value != null ? (T)value : default;
}
