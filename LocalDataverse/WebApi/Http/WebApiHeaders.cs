using System;
using System.Collections;
using System.Collections.Generic;

namespace Smarketing.LocalDataverse.WebApi.Http;

/// <summary>The headers of a request or an answer; names without regard to case, a repeated header as one list.</summary>
internal sealed class WebApiHeaders : IEnumerable<KeyValuePair<string, string>>
{
    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The value of a header; null when it is not there.</summary>
    public string? this[string name]
    {
        get => values.GetValueOrDefault(name);
        set
        {
            if (value is null)
                values.Remove(name);
            else
                values[name] = value;
        }
    }

    /// <summary>Adds a header, or a further value to one that is there.</summary>
    public void Add(string name, string value) =>
        values[name] = values.TryGetValue(name, out var before) ? before + ", " + value : value;

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
