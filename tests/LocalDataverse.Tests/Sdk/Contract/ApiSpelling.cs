using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Mono.Cecil;

namespace Smarketing.Tests.LocalDataverse.Sdk.Contract;

/// <summary>Spells types and members the way the text form does: C# keywords, no namespaces, modifiers first.</summary>
internal static class ApiSpelling
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["System.Boolean"] = "bool", ["System.Byte"] = "byte", ["System.Decimal"] = "decimal", ["System.Double"] = "double",
        ["System.Int32"] = "int", ["System.Int64"] = "long", ["System.Object"] = "object", ["System.String"] = "string", ["System.Void"] = "void",
    };

    public static string Declared(TypeDefinition type) => WithArguments(type.Name, type.GenericParameters.Select(parameter => parameter.Name));

    public static string Of(TypeReference type) => type switch
    {
        ByReferenceType reference => Of(reference.ElementType),
        ArrayType array => Of(array.ElementType) + "[]",
        GenericInstanceType { ElementType.FullName: "System.Nullable`1" } nullable => Of(nullable.GenericArguments[0]) + "?",
        GenericInstanceType generic => WithArguments(generic.Name, generic.GenericArguments.Select(Of)),
        RequiredModifierType modified => Of(modified.ElementType),
        _ => Keywords.GetValueOrDefault(type.FullName, type.Name),
    };

    public static string Constructor(MethodDefinition method) => $"{Access(method)}new({Parameters(method.Parameters)})";

    public static string Method(MethodDefinition method, bool isOpen)
    {
        var name = WithArguments(method.Name, method.GenericParameters.Select(parameter => parameter.Name));
        return $"{Modifiers(method, isOpen)}{Of(method.ReturnType)} {name}({Parameters(method.Parameters)})";
    }

    public static string Property(PropertyDefinition property, IReadOnlyList<MethodDefinition> accessors, bool isOpen)
    {
        var name = property.Parameters.Count == 0 ? property.Name : $"this[{Parameters(property.Parameters)}]";
        var verbs = string.Concat(accessors.Select(accessor => accessor.IsGetter ? "get; " : "set; "));
        return $"{Modifiers(accessors[0], isOpen)}{Of(property.PropertyType)} {name} {{ {verbs}}}";
    }

    public static string Field(FieldDefinition field)
    {
        var access = field.IsPublic ? "" : "protected ";
        return field.HasConstant
            ? string.Create(CultureInfo.InvariantCulture, $"{access}const {Of(field.FieldType)} {field.Name} = {field.Constant}")
            : $"{access}{(field.IsStatic ? "static " : "")}{Of(field.FieldType)} {field.Name}";
    }

    private static string Modifiers(MethodDefinition method, bool isOpen) =>
        isOpen ? Access(method) + (method.IsStatic ? "static " : Virtuality(method)) : "";

    private static string Access(MethodDefinition method) => method.IsPublic ? "" : "protected ";

    // A method that only fills an interface is virtual and final to the runtime, plain to a reader.
    private static string Virtuality(MethodDefinition method) => method switch
    {
        { IsVirtual: false } or { IsFinal: true, IsNewSlot: true } => "",
        { IsAbstract: true } => "abstract ",
        { IsNewSlot: true } => "virtual ",
        _ => "override ",
    };

    private static string Parameters(IEnumerable<ParameterDefinition> parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterDefinition parameter)
    {
        var way = parameter switch
        {
            { IsOut: true, ParameterType: ByReferenceType } => "out ",
            { ParameterType: ByReferenceType } => "ref ",
            _ when parameter.CustomAttributes.Any(a => a.AttributeType.Name == "ParamArrayAttribute") => "params ",
            _ => "",
        };
        var fallback = parameter.HasConstant
            ? string.Create(CultureInfo.InvariantCulture, $" = {parameter.Constant ?? "null"}")
            : "";
        return $"{way}{Of(parameter.ParameterType)} {parameter.Name}{fallback}";
    }

    private static string WithArguments(string name, IEnumerable<string> arguments)
    {
        var list = string.Join(", ", arguments);
        var plain = name.Split('`')[0];
        return list.Length == 0 ? plain : $"{plain}<{list}>";
    }
}
