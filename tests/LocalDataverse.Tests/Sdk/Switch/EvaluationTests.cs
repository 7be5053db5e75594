using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Smarketing.Tests.LocalDataverse.Sdk.Contract;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Sdk.Switch;

/// <summary>Asks MSBuild itself what a project would compile on; nothing is restored or built.</summary>
public sealed class EvaluationTests
{
    private static readonly HashSet<string> Sources = new(StringComparer.Ordinal)
    {
        "Microsoft.Xrm.Sdk", "Microsoft.Crm.Sdk.Proxy", "Microsoft.Xrm.Sdk.Workflow", "System.Activities",
        "Microsoft.CrmSdk.CoreAssemblies", "Microsoft.CrmSdk.Workflow", "Microsoft.PowerPlatform.Dataverse.Client",
    };

    [Theory]
    [InlineData("Plugins/Smarketing.Crm.Plugins.csproj", "Microsoft.CrmSdk.CoreAssemblies")]
    [InlineData("Workflows/Smarketing.Crm.Workflows.csproj", "Microsoft.CrmSdk.CoreAssemblies, Microsoft.CrmSdk.Workflow")]
    [InlineData("LocalDataverse/Smarketing.LocalDataverse.csproj", "Microsoft.PowerPlatform.Dataverse.Client, Microsoft.Xrm.Sdk.Workflow, System.Activities")]
    [InlineData("Cli/Smarketing.Cli.csproj", "Microsoft.PowerPlatform.Dataverse.Client")]
    public async Task The_official_packages_replace_the_contracts(string project, string expected)
    {
        var (exit, output) = await MSBuild(project, "-getItem:PackageReference", "-getItem:ProjectReference", "-p:DataverseSdk=official");

        Assert.Equal(0, exit);
        Assert.Equal(expected, string.Join(", ", SdkReferences(output)));
    }

    [Theory]
    [InlineData("Plugins/Smarketing.Crm.Plugins.csproj", "Microsoft.Crm.Sdk.Proxy, Microsoft.Xrm.Sdk")]
    [InlineData("Workflows/Smarketing.Crm.Workflows.csproj", "Microsoft.Crm.Sdk.Proxy, Microsoft.Xrm.Sdk, Microsoft.Xrm.Sdk.Workflow")]
    public async Task The_contracts_are_the_default(string project, string expected)
    {
        var (_, output) = await MSBuild(project, "-getItem:PackageReference", "-getItem:ProjectReference");

        Assert.Equal(expected, string.Join(", ", SdkReferences(output)));
    }

    [Fact]
    public async Task A_third_source_is_refused_with_the_two_there_are()
    {
        var (exit, output) = await MSBuild("Plugins/Smarketing.Crm.Plugins.csproj", "-t:Build", "-p:DataverseSdk=offical");

        Assert.NotEqual(0, exit);
        Assert.Contains("DataverseSdk is 'offical'; it takes 'local'", output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> SdkReferences(string json)
    {
        using var document = JsonDocument.Parse(json);
        var items = document.RootElement.GetProperty("Items");
        var packages = Identities(items, "PackageReference");
        var projects = Identities(items, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
        return packages.Concat(projects).Where(Sources.Contains).Order(StringComparer.Ordinal).ToList();
    }

    private static IEnumerable<string> Identities(JsonElement items, string kind) =>
        items.GetProperty(kind).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!);

    private static async Task<(int Exit, string Output)> MSBuild(string project, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = ContractFiles.RepositoryRoot,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])["msbuild", project, .. arguments, "-nologo", "-nodeReuse:false", "-maxCpuCount:1"]) start.ArgumentList.Add(argument);

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await errors);
    }
}
