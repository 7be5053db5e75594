using System;
using System.IO;
using Smarketing.Cli;
using Smarketing.Cli.Solutions;
using Xunit;

namespace Smarketing.Tests.Cli.Solutions;

public sealed class RepositoryLayoutTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("smk-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_root_is_the_nearest_folder_above_that_holds_the_solution_file()
    {
        File.WriteAllText(Path.Combine(_folder, RepositoryLayout.Marker), "");
        var deep = Directory.CreateDirectory(Path.Combine(_folder, "a", "b")).FullName;

        Assert.Equal(_folder, RepositoryLayout.Find([deep]).Root);
    }

    [Fact]
    public void The_first_folder_that_lies_in_a_repository_wins()
    {
        var inside = Directory.CreateDirectory(Path.Combine(_folder, "inside")).FullName;
        File.WriteAllText(Path.Combine(inside, RepositoryLayout.Marker), "");

        Assert.Equal(inside, RepositoryLayout.Find([_folder, inside, AppContext.BaseDirectory]).Root);
    }

    [Fact]
    public void Outside_any_repository_the_marker_is_named() =>
        Assert.Contains(RepositoryLayout.Marker, Assert.Throws<InputException>(() => RepositoryLayout.Find([_folder])).Message, StringComparison.Ordinal);

    [Fact]
    public void An_assembly_that_was_not_built_is_named_with_the_remedy()
    {
        var fault = Assert.Throws<InputException>(() => new RepositoryLayout(_folder, _folder).BuiltAssembly("House"));

        Assert.Contains("House.dll", fault.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet build", fault.Message, StringComparison.Ordinal);
    }
}
