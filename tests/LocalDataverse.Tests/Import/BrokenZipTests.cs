using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Smarketing.LocalDataverse;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Import;

/// <summary>However a zip is broken: it is imported, or it is refused as a zip and nothing at all has changed.</summary>
public sealed class BrokenZipTests : IDisposable
{
    private static readonly byte[] First = new MiniSolution().Zip().ToArray();
    private static readonly Dictionary<string, byte[]> Next = Files(new MiniSolution { Version = "2.0.0.0", ExtraColumns = MiniSolution.Column("mini_More", "int", string.Empty) }.Zip());

    private TestOrganization _org = null!;
    private bool _isFresh;

    public void Dispose() => _org?.Dispose();

    [Fact]
    public void Bytes_flipped_or_cut_off()
    {
        var whole = Zip(Next);
        var gen = Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 2], Gen.Byte);
        gen.Sample(
            broken =>
            {
                var (at, kind, with) = broken;

                // Names, sizes and sums lie at both ends, the DLL in between.
                at = at % 2 == 0 ? at % Math.Min(4000, whole.Length) : whole.Length - 1 - (at % Math.Min(4000, whole.Length));
                byte[] bytes = kind == 0 ? whole[..at] : [.. whole[..at], kind == 1 ? with : (byte)(whole[at] ^ (1 << (with % 8))), .. whole[(at + 1)..]];
                ImportedOrUntouched(bytes);
            },
            iter: 100,
            threads: 1);
    }

    [Fact]
    public void Elements_and_attributes_taken_away_doubled_renamed_or_filled_with_nonsense()
    {
        string[] files = [.. Next.Keys.Where(k => k.EndsWith(".xml", StringComparison.Ordinal) && !k.StartsWith('['))];
        var gen = Gen.Select(Gen.Int[0, files.Length - 1], Gen.Int[0, 1_000_000], Gen.Int[0, 6]);
        gen.Sample(
            broken =>
            {
                var (file, at, how) = broken;
                var document = XDocument.Parse(Encoding.UTF8.GetString(Next[files[file]]), LoadOptions.PreserveWhitespace);
                Spoil(document, at, how);
                ImportedOrUntouched(Zip(new Dictionary<string, byte[]>(Next) { [files[file]] = Encoding.UTF8.GetBytes(document.ToString(SaveOptions.DisableFormatting)) }));
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void A_failure_at_any_write_of_the_import_leaves_nothing()
    {
        // The row versions of an import tell how many rows it writes; a trigger of the database refuses each of them in turn.
        foreach (var table in new[] { "publisher", "solution", "pluginassembly", "plugintype", "sdkmessageprocessingstep", "sdkmessageprocessingstepimage", "customapi" })
        {
            using var org = new TestOrganization();
            org.Organization.ImportSolution(new MemoryStream(First));
            org.Organization.Platform.Store.RunSql($"CREATE TRIGGER refuse BEFORE UPDATE ON \"{table}\" BEGIN SELECT RAISE(ABORT, 'no more'); END");
            var before = State(org);
            var refusal = Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(new MemoryStream(Zip(Next))));
            Assert.Contains("no more", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(before, State(org));
        }
    }

    [Fact]
    public void A_failure_at_any_row_of_a_first_import_leaves_nothing()
    {
        foreach (var table in new[] { "publisher", "solution", "pluginassembly", "plugintype", "sdkmessageprocessingstep", "sdkmessageprocessingstepimage", "customapi", "role" })
        {
            using var org = new TestOrganization();
            org.Organization.Platform.Store.EnsureTable(org.Organization.Platform.Catalog.Table(table));
            org.Organization.Platform.Store.RunSql($"CREATE TRIGGER refuse BEFORE INSERT ON \"{table}\" BEGIN SELECT RAISE(ABORT, 'no more'); END");
            var before = State(org);
            Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(new MemoryStream(First)));
            Assert.Equal(before, State(org));
            org.Organization.Platform.Store.RunSql("DROP TRIGGER refuse");
            org.Organization.ImportSolution(new MemoryStream(First));
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void A_DLL_that_is_cut_off_is_refused(double share)
    {
        using var org = new TestOrganization();
        var before = State(org);
        var dll = File.ReadAllBytes(typeof(BrokenZipTests).Assembly.Location);
        Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(new MiniSolution { Dll = dll[..(int)(dll.Length * share)] }.Zip()));
        Assert.Equal(before, State(org));
    }

    [Theory]
    [InlineData("../evil.xml")]
    [InlineData("a/../../evil.xml")]
    [InlineData("C:/evil.xml")]
    [InlineData("a\\..\\evil.xml")]
    public void A_name_that_leads_out_of_the_zip_is_refused(string path)
    {
        using var org = new TestOrganization();
        var refusal = Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(new MemoryStream(Zip(new Dictionary<string, byte[]>(Next) { [path] = [1] }))));
        Assert.Contains("leads out of the zip", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_that_unpacks_to_more_than_memory_should_hold_is_refused_while_it_is_read()
    {
        using var org = new TestOrganization();
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("customizations.xml", CompressionLevel.Fastest).Open();
            var block = new byte[1024 * 1024];
            for (var i = 0; i < 260; i++)
            {
                entry.Write(block);
            }
        }

        stream.Position = 0;
        Assert.Contains("unpacks to more than", Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(stream)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void XML_nested_without_end_is_refused()
    {
        using var org = new TestOrganization();
        var deep = string.Concat(Enumerable.Repeat("<a>", 200_000)) + string.Concat(Enumerable.Repeat("</a>", 200_000));
        var files = new Dictionary<string, byte[]>(Next) { ["customizations.xml"] = Encoding.UTF8.GetBytes(deep) };
        Assert.Contains("nested", Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(new MemoryStream(Zip(files)))).Message, StringComparison.Ordinal);
    }

    private void ImportedOrUntouched(byte[] zip)
    {
        if (!_isFresh)
        {
            _org?.Dispose();
            _org = new TestOrganization();
            _org.Organization.ImportSolution(new MemoryStream(First));
            _isFresh = true;
        }

        var before = State(_org);
        try
        {
            _org.Organization.ImportSolution(new MemoryStream(zip));
            _isFresh = false;
        }
        catch (SolutionImportException)
        {
            Assert.Equal(before, State(_org));
        }
    }

    // Everything an import may touch, in the database and beside it.
    private static (string Rows, object Tables, string Steps, string Messages) State(TestOrganization org)
    {
        var platform = org.Organization.Platform;
        return (
            platform.Store.Fingerprint(),
            platform.Catalog.Snapshot(),
            string.Join('|', platform.Steps.All.Select(s => $"{s.Id} {s.Name} {s.Configuration} {s.Plugin.GetHashCode()}").Order(StringComparer.Ordinal)),
            string.Join('|', platform.Messages.Names.Order(StringComparer.Ordinal)));
    }

    private static void Spoil(XDocument document, int at, int how)
    {
        var elements = document.Descendants().ToList();
        var element = elements[at % elements.Count];
        var attribute = element.Attributes().Skip(at % Math.Max(1, element.Attributes().Count())).FirstOrDefault();
        switch (how)
        {
            case 0 when element.Parent is not null:
                element.Remove();
                break;
            case 1 when element.Parent is not null:
                element.AddAfterSelf(new XElement(element));
                break;
            case 2:
                attribute?.Remove();
                break;
            case 3 when attribute is not null:
                attribute.Value = at % 2 == 0 ? string.Empty : "☃ no such thing";
                break;
            case 4:
                element.Name = "Nonsense";
                break;
            case 5:
                element.Value = at % 2 == 0 ? string.Empty : "-9999999999999999999999999999999999";
                break;
            default:
                element.Value = "☃ no such thing";
                break;
        }
    }

    private static Dictionary<string, byte[]> Files(Stream zip)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
        return archive.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var content = new MemoryStream();
            using var stream = e.Open();
            stream.CopyTo(content);
            return content.ToArray();
        });
    }

    private static byte[] Zip(Dictionary<string, byte[]> files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                using var entry = zip.CreateEntry(path, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
