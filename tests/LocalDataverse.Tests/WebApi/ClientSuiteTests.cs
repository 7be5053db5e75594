using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Smarketing.LocalDataverse.WebApi;
using Smarketing.Tests.LocalDataverse.Import;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Sdk.Contract;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

/// <summary>
/// Runs the suite in <c>tests/WebApi</c>, which drives the Web API through a client that others wrote. Needs Node; without it, or without a
/// way to install the client, it is skipped with the reason, except on a build server.
/// </summary>
public sealed class ClientSuiteTests
{
    private static readonly string Folder = Path.Combine(ContractFiles.RepositoryRoot, "tests", "WebApi");

    private static bool IsBuildServer => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    [Fact]
    public async Task A_client_of_others_finds_what_it_expects()
    {
        Assert.SkipUnless(OnPath("node"), "Node is not on the PATH: the Web API was not driven by a client of others.");
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "dynamics-web-api")))
            await Install();
        using var org = new TestOrganization();
        org.Organization.ImportSolution(new MiniSolution().Zip());
        await using var server = await LocalWebApi.StartAsync(org.Organization, new LocalWebApiOptions { Port = 0, Token = "of-the-suite" });

        var (code, output) = await Run("node", ["--test", "--test-reporter=tap", "suite.test.mjs"], ("DATAVERSE_URL", server.Address.ToString().TrimEnd('/')), ("DATAVERSE_TOKEN", server.Token));

        Assert.True(code == 0, output);
    }

    private static async Task Install()
    {
        var (code, output) = await Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"]);
        if (code != 0 && IsBuildServer)
            Assert.Fail(output);
        Assert.SkipUnless(code == 0, $"The client could not be installed: the Web API was not driven by a client of others. {output}");
    }

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));

    private static async Task<(int Code, string Output)> Run(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        // The suite is one of Node's own, not part of one that may be running.
        start.Environment.Remove("NODE_TEST_CONTEXT");
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
