using System;
using System.IO;
using System.Text;

namespace Smarketing.Tests.Cli.Csv;

/// <summary>Files that go when the test is over.</summary>
internal sealed class TextFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smk-csv-");

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
