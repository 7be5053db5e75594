using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Smarketing.Cli.Csv.Mapping;
using Smarketing.Cli.Solutions;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Cli.Csv;

public sealed class MapSchemaTests
{
    private static readonly string Samples = Path.Combine(RepositoryLayout.Find([AppContext.BaseDirectory]).Root, "Cli", "Samples");

    private static readonly JsonElement Definitions =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Samples, "map.schema.json"))).RootElement.GetProperty("$defs");

    [Fact]
    public void The_schema_knows_the_same_types_and_channels_as_the_solution()
    {
        Assert.Equal(Enum.GetNames<EngagementType>(), Words("type"));
        Assert.Equal(Enum.GetNames<Channel>(), Words("channel"));
    }

    [Fact]
    public void The_map_for_course_leads_can_be_read()
    {
        var map = ImportMapReader.Read(Path.Combine(Samples, "xeducation", "map.json"), out var problems);
        Assert.Empty(problems);
        Assert.NotNull(map);
    }

    [Fact]
    public void The_map_for_course_leads_uses_no_column_that_is_known_only_afterwards()
    {
        var map = ImportMapReader.Read(Path.Combine(Samples, "xeducation", "map.json"), out _)!;
        string[] leaks = ["Tags", "Lead Quality", "Lead Profile", "Last Notable Activity"];
        Assert.DoesNotContain(map.References, r => leaks.Contains(r.Name) || r.Name.StartsWith("Asymmetrique", StringComparison.Ordinal));
        Assert.Single(map.References, r => r.Name == "Converted");
    }

    private static IEnumerable<string?> Words(string name) =>
        Definitions.GetProperty(name).GetProperty("enum").EnumerateArray().Select(v => v.GetString());
}
