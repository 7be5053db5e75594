using System.Collections.Generic;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Import;

/// <summary>What an import changes beside the database, as it was, to go back to.</summary>
internal sealed class OrganizationState(Platform platform, InstalledSolutions installed)
{
    private readonly object _catalog = platform.Catalog.Snapshot();
    private readonly List<StepDefinition> _steps = [.. platform.Steps.All];
    private readonly IReadOnlyList<Message> _messages = platform.Messages.All;
    private readonly List<InstalledSolution> _solutions = [.. installed.All];

    public void Restore()
    {
        platform.Catalog.Restore(_catalog);
        platform.Steps.Restore(_steps);
        platform.Messages.Restore(_messages);
        installed.Restore(_solutions);
    }
}
