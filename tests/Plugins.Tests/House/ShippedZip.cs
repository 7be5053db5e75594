using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using Smarketing.Cli.Solutions;

namespace Smarketing.Tests.Plugins.House;

/// <summary>The solution as it ships, packed once.</summary>
internal static class ShippedZip
{
    private static readonly Lazy<byte[]> Packed = new(() => SolutionPacker.Pack(RepositoryLayout.Find([AppContext.BaseDirectory]), managed: false));

    public static Stream Open() => new MemoryStream(Packed.Value, writable: false);

    /// <summary>The solution without the guards: how rules that cannot be run come into an organisation all the same.</summary>
    public static Stream OpenWithoutGuards()
    {
        var copy = new MemoryStream();
        copy.Write(Packed.Value);
        using (var zip = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            Rewrite(zip, "customizations.xml", document =>
            {
                var guards = document.Descendants("SdkMessageProcessingStep")
                    .Where(step => step.Element("PluginTypeName")?.Value.Contains(".Guard", StringComparison.Ordinal) == true)
                    .ToArray();
                ids.UnionWith(guards.Select(guard => guard.Attribute("SdkMessageProcessingStepId")!.Value));
                guards.Remove();
            });
            if (ids.Count == 0)
                throw new InvalidDataException("The zip has no guards to take out.");
            Rewrite(zip, "solution.xml", document =>
                document.Descendants("RootComponent").Where(component => ids.Contains(component.Attribute("id")?.Value ?? string.Empty)).Remove());
        }

        copy.Position = 0;
        return copy;
    }

    private static void Rewrite(ZipArchive zip, string name, Action<XDocument> change)
    {
        var entry = zip.GetEntry(name) ?? throw new InvalidDataException("The zip has no " + name + ".");
        XDocument document;
        using (var stream = entry.Open())
            document = XDocument.Load(stream);
        change(document);
        entry.Delete();
        using var rewritten = zip.CreateEntry(name).Open();
        document.Save(rewritten);
    }
}
