using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;

namespace Smarketing.Cli.Solutions;

/// <summary>What is written on disk held against what should be: files to write and files to remove.</summary>
public sealed class FileChanges
{
    private readonly SortedDictionary<string, byte[]> _writes = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _removals = new(StringComparer.Ordinal);

    /// <summary>Full paths of the files that are missing, differ or should not exist, in ordinal order.</summary>
    public IReadOnlyList<string> Paths => [.. _writes.Keys.Concat(_removals).Order(StringComparer.Ordinal)];

    /// <summary>Compares one file. Line endings do not count: version control may have changed them.</summary>
    public void Expect(string path, string text)
    {
        if (!File.Exists(path) || !string.Equals(File.ReadAllText(path).ReplaceLineEndings("\n"), text, StringComparison.Ordinal))
        {
            _writes[path] = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);
        }
    }

    /// <summary>Compares one XML file by what it says; how a maker tool laid it out does not count.</summary>
    public void ExpectXml(string path, XElement root)
    {
        var content = SolutionXml.Write(root);
        if (!File.Exists(path) || !XNode.DeepEquals(Meaning(File.ReadAllBytes(path), path), Meaning(content, path)))
        {
            _writes[path] = content;
        }
    }

    /// <summary>Marks the files of a folder that nothing stands behind any more.</summary>
    public void ExpectNoOther(string folder, string pattern, IEnumerable<string> expected)
    {
        if (Directory.Exists(folder))
        {
            var known = expected.ToHashSet(StringComparer.OrdinalIgnoreCase);
            _removals.UnionWith(Directory.GetFiles(folder, pattern).Where(file => !known.Contains(file)));
        }
    }

    /// <summary>The elements and values, without the namespace declarations tools add and drop as they please.</summary>
    private static XElement Meaning(byte[] content, string path)
    {
        var root = SolutionXml.Parse(content, path);
        root.DescendantsAndSelf().Attributes().Where(attribute => attribute.IsNamespaceDeclaration).Remove();
        return root;
    }

    /// <summary>Brings the disk in line.</summary>
    public void Apply()
    {
        foreach (var (path, content) in _writes)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
        foreach (var path in _removals)
        {
            File.Delete(path);
        }
    }
}
