using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Smarketing.Cli;

namespace Smarketing.Tests.Cli.Run;

/// <summary>The command line in this process, with what it wrote.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static async Task<CommandLine> Run(params string[] arguments) => await Run(TestContextToken, arguments);

    public static async Task<CommandLine> Run(CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Program.RunAsync(["run", .. arguments], output, error, cancellation);
        return new CommandLine(code, output.ToString(), error.ToString());
    }

    private static CancellationToken TestContextToken => Xunit.TestContext.Current.CancellationToken;
}
