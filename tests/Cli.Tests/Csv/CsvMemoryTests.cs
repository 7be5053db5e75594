using System;
using System.Text;
using Smarketing.Cli.Csv;
using Xunit;

namespace Smarketing.Tests.Cli.Csv;

/// <summary>Alone in the process while it measures.</summary>
[CollectionDefinition("Measures memory", DisableParallelization = true)]
[Collection("Measures memory")]
public sealed class CsvMemoryTests
{
    [Fact]
    public void A_large_file_is_not_held_in_memory()
    {
        var text = new StringBuilder("a,b\n");
        for (var i = 0; i < 600_000; i++)
        {
            text.Append(i).Append(",some text that makes the row longer than it need be\n");
        }

        using var files = new TextFile();
        var file = CsvFile.Open(files.Write("large.csv", text.ToString()), null, out _)!;
        text.Clear();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        var count = 0;
        foreach (var _ in file.Rows())
        {
            if (++count % 200_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal(600_000, count);
        Assert.InRange(most, long.MinValue, 8_000_000);
    }
}
