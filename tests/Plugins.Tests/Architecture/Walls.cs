using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Smarketing.Tests.Plugins.Architecture;

/// <summary>The walls of the house as questions to compiled code; each answer names what breaks the wall.</summary>
internal static class Walls
{
    /// <summary>Everything the types of a room mention, in signatures, bodies and attributes.</summary>
    public static IEnumerable<Mention> Mentions(IEnumerable<TypeDefinition> types)
    {
        foreach (var type in types)
        {
            if (type.BaseType is not null)
                yield return new Mention(type, type.BaseType, null);
            foreach (var implemented in type.Interfaces)
                yield return new Mention(type, implemented.InterfaceType, null);
            foreach (var attribute in type.CustomAttributes)
                yield return new Mention(type, attribute.AttributeType, null);
            foreach (var field in type.Fields)
                yield return new Mention(type, field.FieldType, null);
            foreach (var property in type.Properties)
                yield return new Mention(type, property.PropertyType, null);
            foreach (var mention in type.Methods.SelectMany(method => Mentions(type, method)))
                yield return mention;
        }
    }

    public static IEnumerable<TypeDefinition> Room(ModuleDefinition module, string @namespace) =>
        module.GetAllTypes().Where(type => IsIn(Namespace(type), @namespace));

    public static bool IsIn(string name, string @namespace) =>
        name == @namespace || name.StartsWith(@namespace + ".", StringComparison.Ordinal);

    /// <summary>The room speaks of a type whose assembly or namespace it must not know.</summary>
    public static IReadOnlyList<string> Knows(ModuleDefinition module, string room, params string[] forbidden) =>
        Distinct(from mention in Mentions(Room(module, room))
                 from name in new[] { mention.Assembly, mention.Namespace }
                 where forbidden.Any(prefix => IsIn(name, prefix))
                 select mention.Where + " knows " + mention.Type.FullName);

    /// <summary>The code reaches for a type or member that is none of its business.</summary>
    public static IReadOnlyList<string> Touches(IEnumerable<TypeDefinition> types, Banned banned) =>
        Distinct(from mention in Mentions(types)
                 where banned.Contains(mention)
                 select mention.Where + " touches " + (mention.Member?.FullName ?? mention.Type.FullName));

    /// <summary>Instance fields of the types derived from one of <paramref name="roots"/>, their own bases included.</summary>
    public static IReadOnlyList<string> KeepsState(ModuleDefinition module, params string[] roots) =>
        Distinct(from type in Derived(module, roots, alsoAbstract: true)
                 from field in type.Fields
                 where !field.IsStatic
                 select type.FullName + " keeps " + field.Name);

    /// <summary>Static fields of a room that can change; what the compiler keeps for itself is no state of ours.</summary>
    public static IReadOnlyList<string> Remembers(ModuleDefinition module, string room) =>
        Distinct(from type in Room(module, room)
                 where !type.Name.Contains('<', StringComparison.Ordinal)
                 from field in type.Fields
                 where field.IsStatic && !field.IsInitOnly && !field.HasConstant && !field.Name.Contains('<', StringComparison.Ordinal)
                 select type.FullName + " remembers " + field.Name);

    /// <summary>Concrete types derived from one of <paramref name="roots"/> that the platform could not create.</summary>
    public static IReadOnlyList<string> CannotBeCreated(ModuleDefinition module, params string[] roots) =>
        Distinct(from type in Derived(module, roots, alsoAbstract: false)
                 where !type.IsPublic || !type.IsSealed || !type.GetConstructors().Any(c => c.IsPublic && !c.HasParameters)
                 select type.FullName + " is not public sealed with a constructor without parameters");

    /// <summary>Assemblies the module asks for, other than those named or beginning with a prefix that ends in a dot.</summary>
    public static IReadOnlyList<string> NeedsMoreThan(ModuleDefinition module, params string[] allowed) =>
        Distinct(from reference in module.AssemblyReferences
                 where !allowed.Any(name => name.EndsWith('.')
                     ? reference.Name.StartsWith(name, StringComparison.Ordinal)
                     : reference.Name == name)
                 select module.Assembly.Name.Name + " needs " + reference.Name);

    public static bool IsStrongNamed(ModuleDefinition module) =>
        module.Assembly.Name.PublicKeyToken is { Length: 8 } && module.Attributes.HasFlag(ModuleAttributes.StrongNameSigned);

    public static IEnumerable<TypeDefinition> Derived(ModuleDefinition module, string[] roots, bool alsoAbstract) =>
        module.GetAllTypes().Where(type =>
            type.IsClass && (alsoAbstract || !type.IsAbstract) && Lineage(type).Any(name => roots.Contains(name)));

    // The framework's own bases may be absent from the machine; their names are enough.
    private static IEnumerable<string> Lineage(TypeDefinition type)
    {
        for (TypeReference? current = type; current is not null; current = Resolve(current)?.BaseType)
            yield return current.FullName;
    }

    private static TypeDefinition? Resolve(TypeReference type)
    {
        try
        {
            return type.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    private static IEnumerable<Mention> Mentions(TypeDefinition type, MethodDefinition method)
    {
        yield return new Mention(type, method.ReturnType, null);
        foreach (var parameter in method.Parameters)
            yield return new Mention(type, parameter.ParameterType, null);
        foreach (var attribute in method.CustomAttributes)
            yield return new Mention(type, attribute.AttributeType, null);
        if (!method.HasBody)
            yield break;
        foreach (var variable in method.Body.Variables)
            yield return new Mention(type, variable.VariableType, null);
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.Operand is TypeReference mentioned)
                yield return new Mention(type, mentioned, null);
            else if (instruction.Operand is MemberReference { DeclaringType: not null } member)
                yield return new Mention(type, member.DeclaringType, member);
            if (instruction.Operand is GenericInstanceMethod generic)
                foreach (var argument in generic.GenericArguments)
                    yield return new Mention(type, argument, null);
        }
    }

    private static string Namespace(TypeReference type)
    {
        while (type.DeclaringType is not null)
            type = type.DeclaringType;
        return type.Namespace;
    }

    private static string[] Distinct(IEnumerable<string> findings) =>
        findings.Distinct(StringComparer.Ordinal).OrderBy(finding => finding, StringComparer.Ordinal).ToArray();

    internal sealed record Mention(TypeDefinition By, TypeReference Type, MemberReference? Member)
    {
        private TypeReference Element => Type.GetElementType();

        public string Where => By.FullName;

        public string Assembly => Element.Scope switch
        {
            AssemblyNameReference reference => reference.Name,
            ModuleDefinition => string.Empty,
            _ => string.Empty,
        };

        public string Namespace => Walls.Namespace(Element);

        public string TypeName => Element.FullName;
    }
}
