using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;

namespace Smarketing.Tests.Solution.Pack;

/// <summary>A packed solution as any other program reads it.</summary>
internal sealed class Zip
{
    private readonly Dictionary<string, byte[]> _parts = new(StringComparer.Ordinal);

    public Zip(byte[] content)
    {
        using var archive = new ZipArchive(new MemoryStream(content));
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            _parts.Add(entry.FullName, copy.ToArray());
            Names.Add(entry.FullName);
        }
    }

    public List<string> Names { get; } = [];

    public XElement Customizations => Xml("customizations.xml");

    public XElement Manifest => Xml("solution.xml").Element("SolutionManifest")!;

    public byte[] Bytes(string name) => _parts[name];

    public XElement Xml(string name) => XElement.Load(new MemoryStream(_parts[name]));

    public List<string> Sections() => [.. Customizations.Elements().Select(section => section.Name.LocalName)];
}
