using System.Threading.Tasks;
using Xunit;

namespace Smarketing.Tests.Cli.Run;

/// <summary>The tests that look at the same run of the whole sample.</summary>
[CollectionDefinition("Sample")]
public sealed class SampleCollection : ICollectionFixture<SampleRun>;

/// <summary>One run of the whole sample, shared by the tests that look at it.</summary>
public sealed class SampleRun : IAsyncLifetime
{
    internal CommandLine Result { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Result = await CommandLine.Run("--json");

    public ValueTask DisposeAsync() => default;
}
