using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Smarketing.Cli;
using Smarketing.Cli.Solutions;
using Xunit;

namespace Smarketing.Tests.Cli.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("smk-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("pack")]
    [InlineData("sync")]
    [InlineData("check")]
    public async Task Outside_a_repository_a_command_says_what_it_needs(string command)
    {
        var (code, output, error) = await Run(command, "--repository", _folder);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(RepositoryLayout.Marker, error, StringComparison.Ordinal);
        Assert.Contains("Change to a folder inside it", error, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task A_fault_shows_no_stack_trace_until_asked_for_details()
    {
        var plain = await Run("pack", "--repository", _folder);
        var verbose = await Run("pack", "--repository", _folder, "--verbose");

        Assert.DoesNotContain("   at ", plain.Error, StringComparison.Ordinal);
        Assert.Contains("   at ", verbose.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_option_is_bad_input_and_is_named()
    {
        var (code, _, error) = await Run("pack", "--nonsense");

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("--nonsense", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_where_the_zips_need_a_folder_is_named()
    {
        var file = Path.Combine(_folder, "taken");
        File.WriteAllText(file, "");

        var (code, output, error) = await Run("pack", "--out", file);

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains("taken is a file; the zips need a folder", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Misuse_is_told_in_English_whatever_the_language_of_the_system()
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
        try
        {
            Assert.StartsWith("Unrecognized command or argument '--nonsense'", (await Run("pack", "--nonsense")).Error, StringComparison.Ordinal);
            Assert.Equal("fr-FR", CultureInfo.CurrentUICulture.Name);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public async Task Help_is_no_fault()
    {
        var (code, output, _) = await Run("--help");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("pack", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--managed", new[] { "_managed.zip" })]
    [InlineData("--unmanaged", new[] { "_0.zip" })]
    [InlineData(null, new[] { "_0.zip", "_managed.zip" })]
    public async Task Pack_writes_the_kinds_asked_for_and_both_by_default(string? kind, string[] endings)
    {
        var (code, _, error) = await Run(kind is null ? ["pack", "--out", _folder] : ["pack", "--out", _folder, kind]);

        Assert.Equal((ExitCode.Ok, ""), (code, error));
        var files = Directory.GetFiles(_folder);
        Array.Sort(files, StringComparer.Ordinal);
        Assert.Collection(files, Array.ConvertAll<string, Action<string>>(endings, ending => file => Assert.EndsWith(ending, file, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Pack_check_writes_nothing()
    {
        var (code, _, _) = await Run("pack", "--check", "--out", _folder);

        Assert.Equal(ExitCode.Ok, code);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Check_is_content_with_this_repository()
    {
        var (code, output, _) = await Run("check");

        Assert.Equal((ExitCode.Ok, "Nothing to put right."), (code, output.Trim()));
    }

    [Fact]
    public async Task Check_tells_of_drift_and_of_what_cannot_be_packed()
    {
        CopySolution();
        File.WriteAllText(Path.Combine(_folder, "Solution", "src", "unknown.xml"), "<unknown />");

        var (code, output, _) = await Run("check", "--repository", _folder);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("Plugins/Dataverse/Tables/Lead.g.cs is out of date.", output, StringComparison.Ordinal);
        Assert.Contains("unknown.xml: smk pack does not know", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_check_lists_what_is_out_of_date_and_writes_nothing()
    {
        CopySolution();

        var (code, output, _) = await Run("sync", "--check", "--repository", _folder);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("Plugins/Dataverse/Tables/Lead.g.cs is out of date.", output, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project Cli -- sync", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "Plugins")));
    }

    [Fact]
    public async Task Sync_writes_and_asks_to_build_and_run_again_when_table_classes_changed()
    {
        CopySolution();

        var first = await Run("sync", "--repository", _folder);
        var second = await Run("sync", "--repository", _folder);

        Assert.Equal(ExitCode.Ok, first.Code);
        Assert.Contains("build, then run once more", first.Output, StringComparison.Ordinal);
        Assert.Contains("up to date", second.Output, StringComparison.Ordinal);
    }

    /// <summary>The repository's solution without its generated classes.</summary>
    private void CopySolution()
    {
        var source = RepositoryLayout.Find();
        File.WriteAllText(Path.Combine(_folder, RepositoryLayout.Marker), "");
        foreach (var file in Directory.GetFiles(source.SolutionSource, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(source.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Program.RunAsync(args, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
