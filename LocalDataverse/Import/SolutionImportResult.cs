using System;
using System.Collections.Generic;

namespace Smarketing.LocalDataverse;

/// <summary>What an import brought.</summary>
/// <param name="UniqueName">The unique name of the solution.</param>
/// <param name="Version">Its version.</param>
/// <param name="IsManaged">Whether the zip is managed.</param>
/// <param name="Tables">Logical names of the tables made or extended.</param>
/// <param name="Steps">Names of the steps registered.</param>
/// <param name="CustomApis">Unique names of the custom APIs.</param>
/// <param name="Roles">Names of the security roles.</param>
/// <param name="Ignored">Components this stand-in has no use for, by kind and name, never silently dropped.</param>
public sealed record SolutionImportResult(
    string UniqueName,
    string Version,
    bool IsManaged,
    IReadOnlyList<string> Tables,
    IReadOnlyList<string> Steps,
    IReadOnlyList<string> CustomApis,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Ignored);

/// <summary>A solution zip that cannot be imported. The message says what is wrong, where, and how to mend it.</summary>
public sealed class SolutionImportException : Exception
{
    /// <summary>Makes one with what is wrong, where, and how to mend it.</summary>
    public SolutionImportException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The platform's code, for callers of the message ImportSolution.</summary>
    internal int ErrorCode { get; init; } = Faults.ErrorCodes.ImportFailed;
}
