using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Smarketing.Cli.Solutions;

/// <summary>Where things are: the repository's folders and the assemblies built from it.</summary>
public sealed class RepositoryLayout
{
    /// <summary>The file that marks the repository's root.</summary>
    public const string Marker = "Smarketing.Crm.sln";

    /// <summary>A repository at a known place.</summary>
    /// <param name="root">The folder that holds the solution file.</param>
    /// <param name="builtAssemblies">The folder the shipped DLLs were built into.</param>
    public RepositoryLayout(string root, string builtAssemblies)
    {
        Root = Path.GetFullPath(root);
        BuiltAssemblies = Path.GetFullPath(builtAssemblies);
    }

    public string Root { get; }

    /// <summary>The folder with the DLLs that ship; the build copies them beside the command line.</summary>
    public string BuiltAssemblies { get; }

    /// <summary>The unpacked solution.</summary>
    public string SolutionSource => Path.Combine(Root, "Solution", "src");

    /// <summary>The starter agreement and model.</summary>
    public string SolutionData => Path.Combine(Root, "Solution", "data");

    /// <summary>The generated table classes.</summary>
    public string TableClasses => Path.Combine(Root, "Plugins", "Dataverse", "Tables");

    /// <summary>Where packed solutions go unless told otherwise.</summary>
    public string PackedSolutions => Path.Combine(Root, "artifacts", "solution");

    /// <summary>Finds the repository around the current directory, else around the running program.</summary>
    /// <exception cref="InputException">Neither lies inside the repository.</exception>
    public static RepositoryLayout Find() => Find([Directory.GetCurrentDirectory(), AppContext.BaseDirectory]);

    /// <summary>Finds the repository around the first of the folders that lies inside one.</summary>
    /// <exception cref="InputException">None does.</exception>
    public static RepositoryLayout Find(IReadOnlyList<string> startingFolders)
    {
        ArgumentNullException.ThrowIfNull(startingFolders);
        foreach (var start in startingFolders)
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, Marker)))
                {
                    return new RepositoryLayout(folder.FullName, AppContext.BaseDirectory);
                }
            }
        }
        throw new InputException($"{Marker} is neither in {string.Join(" nor in ", startingFolders.Distinct(StringComparer.Ordinal))} nor above: this command works on the source repository. Change to a folder inside it and run the command again.");
    }

    /// <summary>The built DLL of an assembly that ships.</summary>
    /// <param name="assemblyName">The simple name, for example <c>Smarketing.Crm.Plugins</c>.</param>
    /// <exception cref="InputException">It has not been built.</exception>
    public string BuiltAssembly(string assemblyName)
    {
        var path = Path.Combine(BuiltAssemblies, assemblyName + ".dll");
        return File.Exists(path)
            ? path
            : throw new InputException($"{path} does not exist: the solution carries the built assembly {assemblyName}. Build the repository (dotnet build) and run the command again.");
    }

    /// <summary>A path as a person reads it: relative to the root, with forward slashes.</summary>
    public string Display(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');
}
