using System;
using System.IO;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Import;

/// <summary>Brings solutions into the organisation.</summary>
internal sealed class SolutionImporter(Platform platform) : IDisposable
{
    public SolutionImportResult Import(Stream zip) =>
        throw new SolutionImportException($"The organisation {platform.System.OrganizationName} cannot import solutions yet.");

    public void Reload() => _ = platform;

    public void Dispose() => _ = platform;
}
