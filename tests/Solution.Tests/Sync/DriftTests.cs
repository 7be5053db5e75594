using System.Linq;
using Smarketing.Cli.Commands;
using Smarketing.Cli.Solutions;
using Smarketing.Cli.Solutions.Syncing;
using Xunit;

namespace Smarketing.Tests.Solution.Sync;

/// <summary>What this repository holds twice says the same in both places.</summary>
public sealed class DriftTests
{
    private static readonly RepositoryLayout Repository = RepositoryLayout.Find();

    [Fact]
    public void Table_classes_follow_the_XML_of_the_tables() => AssertUpToDate(SolutionSync.TableClassChanges(Repository));

    [Fact]
    public void Step_and_assembly_XML_follows_the_step_classes() => AssertUpToDate(SolutionSync.RegistrationChanges(Repository, ShippedAssembly.ReadAll()));

    private static void AssertUpToDate(FileChanges changes) =>
        Assert.True(changes.Paths.Count == 0, $"Out of date: {string.Join(", ", changes.Paths.Select(Repository.Display))}. Run: {SyncCommand.Remedy}");
}
