using System;
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
            var entry = zip.GetEntry("customizations.xml") ?? throw new InvalidDataException("The zip has no customizations.xml.");
            XDocument customizations;
            using (var stream = entry.Open())
                customizations = XDocument.Load(stream);
            var guards = customizations.Descendants("SdkMessageProcessingStep")
                .Where(step => step.Element("PluginTypeName")?.Value.Contains(".Guard", StringComparison.Ordinal) == true)
                .ToArray();
            if (guards.Length == 0)
                throw new InvalidDataException("The zip has no guards to take out.");
            foreach (var guard in guards)
                guard.Remove();
            entry.Delete();
            using var rewritten = zip.CreateEntry("customizations.xml").Open();
            customizations.Save(rewritten);
        }

        copy.Position = 0;
        return copy;
    }
}
