using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Smarketing.Cli.Data;
using Smarketing.Cli.Run;
using Smarketing.Cli.Run.Feed;
using Smarketing.Cli.Samples;
using Smarketing.Cli.Solutions;
using Smarketing.LocalDataverse;
using Smarketing.LocalDataverse.WebApi;

namespace Smarketing.Cli.Commands;

/// <summary><c>smk serve</c>: packs the solution, imports it into a local platform and serves that platform's Web API on this machine.</summary>
public static class ServeCommand
{
    /// <summary>The port used when none is asked for.</summary>
    public const int DefaultPort = 5080;

    private static readonly Option<string?> Database = new("--db") { HelpName = "FILE", Description = "Keep the database in this file. Without it everything is in memory, and gone at the end.", Validators = { CommonOptions.NotEmpty } };
    private static readonly Option<int> Port = new("--port") { HelpName = "N", Description = "The port on 127.0.0.1; 0 takes any that is free.", DefaultValueFactory = _ => DefaultPort };
    private static readonly Option<string?> Token = new("--token") { HelpName = "TEXT", Description = "What callers send as bearer token. Without it a random one is made up and printed.", Validators = { CommonOptions.NotEmpty } };
    private static readonly Option<bool> Sample = new("--sample") { Description = "Feed the leads of the sample firm in first, so that there is something to look at." };

    static ServeCommand() => Port.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535))
        {
            result.AddError("--port takes a whole number from 0 to 65535.");
        }
    });

    public static Command Create()
    {
        var command = new Command("serve", "Serve the Web API of a local platform with the solution in it, on this machine only, until Ctrl+C.") { Database, Port, Token, Sample };

        // Off the calling thread, so that Ctrl+C is heard while the work goes on.
        command.SetAction((parsed, cancellation) => Task.Run(() => RunAsync(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var layout = parsed.Layout();
        using var database = parsed.GetValue(Sample) && parsed.GetValue(Database) is null ? new TemporaryDatabase() : null;
        var file = database?.Path ?? parsed.GetValue(Database);
        var isInteractive = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        using var organization = ConsoleProgress.Show(error, isInteractive, progress => Prepare(layout, file, parsed.GetValue(Sample), progress, cancellation));
        using var jobs = organization.StartAsyncService();
        var server = await StartAsync(organization, parsed).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            await WriteAsync(output, server).ConfigureAwait(false);
            try
            {
                await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // That is how it ends.
            }
        }

        return ExitCode.Ok;
    }

    private static async Task WriteAsync(TextWriter output, LocalWebApi server)
    {
        var root = new Uri(server.Address, "api/data/v9.2/");
        await output.WriteLineAsync($"""
            The Web API is at {root}
            Token: {server.Token}
            Try:   curl -g -H "Authorization: Bearer {server.Token}" "{root}leads?\$select=fullname&\$top=3"
            Ctrl+C ends it.
            """).ConfigureAwait(false);
        await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static LocalOrganization Prepare(RepositoryLayout layout, string? file, bool withSample, IRunProgress progress, CancellationToken cancellation)
    {
        if (withSample)
        {
            // The firm's half year goes by on a clock of its own; what is served afterwards goes by that of the machine.
            LeadRun.Run(layout, new SampleFirm(), new RunOptions { DatabaseFile = file }, new FeedTally(), progress, cancellation);
        }

        progress.Begin("Importing the solution");
        var organization = LeadRun.Open(file, TimeProvider.System);
        try
        {
            LeadRun.Import(organization, SolutionPacker.Pack(layout, managed: true));
            cancellation.ThrowIfCancellationRequested();
            progress.Begin("Loading agreement and model");
            ConfigurationLoader.Load(ConfigurationPackage.Read(layout.SolutionData), organization.CreateService(), cancellation);
            return organization;
        }
        catch
        {
            organization.Dispose();
            throw;
        }
    }

    private static async Task<LocalWebApi> StartAsync(LocalOrganization organization, ParseResult parsed)
    {
        var port = parsed.GetValue(Port);
        try
        {
            // Jobs run in the background, as on the platform.
            return await LocalWebApi.StartAsync(organization, new LocalWebApiOptions { Port = port, Token = parsed.GetValue(Token), RunsAsyncJobs = false }).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            throw new InputException($"The port {port.ToString(CultureInfo.InvariantCulture)} cannot be listened on: {failure.Message.TrimEnd('.')}. Remedy: name another one after --port, or 0 for any that is free.", failure);
        }
    }

    /// <summary>A database for as long as the command runs.</summary>
    private sealed class TemporaryDatabase : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smk-serve-");

        public string Path => System.IO.Path.Combine(_folder.FullName, "sample.db");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
