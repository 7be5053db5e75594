using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Smarketing.Tests.LocalDataverse.Sdk.Contract;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Sdk.Switch;

/// <summary>Which SDK a project compiles on is decided in DataverseSdk.props and nowhere else.</summary>
public sealed class SourceTests
{
    private const string Door = "DataverseSdk.props";
    private const string Contracts = "LocalDataverse/Sdk/";
    private const string ContractTests = "tests/LocalDataverse.Tests/LocalDataverse.Tests.csproj";

    public static TheoryData<string> Projects => [.. BuildFiles("*.csproj").Where(file => !file.StartsWith(Contracts, StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_project_gets_the_SDK_through_the_one_door(string project) =>
        Assert.Contains("/" + Door + "\" />", Text(project), StringComparison.Ordinal);

    [Theory]
    [InlineData("Microsoft.CrmSdk.", Door, "Directory.Packages.props")]
    [InlineData("Microsoft.PowerPlatform.Dataverse.Client", Door, "Directory.Packages.props", Contracts)]
    [InlineData("LocalDataverse/Sdk/", Door, ContractTests)]
    [InlineData("$(DataverseSdk)", Door, "Directory.Build.props", Contracts)]
    public void Nothing_else_names_either_source(string word, params string[] allowed)
    {
        var strangers = BuildFiles("*.csproj", "*.props", "*.targets")
            .Where(file => Text(file).Contains(word, StringComparison.Ordinal))
            .Where(file => !allowed.Any(place => file.StartsWith(place, StringComparison.Ordinal)));

        Assert.Empty(strangers);
    }

    private static IEnumerable<string> BuildFiles(params string[] patterns) =>
        patterns.SelectMany(pattern => Directory.EnumerateFiles(ContractFiles.RepositoryRoot, pattern, SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(ContractFiles.RepositoryRoot, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(folder => folder is "artifacts" or "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal);

    private static string Text(string file) => File.ReadAllText(Path.Combine(ContractFiles.RepositoryRoot, file));
}
