using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Import.Sandbox;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Import;

/// <summary>
/// The plug-in assemblies of one solution, loaded from the bytes in its zip. The same bytes are loaded once in a process, whatever the
/// number of organisations that use them, as one worker process of the platform serves many; other bytes are another assembly, so that
/// several versions run side by side. They stay loaded: code that can be unloaded runs slower, and would be compiled anew for
/// each organisation (docs/adr/0015).
/// </summary>
internal sealed class PluginAssemblies
{
    private static readonly ConcurrentDictionary<string, Lazy<Assembly>> Loaded = new(StringComparer.Ordinal);

    private readonly Dictionary<Guid, PluginFactory> _byId = [];
    private readonly Dictionary<string, PluginFactory> _byName = new(StringComparer.Ordinal);

    public static PluginAssemblies Load(IEnumerable<AssemblyModel> models)
    {
        var assemblies = new PluginAssemblies();
        try
        {
            foreach (var model in models)
            {
                assemblies.Add(model);
            }

            return assemblies;
        }
        catch (SolutionImportException)
        {
            throw;
        }
        catch (Exception exception)
        {
            // A DLL that is broken inside fails in many ways, all of them at the hands of the zip.
            throw new SolutionImportException($"A plug-in assembly of the zip cannot be loaded: {exception.Message} Build the plug-ins and pack the solution again.", exception);
        }
    }

    public PluginFactory? Find(Guid id, string? typeName) =>
        _byId.TryGetValue(id, out var factory) || (typeName is not null && _byName.TryGetValue(typeName, out factory)) ? factory : null;

    private void Add(AssemblyModel model)
    {
        Assembly assembly;
        try
        {
            assembly = Loaded.GetOrAdd(
                Convert.ToHexString(SHA256.HashData(model.Content)),
                _ => new Lazy<Assembly>(() => new PluginLoadContext(model.Name).LoadFromStream(new MemoryStream(model.Content)))).Value;
        }
        catch (BadImageFormatException exception)
        {
            throw new SolutionImportException($"'{model.File}' is no .NET assembly: {exception.Message} Build the plug-ins and pack the solution again.", exception);
        }

        var name = assembly.GetName();
        if (!string.Equals(name.Name, model.Name, StringComparison.OrdinalIgnoreCase) || !SameVersion(name, model.FullName))
        {
            throw new SolutionImportException(
                $"'{model.File}' is '{assembly.FullName}', but customizations.xml calls it '{model.FullName}'. Run 'smk sync' and pack the solution again.");
        }

        foreach (var type in model.Types)
        {
            var found = Type(assembly, model, type);
            if (type.WorkflowActivityGroup is not null)
            {
                continue;
            }

            var factory = new PluginFactory(type.Name, Maker(found, model));
            _byId[type.Id] = factory;
            _byName[type.Name] = factory;
        }

        SandboxCheck.Check(model);
    }

    private static bool SameVersion(AssemblyName name, string fullName)
    {
        try
        {
            var declared = new AssemblyName(fullName);
            return declared.Version is null || Equals(declared.Version, name.Version);
        }
        catch (Exception exception) when (exception is FileLoadException or ArgumentException)
        {
            return false;
        }
    }

    private static Type Type(Assembly assembly, AssemblyModel model, PluginTypeModel type)
    {
        Type? found;
        try
        {
            found = assembly.GetType(type.Name, throwOnError: false);
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or TypeLoadException)
        {
            throw new SolutionImportException(
                $"The type '{type.Name}' of '{model.File}' cannot be loaded: {exception.Message} A plug-in assembly may use the .NET Framework and the Dataverse SDK only.", exception);
        }

        if (found is null)
        {
            throw new SolutionImportException(
                $"'{model.File}' has no type '{type.Name}', which customizations.xml registers. Run 'smk sync' and pack the solution again.");
        }

        if (found.IsAbstract || !found.IsPublic)
        {
            throw new SolutionImportException($"The plug-in type '{type.Name}' of '{model.File}' must be public and not abstract.");
        }

        var isActivity = type.WorkflowActivityGroup is not null;
        if (isActivity ? !typeof(System.Activities.Activity).IsAssignableFrom(found) : !typeof(IPlugin).IsAssignableFrom(found))
        {
            throw new SolutionImportException(isActivity
                ? $"The workflow activity '{type.Name}' of '{model.File}' does not derive from System.Activities.Activity."
                : $"The plug-in type '{type.Name}' of '{model.File}' does not implement Microsoft.Xrm.Sdk.IPlugin.");
        }

        return found;
    }

    private static Func<string?, string?, IPlugin> Maker(Type type, AssemblyModel model)
    {
        foreach (var parameters in (Type[][])[[typeof(string), typeof(string)], [typeof(string)], []])
        {
            if (type.GetConstructor(parameters) is { } constructor)
            {
                return (unsecure, secure) => (IPlugin)constructor.Invoke(
                    BindingFlags.DoNotWrapExceptions, null, [.. new object?[] { unsecure, secure }.Take(parameters.Length)], null);
            }
        }

        throw new SolutionImportException(
            $"The plug-in type '{type.FullName}' of '{model.File}' has no public constructor that takes nothing, the configuration, or both configurations.");
    }

    /// <summary>Gives plug-ins the host's SDK, whatever version they were compiled on.</summary>
    private sealed class PluginLoadContext(string name) : AssemblyLoadContext(name)
    {
        private static readonly HashSet<string> HostAssemblies = new(StringComparer.OrdinalIgnoreCase)
        {
            "Microsoft.Xrm.Sdk", "Microsoft.Crm.Sdk.Proxy", "Microsoft.Xrm.Sdk.Workflow", "System.Activities", "System.ServiceModel",
        };

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name is { } simple && HostAssemblies.Contains(simple) ? Default.LoadFromAssemblyName(new AssemblyName(simple)) : null;
    }
}
