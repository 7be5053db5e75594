using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Mono.Cecil;

namespace Smarketing.Tests.LocalDataverse.Sdk.Contract;

/// <summary>Reads the public face of a built assembly from its metadata, without loading it: also one for another framework.</summary>
internal static class ApiMetadata
{
    public static ApiAssembly Read(string file)
    {
        using var module = ModuleDefinition.ReadModule(file);
        return Read(module);
    }

    public static ApiAssembly Read(ModuleDefinition module)
    {
        var types = module.Types
            .Where(type => type.IsPublic)
            .Select(Describe)
            .ToDictionary(type => type.Name, StringComparer.Ordinal);
        return new ApiAssembly(module.Assembly.Name.FullName, types);
    }

    private static ApiType Describe(TypeDefinition type)
    {
        var name = $"{type.Namespace}.{ApiSpelling.Declared(type)}";
        if (type.IsEnum)
        {
            var values = type.Fields.Where(field => field.IsStatic)
                .Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Name} = {field.Constant}"));
            return new ApiType(name, "enum", Set([]), null, Set(values));
        }

        return new ApiType(name, KindOf(type), Set(BasesOf(type)), DataContractOf(type), Set(MembersOf(type)));
    }

    private static string KindOf(TypeDefinition type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static IEnumerable<string> BasesOf(TypeDefinition type)
    {
        if (type.BaseType is { } parent && parent.FullName is not ("System.Object" or "System.ValueType")) yield return ApiSpelling.Of(parent);
        foreach (var contract in type.Interfaces) yield return ApiSpelling.Of(contract.InterfaceType);
    }

    private static string? DataContractOf(TypeDefinition type)
    {
        var attribute = type.CustomAttributes.FirstOrDefault(a => a.AttributeType.Name == "DataContractAttribute");
        return attribute is null ? null : ApiText.DataContractOf(Value("Name"), Value("Namespace"));

        string Value(string property) => attribute.Properties.FirstOrDefault(p => p.Name == property).Argument.Value as string ?? "";
    }

    private static IEnumerable<string> MembersOf(TypeDefinition type)
    {
        var isOpen = !type.IsInterface;
        foreach (var property in type.Properties)
        {
            var accessors = new[] { property.GetMethod, property.SetMethod }.Where(IsVisible).ToList();
            if (accessors.Count > 0) yield return ApiSpelling.Property(property, accessors!, isOpen);
        }

        foreach (var method in type.Methods.Where(IsVisible))
        {
            if (method.IsConstructor)
            {
                if (!method.IsStatic) yield return ApiSpelling.Constructor(method);
            }
            else if (!method.IsGetter && !method.IsSetter)
            {
                yield return ApiSpelling.Method(method, isOpen);
            }
        }

        foreach (var field in type.Fields.Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly)) yield return ApiSpelling.Field(field);
    }

    private static bool IsVisible(MethodDefinition? method) => method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static HashSet<string> Set(IEnumerable<string> lines) => lines.ToHashSet(StringComparer.Ordinal);
}
