using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Smarketing.Cli.Solutions;
using Xunit;

namespace Smarketing.Tests.Solution;

/// <summary>What readers are sent to is there.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Root = RepositoryLayout.Find().Root;

    [Fact]
    public void Every_link_between_documents_leads_somewhere()
    {
        var links = Links().ToList();

        Assert.NotEmpty(links);
        Assert.DoesNotContain(links, link => !Path.Exists(Path.Combine(Path.GetDirectoryName(link.Document)!, link.Target)));
    }

    private static IEnumerable<(string Document, string Target)> Links() =>
        from document in Directory.EnumerateFiles(Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
        from Match link in Link().Matches(File.ReadAllText(document))
        let target = link.Groups["target"].Value
        where !target.StartsWith("http", StringComparison.Ordinal)
        select (document, target);

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
