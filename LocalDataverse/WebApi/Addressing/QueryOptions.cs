using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Addressing;

/// <summary>The query options of an address, decoded.</summary>
internal sealed class QueryOptions
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "$select", "$filter", "$expand", "$orderby", "$top", "$count", "$apply", "$skiptoken", "$id", "$format",
    };

    private readonly Dictionary<string, string> options;

    private QueryOptions(Dictionary<string, string> options) => this.options = options;

    public static QueryOptions None { get; } = new(new(StringComparer.Ordinal));

    /// <summary>The value of an option; null when it is not there.</summary>
    public string? this[string name] => options.GetValueOrDefault(name);

    /// <summary>All options.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => options;

    /// <summary>The values of parameter aliases: <c>@p1</c> → text of a literal.</summary>
    public IEnumerable<KeyValuePair<string, string>> Aliases => options.Where(o => o.Key.StartsWith('@'));

    /// <summary>Reads what follows the question mark.</summary>
    /// <exception cref="WebApiException">An option is given twice, or nobody knows it.</exception>
    public static QueryOptions Read(string query)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = WebUtility.UrlDecode(equals < 0 ? part : part[..equals]).Trim();
            if (name == "$skip")
                throw WebApiException.Query("The query parameter $skip is not supported. Follow @odata.nextLink instead; Prefer: odata.maxpagesize sets the size of a page.");
            if (name.StartsWith('$') && !Known.Contains(name))
                throw WebApiException.Query($"The query parameter '{name}' is not supported. Use {string.Join(", ", Known.Order(StringComparer.Ordinal))}.");
            if (!read.TryAdd(name, equals < 0 ? "" : WebUtility.UrlDecode(part[(equals + 1)..])))
                throw WebApiException.Query($"The query parameter '{name}' is given twice. Give it once.");
        }

        return new QueryOptions(read);
    }

    /// <summary>These options and no others.</summary>
    public QueryOptions Only(params string[] names) =>
        new(options.Where(o => names.Contains(o.Key, StringComparer.Ordinal)).ToDictionary(o => o.Key, o => o.Value, StringComparer.Ordinal));

    /// <summary>Refuses system options that make no sense here.</summary>
    public void Allow(params string[] names)
    {
        foreach (var name in options.Keys)
        {
            if (name.StartsWith('$') && !names.Contains(name, StringComparer.Ordinal))
                throw WebApiException.Query($"The query parameter '{name}' does not apply here. {(names.Length == 0 ? "This address takes none." : $"This address takes {string.Join(", ", names)}.")}");
        }
    }
}
