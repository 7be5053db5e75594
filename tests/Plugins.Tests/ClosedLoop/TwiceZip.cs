using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using Smarketing.Tests.Plugins.House;

namespace Smarketing.Tests.Plugins.ClosedLoop;

/// <summary>The solution as it ships, but with each asynchronous step of the closed loop registered twice: the platform may run a job again.</summary>
internal static class TwiceZip
{
    private static readonly string[] Ours = [".Record", ".CountForCampaign", ".CountForContent", ".RescoreLeadOnEngagement"];
    private static readonly Lazy<byte[]> Packed = new(Pack);

    public static Stream Open() => new MemoryStream(Packed.Value, writable: false);

    private static byte[] Pack()
    {
        using var copy = new MemoryStream();
        using (var shipped = ShippedZip.Open())
            shipped.CopyTo(copy);
        using (var zip = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            var added = Array.Empty<string>();
            Rewrite(zip, "customizations.xml", document =>
            {
                var steps = document.Descendants("SdkMessageProcessingStep").Where(IsOurs).ToArray();
                if (steps.Length == 0)
                    throw new InvalidDataException("The zip has no steps of the closed loop.");
                foreach (var step in steps)
                    step.AddAfterSelf(Again(step));
                added = [.. steps.Select(step => Other(step.Attribute("SdkMessageProcessingStepId")!.Value))];
            });
            Rewrite(zip, "solution.xml", document => document.Descendants("RootComponents").Single().Add(added.Select(id =>
                new XElement("RootComponent", new XAttribute("type", 92), new XAttribute("id", id), new XAttribute("behavior", 0)))));
        }

        return copy.ToArray();
    }

    private static bool IsOurs(XElement step) =>
        step.Element("Mode")?.Value == "1" && Ours.Any(name => step.Element("PluginTypeName")?.Value.Contains(name, StringComparison.Ordinal) == true);

    private static XElement Again(XElement step)
    {
        var again = new XElement(step);
        again.SetAttributeValue("SdkMessageProcessingStepId", Other(step.Attribute("SdkMessageProcessingStepId")!.Value));
        again.SetAttributeValue("Name", step.Attribute("Name")!.Value + " again");
        foreach (var id in again.Descendants().Where(element => element.Name.LocalName == "SdkMessageProcessingStepImageId"))
            id.Value = Other(id.Value);
        return again;
    }

    private static string Other(string id)
    {
        var bytes = new Guid(id).ToByteArray();
        bytes[15] ^= 0xFF;
        return new Guid(bytes).ToString("B");
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
