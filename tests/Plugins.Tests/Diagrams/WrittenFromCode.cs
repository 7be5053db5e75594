using System;
using System.IO;
using Smarketing.Tests.Plugins.Architecture;
using Xunit;

namespace Smarketing.Tests.Plugins.Diagrams;

/// <summary>
/// A document that code writes: the test fails when the file says something else. <c>SMK_WRITE_DOCS=1 dotnet test tests/Plugins.Tests</c>
/// writes it anew.
/// </summary>
internal static class WrittenFromCode
{
    private const string Write = "SMK_WRITE_DOCS";

    /// <summary>Holds a file of the repository against its text.</summary>
    /// <param name="path">The file, from the root of the repository.</param>
    /// <param name="text">What it must say.</param>
    public static void Holds(string path, string text)
    {
        var file = Path.Combine(Shipped.RepositoryRoot, path);
        if (Environment.GetEnvironmentVariable(Write) == "1")
            File.WriteAllText(file, text);
        var written = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : string.Empty;
        Assert.True(
            written == text,
            path + " does not say what the code does. Write it anew with " + Write + "=1 dotnet test tests/Plugins.Tests, and look at the difference.");
    }
}
