using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Mono.Cecil;
using Mono.Cecil.Rocks;
using Smarketing.LocalDataverse;

namespace Smarketing.Tests.Plugins.Architecture;

/// <summary>The two assemblies that ship, as built, and the sources they are built from.</summary>
internal static class Shipped
{
    public const string Plugins = "Smarketing.Crm.Plugins";
    public const string Workflows = "Smarketing.Crm.Workflows";
    public const string Tables = "Smarketing.Crm.Dataverse.Tables";

    public static ModuleDefinition Module(string assembly) => ModuleDefinition.ReadModule(
        Path.Combine(AppContext.BaseDirectory, assembly + ".dll"),
        new ReaderParameters { AssemblyResolver = Resolver() });

    /// <summary>This test assembly: where the counter-examples live.</summary>
    public static ModuleDefinition CounterExamples() => ModuleDefinition.ReadModule(
        Assembly.GetExecutingAssembly().Location,
        new ReaderParameters { AssemblyResolver = Resolver() });

    /// <summary>Our own types, without what the compiler and the polyfill package add.</summary>
    public static IEnumerable<TypeDefinition> OwnTypes(ModuleDefinition module) =>
        module.GetAllTypes().Where(type => Walls.IsIn(Outermost(type).Namespace, "Smarketing.Crm"));

    /// <summary>Every logical name that the generated table classes spell, and those of the platform's own lead.</summary>
    public static IReadOnlySet<string> LogicalNames(ModuleDefinition module) =>
        Walls.Room(module, Tables)
            .Where(type => !type.IsEnum)
            .SelectMany(type => type.Fields)
            .Where(field => field.HasConstant && field.Constant is string)
            .Select(field => (string)field.Constant)
            .Concat(ColumnsOfThePlatformsLead())
            .ToHashSet(StringComparer.Ordinal);

    private static string[] ColumnsOfThePlatformsLead()
    {
        using var organization = LocalOrganization.Open(new LocalOrganizationOptions());
        var lead = (RetrieveEntityResponse)organization.CreateService().Execute(
            new RetrieveEntityRequest { LogicalName = "lead", EntityFilters = EntityFilters.Attributes });
        return lead.EntityMetadata.Attributes.Select(attribute => attribute.LogicalName).ToArray();
    }

    public static string RepositoryRoot
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "Smarketing.Crm.sln")))
                    return folder.FullName;
            throw new DirectoryNotFoundException("Smarketing.Crm.sln is in no folder above " + AppContext.BaseDirectory + ".");
        }
    }

    private static TypeDefinition Outermost(TypeDefinition type)
    {
        while (type.DeclaringType is not null)
            type = type.DeclaringType;
        return type;
    }

    private static DefaultAssemblyResolver Resolver()
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        return resolver;
    }
}
