using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Smarketing.Tests.LocalDataverse.Sdk.Contract;

/// <summary>Reads the text form of a public API: <c>###</c> the assembly, <c>##</c> a namespace, a type per line, its members indented.</summary>
internal static partial class ApiText
{
    public static ApiAssembly Read(TextReader reader)
    {
        string? identity = null;
        var space = "";
        var types = new Dictionary<string, ApiType>(StringComparer.Ordinal);
        string? head = null;
        var members = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;

        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.StartsWith("### ", StringComparison.Ordinal)) identity = line[4..].Trim();
            else if (line.StartsWith("## namespace ", StringComparison.Ordinal)) { Close(); space = line["## namespace ".Length..].Trim(); }
            else if (string.IsNullOrWhiteSpace(line)) continue;
            else if (line.StartsWith("  ", StringComparison.Ordinal) && head is not null) members.Add(line.Trim());
            else if (TypeLine().IsMatch(line)) { Close(); head = line; }
            else throw new InvalidDataException($"Line {number} is neither an assembly, a namespace, a type nor a member: {line}");
        }

        Close();
        return new ApiAssembly(identity, types);

        void Close()
        {
            if (head is null) return;
            var type = ReadType(space, head, members);
            types.Add(type.Name, type);
            head = null;
            members = new HashSet<string>(StringComparer.Ordinal);
        }
    }

    private static ApiType ReadType(string space, string head, HashSet<string> members)
    {
        var parts = TypeLine().Match(head);
        var kind = parts.Groups["kind"].Value;
        var rest = parts.Groups["rest"].Value;
        if (kind == "enum")
        {
            var values = rest[(rest.IndexOf('{', StringComparison.Ordinal) + 1)..rest.LastIndexOf('}')];
            members = values.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
            rest = "";
        }

        var contract = Contract().Match(rest);
        var bases = (contract.Success ? rest[..contract.Index] : rest).Trim().TrimStart(':').Trim();
        return new ApiType(
            $"{space}.{parts.Groups["name"].Value}",
            kind,
            SplitOutsideBrackets(bases).ToHashSet(StringComparer.Ordinal),
            contract.Success ? DataContractOf(contract.Groups["name"].Value, contract.Groups["space"].Value) : null,
            members);
    }

    public static string DataContractOf(string name, string space) => $"Name={name} Namespace={space}";

    /// <summary>Commas between type arguments belong to the type.</summary>
    private static IEnumerable<string> SplitOutsideBrackets(string list)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] == '<') depth++;
            else if (list[i] == '>') depth--;
            else if (list[i] == ',' && depth == 0)
            {
                yield return list[start..i].Trim();
                start = i + 1;
            }
        }

        if (start < list.Length) yield return list[start..].Trim();
    }

    [GeneratedRegex(@"^(?<kind>((sealed|abstract|static) )?(class|interface|enum|struct)) (?<name>[\w.]+(<[^>]*>)?)(?<rest>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"\[DataContract( Name=(?<name>[^\s\]]+))?( Namespace=(?<space>[^\s\]]+))?\s*\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Contract();
}
