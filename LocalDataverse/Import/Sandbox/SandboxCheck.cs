using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Smarketing.LocalDataverse.Import.Sandbox;

/// <summary>
/// Looks through the code that the plug-in types of an assembly can reach for what the sandbox of the platform forbids. A type
/// is reached as a whole, by whatever a method of a reached type names. What is only named in texts, by reflection, is not seen.
/// </summary>
internal sealed class SandboxCheck
{
    private const int MostFindings = 10;

    private readonly MetadataReader _reader;
    private readonly PEReader _file;
    private readonly SignatureTypes _signatures;
    private readonly Dictionary<TypeDefinitionHandle, string> _reached = [];
    private readonly Queue<TypeDefinitionHandle> _waiting = new();
    private readonly List<string> _findings = [];
    private string _root = string.Empty;
    private string _method = string.Empty;

    private SandboxCheck(PEReader file)
    {
        _file = file;
        _reader = file.GetMetadataReader();
        _signatures = new SignatureTypes(See);
    }

    /// <summary>Checks an assembly.</summary>
    /// <exception cref="SolutionImportException">It has no strong name, or its plug-ins reach what the sandbox forbids.</exception>
    public static void Check(AssemblyModel model)
    {
        using var file = new PEReader(ImmutableArray.Create(model.Content));
        var check = new SandboxCheck(file);
        if (check._reader.GetAssemblyDefinition().PublicKey.IsNil)
        {
            throw new SolutionImportException(
                $"Public assembly must have public key token. '{model.File}' has no strong name (0x8004416C). Sign it (SignAssembly and AssemblyOriginatorKeyFile in its project) and pack the solution again.");
        }

        var findings = check.Run(model);
        if (findings.Count > 0)
        {
            throw new SolutionImportException(
                $"'{model.File}' does what the sandbox of the platform forbids: {string.Join(" ", findings.Take(MostFindings))}");
        }
    }

    private List<string> Run(AssemblyModel model)
    {
        // The module's own initialiser runs whatever plug-in is loaded.
        Reach(MetadataTokens.TypeDefinitionHandle(1), model.Name);
        var names = model.Types.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var handle in _reader.TypeDefinitions)
        {
            if (names.Contains(NameOf(handle)))
            {
                Reach(handle, NameOf(handle));
            }
        }

        while (_waiting.TryDequeue(out var type))
        {
            Look(type);
        }

        return _findings;
    }

    private void Reach(TypeDefinitionHandle type, string root)
    {
        if (_reached.TryAdd(type, root))
        {
            _waiting.Enqueue(type);
        }
    }

    private void Look(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        _root = _reached[handle];
        _method = NameOf(handle);
        See(type.BaseType);
        foreach (var methodHandle in type.GetMethods())
        {
            var method = _reader.GetMethodDefinition(methodHandle);
            _method = $"{NameOf(handle)}.{_reader.GetString(method.Name)}";
            if (method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            {
                Found(SandboxRules.Unmanaged, $"{_reader.GetString(_reader.GetModuleReference(method.GetImport().Module).Name)}!{_reader.GetString(method.GetImport().Name)}");
            }
            else if (method.RelativeVirtualAddress != 0)
            {
                LookInto(_file.GetMethodBody(method.RelativeVirtualAddress));
            }
        }
    }

    private void LookInto(MethodBodyBlock body)
    {
        foreach (var token in Instructions.Tokens(body.GetILBytes() ?? []))
        {
            if (token >>> 24 == 0x70)
            {
                var text = _reader.GetUserString(MetadataTokens.UserStringHandle(token & 0xFFFFFF));
                if (SandboxRules.ForText(text) is { } rule)
                {
                    Found(rule, $"'{text}'");
                }
            }
            else
            {
                See(MetadataTokens.EntityHandle(token));
            }
        }
    }

    private void See(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                Reach((TypeDefinitionHandle)handle, _root);
                break;
            case HandleKind.MethodDefinition:
                Reach(_reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType(), _root);
                break;
            case HandleKind.FieldDefinition:
                Reach(_reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType(), _root);
                break;
            case HandleKind.TypeReference:
                var type = NameOf((TypeReferenceHandle)handle);
                if (SandboxRules.ForType(type) is { } rule)
                {
                    Found(rule, type);
                }

                break;
            case HandleKind.TypeSpecification:
                _reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_signatures, null);
                break;
            case HandleKind.MethodSpecification:
                var specification = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                See(specification.Method);
                specification.DecodeSignature(_signatures, null);
                break;
            case HandleKind.MemberReference:
                SeeMember(_reader.GetMemberReference((MemberReferenceHandle)handle));
                break;
            default:
                break;
        }
    }

    private void SeeMember(MemberReference member)
    {
        if (member.Parent.Kind != HandleKind.TypeReference)
        {
            See(member.Parent);
            return;
        }

        var type = NameOf((TypeReferenceHandle)member.Parent);
        var name = _reader.GetString(member.Name);
        if ((SandboxRules.ForType(type) ?? SandboxRules.ForMember(type, name, FirstParameter(member))) is { } rule)
        {
            Found(rule, $"{type}.{name}");
        }
    }

    private string? FirstParameter(MemberReference member) =>
        member.GetKind() == MemberReferenceKind.Method
        && member.DecodeMethodSignature(new SignatureTypes(static _ => { }), null).ParameterTypes is [var first, ..] ? first : null;

    private void Found(SandboxRule rule, string what)
    {
        var finding = $"{_method} (reached from {_root}) uses {what}: {rule.Reason}. {rule.Remedy}";
        if (!_findings.Contains(finding))
        {
            _findings.Add(finding);
        }
    }

    private string NameOf(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? $"{NameOf(outer)}+{_reader.GetString(type.Name)}"
            : Join(type.Namespace, type.Name);
    }

    private string NameOf(TypeReferenceHandle handle)
    {
        var type = _reader.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf((TypeReferenceHandle)type.ResolutionScope)
            : Join(type.Namespace, type.Name);
    }

    private string Join(StringHandle space, StringHandle name) =>
        space.IsNil ? _reader.GetString(name) : $"{_reader.GetString(space)}.{_reader.GetString(name)}";
}
