using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace Smarketing.LocalDataverse.Import;

/// <summary>The files of a solution zip, by path with forward slashes.</summary>
internal sealed class SolutionArchive
{
    // A solution is megabytes; what unpacks to more than this is a mistake or an attack.
    private const long MostBytes = 256L * 1024 * 1024;
    private const int MostDepth = 256;

    private readonly Dictionary<string, byte[]> _files;

    private SolutionArchive(Dictionary<string, byte[]> files) => _files = files;

    public IEnumerable<string> Paths => _files.Keys.Order(StringComparer.OrdinalIgnoreCase);

    public static SolutionArchive Read(byte[] zip)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
            long total = 0;
            foreach (var entry in archive.Entries.Where(e => !e.FullName.EndsWith('/')))
            {
                var path = PathOf(entry.FullName);
                using var content = new MemoryStream();
                using (var stream = entry.Open())
                {
                    CopyBounded(stream, content, entry.FullName, ref total);
                }

                if (!files.TryAdd(path, content.ToArray()))
                {
                    throw new SolutionImportException($"The solution zip holds '{path}' twice. Pack it again.");
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException or EndOfStreamException or IOException or ArgumentException)
        {
            throw new SolutionImportException($"The file is no readable zip: {exception.Message} Pack the solution again.", exception);
        }

        var result = new SolutionArchive(files);
        foreach (var needed in (string[])["solution.xml", "customizations.xml", "[Content_Types].xml"])
        {
            if (!files.ContainsKey(needed))
            {
                throw new SolutionImportException(
                    $"The zip holds no '{needed}', so it is no solution. Give a zip written by 'smk pack' or 'pac solution pack', not the unpacked folder zipped.");
            }
        }

        return result;
    }

    public bool Contains(string path) => _files.ContainsKey(path);

    public byte[]? Find(string path) => _files.GetValueOrDefault(path.TrimStart('/'));

    public XElement Xml(string path)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(_files[path]),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            using var bounded = new BoundedXmlReader(reader, MostDepth);
            return XDocument.Load(bounded, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException exception)
        {
            throw new SolutionImportException($"'{path}' is no well-formed XML: {exception.Message} Mend the file and pack the solution again.", exception);
        }
    }

    // Nothing is ever written where a name says; but a name that leads elsewhere says what the zip was made for.
    private static string PathOf(string name)
    {
        var path = name.Replace('\\', '/').TrimStart('/');
        return path.Split('/').Contains("..", StringComparer.Ordinal) || path.Contains(':', StringComparison.Ordinal)
            ? throw new SolutionImportException($"The name '{name}' leads out of the zip. Pack the solution again.")
            : path;
    }

    private static void CopyBounded(Stream source, MemoryStream target, string name, ref long total)
    {
        var buffer = new byte[81920];
        int read;
        while ((read = source.Read(buffer, 0, buffer.Length)) > 0)
        {
            total += read;
            if (total > MostBytes)
            {
                throw new SolutionImportException($"The solution zip unpacks to more than {MostBytes / 1024 / 1024} MB, at '{name}'. Split the solution.");
            }

            target.Write(buffer, 0, read);
        }
    }
}
