using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Smarketing.Tests.Plugins.Architecture;

/// <summary>What shipped code must not reach for: the list the analyzer reads, looked for once more in the compiled code.</summary>
internal sealed class Banned
{
    private readonly HashSet<string> types = new(StringComparer.Ordinal);
    private readonly HashSet<string> members = new(StringComparer.Ordinal);
    private readonly List<string> namespaces = [];

    public static Banned Read(string file)
    {
        var banned = new Banned();
        foreach (var line in File.ReadLines(file).Select(line => line.Split(';')[0].Trim()).Where(line => line.Length > 2))
        {
            var name = line[2..].Split('(')[0];
            switch (line[0])
            {
                case 'T': banned.types.Add(name); break;
                case 'N': banned.namespaces.Add(name); break;
                case 'P': banned.members.Add(Getter(name)); break;
                case 'M': banned.members.Add(name); break;
                default: throw new InvalidDataException($"{file}: '{line}' is neither a type, a namespace, a property nor a method.");
            }
        }

        return banned;
    }

    /// <summary>More namespaces and types than the analyzer's list names.</summary>
    public Banned And(IEnumerable<string> moreNamespaces, IEnumerable<string> moreTypes)
    {
        namespaces.AddRange(moreNamespaces);
        types.UnionWith(moreTypes);
        return this;
    }

    public bool Contains(Walls.Mention mention) =>
        types.Contains(mention.TypeName)
        || namespaces.Any(name => Walls.IsIn(mention.Namespace, name))
        || (mention.Member is { } member && members.Contains(mention.TypeName + "." + member.Name));

    private static string Getter(string property)
    {
        var dot = property.LastIndexOf('.');
        return property[..dot] + ".get_" + property[(dot + 1)..];
    }
}
