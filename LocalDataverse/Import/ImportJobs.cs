using System;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Import;

/// <summary>Writes the rows of importjob, in which callers of ImportSolution read how it went.</summary>
internal sealed class ImportJobs(Platform platform)
{
    public void Succeeded(Guid id, SolutionModel model, DateTime startedOn, ImportKind kind) =>
        Write(id, model.UniqueName, startedOn, 100, kind, Data(model, null), ComponentRows.SolutionId(model.UniqueName));

    /// <summary>The only trace of an import that was refused.</summary>
    public void Failed(Guid id, DateTime startedOn, ImportKind kind, SolutionImportException refusal) =>
        Write(id, null, startedOn, 0, kind, Data(null, refusal), null);

    private void Write(Guid id, string? solution, DateTime startedOn, double progress, ImportKind kind, XElement data, Guid? solutionId)
    {
        var row = new Entity("importjob", id)
        {
            ["solutionname"] = solution,
            ["name"] = "Customizations",
            ["progress"] = progress,
            ["startedon"] = startedOn,
            ["completedon"] = platform.UtcNow,
            ["data"] = data.ToString(SaveOptions.DisableFormatting),
            ["operationcontext"] = kind == ImportKind.Update ? "Import" : "Upgrade",
            ["organizationid"] = new EntityReference("organization", platform.System.OrganizationId),
            ["createdon"] = startedOn,
            ["createdby"] = new EntityReference("systemuser", platform.System.AdministratorId),
        };
        if (solutionId is { } installed)
        {
            row["solutionid"] = installed;
        }

        platform.Defaults.Stamp(platform.Catalog.Table("importjob"), row);
        platform.Store.Insert(row);
    }

    // The shape that tools look into: the solution manifest and its result.
    private XElement Data(SolutionModel? model, SolutionImportException? refusal) => new("importexportxml",
        new XAttribute("succeeded", refusal is null ? "true" : "false"),
        new XAttribute("processed", "true"),
        new XElement("solutionManifests", new XElement("solutionManifest",
            new XAttribute("id", model?.UniqueName ?? string.Empty),
            new XAttribute("processed", "true"),
            model is null ? null : new XElement("UniqueName", model.UniqueName),
            model is null ? null : new XElement("Version", model.Version),
            new XElement("result",
                new XAttribute("result", refusal is null ? "success" : "failure"),
                new XAttribute("errorcode", refusal is null ? "0" : "0x" + refusal.ErrorCode.ToString("X8", CultureInfo.InvariantCulture)),
                new XAttribute("errortext", Text(refusal?.Message)),
                new XAttribute("datetime", platform.UtcNow.ToString("HH:mm:ss.ff", CultureInfo.InvariantCulture)),
                new XAttribute("datetimeticks", platform.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture))))));

    // A refusal may quote what no XML can hold.
    private static string Text(string? text) => string.Concat((text ?? string.Empty).EnumerateRunes().Where(static r => r.Value is 9 or 10 or 13 or (>= 32 and not (0xFFFE or 0xFFFF))));
}
