using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.Tests.LocalDataverse.Sdk.Contract;

/// <summary>Says where a contract promises what the real assembly does not keep. A contract may be smaller than the real one, never different.</summary>
internal static class ApiComparer
{
    public static IReadOnlyList<string> Differences(ApiAssembly contract, ApiAssembly real) =>
        contract.Types.Values
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .SelectMany(type => real.Types.TryGetValue(type.Name, out var original)
                ? Differences(type, original)
                : [$"{type.Name}: the real assembly has no such public type"])
            .ToList();

    /// <summary>Says which methods and constructors lack an overload that the real type offers: a call could bind to another one than for real.</summary>
    public static IReadOnlyList<string> MissingOverloads(ApiAssembly contract, ApiAssembly real) =>
        contract.Types.Values
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Where(type => real.Types.ContainsKey(type.Name))
            .SelectMany(type => MissingOverloads(type, real.Types[type.Name]))
            .ToList();

    private static IEnumerable<string> MissingOverloads(ApiType type, ApiType original)
    {
        var names = type.Members.Where(IsCallable).Select(CalledName).ToHashSet(StringComparer.Ordinal);
        return original.Members.Except(type.Members, StringComparer.Ordinal)
            .Where(member => IsCallable(member) && names.Contains(CalledName(member)))
            .Order(StringComparer.Ordinal)
            .Select(member => $"{type.Name}: the overload '{member}' is missing");
    }

    // What is protected, the plug-ins reach only by deriving, and then the compiler names the very overload.
    private static bool IsCallable(string member) => member.Contains('(', StringComparison.Ordinal) && !member.StartsWith("protected ", StringComparison.Ordinal);

    private static string CalledName(string member) => member[..member.IndexOf('(', StringComparison.Ordinal)].Split(' ')[^1].Split('<')[0];

    private static IEnumerable<string> Differences(ApiType type, ApiType original)
    {
        if (type.Kind != original.Kind) yield return $"{type.Name}: is '{type.Kind}', really '{original.Kind}'";
        if (!type.Bases.SetEquals(original.Bases)) yield return $"{type.Name}: derives from '{List(type.Bases)}', really from '{List(original.Bases)}'";
        if (type.DataContract != original.DataContract)
            yield return $"{type.Name}: data contract is '{type.DataContract ?? "none"}', really '{original.DataContract ?? "none"}'";
        foreach (var member in type.Members.Except(original.Members, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            yield return $"{type.Name}: '{member}' is not in the real type";
        foreach (var member in original.Members.Except(type.Members, StringComparer.Ordinal).Where(member => MustBePresent(type, member)).Order(StringComparer.Ordinal))
            yield return $"{type.Name}: '{member}' is missing";
    }

    // Others implement an interface and override what is abstract, so half of it would compile here and fail there;
    // half an enum would make a valid value look invalid.
    private static bool MustBePresent(ApiType type, string member) =>
        type.IsInterface || type.IsEnum || member.StartsWith("abstract ", StringComparison.Ordinal) || member.StartsWith("protected abstract ", StringComparison.Ordinal);

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));
}
