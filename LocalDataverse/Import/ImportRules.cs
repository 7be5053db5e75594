using System;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.Import;

/// <summary>How a solution comes in.</summary>
internal enum ImportKind
{
    /// <summary>A first import, or one over a version that is there: what only the older one has stays.</summary>
    Update,

    /// <summary>Beside the version in force, until it is promoted.</summary>
    Holding,

    /// <summary>In place of the version in force: what it dropped goes, with its data.</summary>
    Upgrade,
}

/// <summary>What may be imported over what.</summary>
internal static class ImportRules
{
    public static void Check(SolutionModel model, InstalledSolution? old, ImportKind kind)
    {
        if (!Version.TryParse(model.Version, out var version))
        {
            throw new SolutionImportException($"The version of '{model.UniqueName}' is '{model.Version}'. A version is two to four numbers with points between them, such as 1.2.0.0.");
        }

        if (old is null)
        {
            if (kind == ImportKind.Holding)
            {
                throw new SolutionImportException($"'{model.UniqueName}' cannot be imported as a holding solution: it is not installed, so there is nothing to upgrade. Import it without HoldingSolution first.");
            }

            return;
        }

        if (old.Model.IsManaged != model.IsManaged)
        {
            throw new SolutionImportException(
                $"The solution is already installed on this system as {Mode(old.Model.IsManaged)} solution and the package supplied is attempting to install it in {(model.IsManaged ? "managed" : "unmanaged")} mode. Import can only update solutions when the modes match. Uninstall the current solution and try again. ('{model.UniqueName}', {old.Version})")
            {
                ErrorCode = model.IsManaged ? ErrorCodes.ImportManagedOverUnmanaged : ErrorCodes.ImportUnmanagedOverManaged,
            };
        }

        if (old.IsHolding)
        {
            throw new SolutionImportException($"'{ComponentRows.HoldingName(model.UniqueName)}' ({old.Top.Version}) waits to be promoted. Send DeleteAndPromote for '{model.UniqueName}' first.");
        }

        if (kind != ImportKind.Update && !model.IsManaged)
        {
            throw new SolutionImportException($"'{model.UniqueName}' is unmanaged, and only managed solutions are upgraded. Import it without upgrade, or pack it managed.");
        }

        CheckVersion(model, old, version, kind);
    }

    private static void CheckVersion(SolutionModel model, InstalledSolution old, Version version, ImportKind kind)
    {
        var order = version.CompareTo(Version.Parse(old.Version));
        if (kind != ImportKind.Update && order <= 0)
        {
            throw new SolutionImportException($"The import solution must have a higher version than the existing solution it is upgrading. '{model.UniqueName}' is there as {old.Version}, the package is {model.Version}: raise its version.");
        }

        if (model.IsManaged && order < 0)
        {
            throw new SolutionImportException($"The package of '{model.UniqueName}' is version {model.Version}, lower than {old.Version}, which is installed. A managed solution is updated by the same or a higher version: raise it, or uninstall the solution first.");
        }
    }

    private static string Mode(bool isManaged) => isManaged ? "a managed" : "an unmanaged";
}
