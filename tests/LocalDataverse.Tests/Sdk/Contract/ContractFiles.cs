using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Sdk.Contract;

/// <summary>Where the built contracts, the description of the real SDK and the reference assemblies of .NET Framework lie.</summary>
internal static class ContractFiles
{
    public static string RepositoryRoot => Metadata("RepositoryRoot");

    public static string Built(string assembly, string framework)
    {
        var configuration = Metadata("Configuration");
        // A project with a single target framework has no framework in its output folder.
        var folder = assembly == "System.Activities" ? configuration : $"{configuration}_{framework}";
        return Path.Combine(Metadata("BuildOutput"), assembly, folder, assembly + ".dll");
    }

    public static ApiAssembly RealOrSkip(string assembly)
    {
        var file = Path.Combine(RepositoryRoot, "..", "shared", "platform", assembly + ".api.txt");
        Assert.SkipUnless(File.Exists(file), $"The description of the real {assembly} is not on this machine: ../shared/platform/{assembly}.api.txt");
        using var reader = File.OpenText(file);
        return ApiText.Read(reader);
    }

    public static ApiAssembly FrameworkOrSkip(string assembly)
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var folder = Path.Combine(packages, "microsoft.netframework.referenceassemblies.net462");
        var file = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, assembly + ".dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).FirstOrDefault()
            : null;
        Assert.SkipUnless(file is not null, $"The reference assembly {assembly} of .NET Framework 4.6.2 is not in the package cache.");
        return ApiMetadata.Read(file!);
    }

    private static string Metadata(string key) =>
        typeof(ContractFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
