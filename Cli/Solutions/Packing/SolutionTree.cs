using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;

namespace Smarketing.Cli.Solutions.Packing;

/// <summary>The files of an unpacked solution, by path relative to its root with forward slashes, in ordinal order.</summary>
internal sealed class SolutionTree
{
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <exception cref="InputException">The folder does not exist.</exception>
    public SolutionTree(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InputException($"{folder} does not exist: it holds the unpacked solution. Restore it from version control.");
        }
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (!path.Split('/').Any(part => part.StartsWith('.')))
            {
                _files.Add(path, file);
            }
        }
    }

    public IEnumerable<string> Paths => _files.Keys;

    /// <summary>Files nothing has asked for.</summary>
    public IReadOnlyList<string> Unused => [.. _files.Keys.Where(path => !_used.Contains(path))];

    public bool Has(string path) => _files.ContainsKey(path);

    public IEnumerable<string> Under(string folder) => _files.Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>The file as it is.</summary>
    public byte[] Bytes(string path)
    {
        _used.Add(path);
        return _files.TryGetValue(path, out var file)
            ? File.ReadAllBytes(file)
            : throw new InputException($"{path} is missing from the unpacked solution. Restore it from version control.");
    }

    /// <summary>The file's root element, free to be moved elsewhere, remembering where it came from.</summary>
    public XElement Xml(string path)
    {
        var root = SolutionXml.Parse(Bytes(path), path);
        root.Remove();
        root.AddAnnotation(new SourceFile(path));
        return root;
    }

    /// <summary>Counts a file as understood without reading it.</summary>
    public void Use(string path) => _used.Add(path);
}

/// <summary>The file of the tree that an element was read from.</summary>
internal sealed record SourceFile(string Path)
{
    public static string Of(XElement element) =>
        element.AncestorsAndSelf().Select(each => each.Annotation<SourceFile>()).FirstOrDefault(source => source is not null)?.Path ?? "the solution";
}
