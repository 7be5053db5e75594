using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.StandardTables;
using Smarketing.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Metadata;

public sealed class StandardTablesTests
{
    private static readonly MetadataCatalog Catalog = StandardTables.NewCatalog();

    [Fact]
    public void Each_table_has_its_primary_columns_and_no_loose_ends()
    {
        Assert.Equal(53, StandardTables.Tables.Count);
        foreach (var table in StandardTables.Tables)
        {
            Assert.Equal(ColumnType.Uniqueidentifier, table.PrimaryIdColumn.Type);
            if (table.PrimaryName is not null)
                Assert.True(table.TryColumn(table.PrimaryName, out _), $"{table.LogicalName}.{table.PrimaryName}");
            foreach (var column in table.Columns.Where(c => c.Type == ColumnType.Status && table.TryColumn("statecode", out _)))
                Assert.All(column.Options, o => Assert.NotNull(table.Column("statecode").Option(o.State!.Value)));
        }
    }

    [Fact]
    public void All_tables_can_be_made_and_used()
    {
        using var store = new RecordStore(null, Catalog);
        foreach (var table in StandardTables.Tables)
            store.EnsureTable(table);
        Assert.False(store.Exists("lead", Guid.Parse("11111111-1111-1111-1111-111111111111")));
    }

    [Fact]
    public void User_settings_say_language_and_time_zone()
    {
        var table = Catalog.Table("usersettings");
        Assert.Equal("systemuserid", table.PrimaryId);
        Assert.All(new[] { "uilanguageid", "localeid", "timezonecode" }, c => Assert.Equal(ColumnType.Integer, table.Column(c).Type));
    }

    [Fact]
    public void A_broken_line_is_named_by_file_and_line()
    {
        var fault = Assert.Throws<FormatException>(() => TableFile.Read("x", new StringReader("table a A \"A\" \"As\" id=aid\n\ncolumn b B Sting \"B\"")));
        Assert.StartsWith("x, line 3:", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_carried_agrees_with_the_platform_facts()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "../../../../../shared/platform/platform-tables.json");
        Assert.SkipUnless(File.Exists(file), "../shared/platform is not here");
        using var facts = JsonDocument.Parse(File.ReadAllText(file));
        var differences = new List<string>();
        foreach (var table in facts.RootElement.GetProperty("tables").EnumerateArray())
            Compare(table, differences);
        Assert.Empty(differences);
    }

    private static void Compare(JsonElement facts, List<string> differences)
    {
        var table = Catalog.Table(Text(facts, "logicalname")!);
        var where = table.LogicalName;
        Same("schemaname", table.SchemaName);
        Same("entitysetname", table.EntitySetName.Length == 0 ? null : table.EntitySetName);
        Same("objecttypecode", table.ObjectTypeCode == 0 ? null : table.ObjectTypeCode);
        Same("primaryid", table.PrimaryId);
        Same("primaryname", table.PrimaryName);
        Same("displayname", table.DisplayName.For(1033) is { Length: > 0 } label ? label : null);
        if ((Text(facts, "ownership") ?? "None") != table.Ownership.ToString())
            differences.Add($"{where}: ownership");
        if (table.IsActivity != Flag(facts, "isactivity", false))
            differences.Add($"{where}: isactivity");
        var columns = facts.GetProperty("attributes").EnumerateArray().ToList();
        if (columns.Count != table.Columns.Count)
            differences.Add($"{where}: {table.Columns.Count} columns, not {columns.Count}");
        foreach (var column in columns)
            CompareColumn(table, column, differences);
        var relationships = facts.TryGetProperty("manytoone", out var all) ? all.EnumerateArray().ToList() : [];
        if (!relationships.Select(r => $"{Text(r, "schemaname")} {Text(r, "attribute")} {Text(r, "target")} {(r.TryGetProperty("cascade", out var c) ? Text(c, "delete") : null) ?? "NoCascade"}")
            .SequenceEqual(table.ManyToOne.Select(r => $"{r.SchemaName} {r.ReferencingColumn} {r.ReferencedTable} {r.Delete}")))
            differences.Add($"{where}: relationships");
        var privileges = facts.TryGetProperty("privileges", out var given) ? given.EnumerateArray().ToList() : [];
        if (!privileges.Where(p => Text(p, "name") is not null).Select(p => $"{Text(p, "name")} {Text(p, "type")}").SequenceEqual(table.Privileges.Select(p => $"{p.Name} {p.Access}")))
            differences.Add($"{where}: privileges");

        void Same(string name, object? ours)
        {
            if (!string.Equals(Text(facts, name), ours?.ToString(), StringComparison.Ordinal))
                differences.Add($"{where}.{name}: {ours}, not {Text(facts, name)}");
        }
    }

    private static void CompareColumn(TableDefinition table, JsonElement facts, List<string> differences)
    {
        var name = Text(facts, "logicalname")!;
        var where = $"{table.LogicalName}.{name}";
        if (!table.TryColumn(name, out var column))
        {
            differences.Add($"{where} is missing");
            return;
        }

        var type = Text(facts, "typename") == "FileType" ? "File" : Text(facts, "type");
        Same("type", type, column.Type.ToString());
        Same("schemaname", Text(facts, "schemaname"), column.SchemaName);
        Same("displayname", Text(facts, "displayname") ?? "", column.DisplayName.For(1033));
        Same("maxlength", Number(facts, "maxlength"), column.MaxLength);
        Same("minvalue", Number(facts, "minvalue"), column.MinValue);
        Same("maxvalue", Number(facts, "maxvalue"), column.MaxValue);
        Same("precision", Number(facts, "precision") ?? 0, column.Precision);
        Same("format", Text(facts, "format"), column.Format);
        Same("datetimebehavior", Text(facts, "datetimebehavior") ?? "UserLocal", column.DateTimeBehavior.ToString());
        Same("requiredlevel", Text(facts, "requiredlevel") ?? "None", column.RequiredLevel.ToString());
        Same("attributeof", Text(facts, "attributeof"), column.AttributeOf);
        Same("create", Flag(facts, "isvalidforcreate", true), column.IsValidForCreate);
        Same("update", Flag(facts, "isvalidforupdate", true), column.IsValidForUpdate);
        Same("read", Flag(facts, "isvalidforread", true), column.IsValidForRead);
        Same("targets", facts.TryGetProperty("targets", out var targets) ? string.Join(',', targets.EnumerateArray().Select(t => t.GetString())) : "", string.Join(',', column.Targets));
        Same(
            "options",
            facts.TryGetProperty("options", out var options) ? string.Join('|', options.EnumerateArray().Select(o => $"{Text(o, "value")}={Text(o, "label")}/{Text(o, "state")}/{Text(o, "defaultstatus")}/{Text(o, "invariantname")}")) : "",
            string.Join('|', column.Options.Select(o => $"{o.Value}={o.Label.For(1033)}/{o.State}/{o.DefaultStatus}/{o.InvariantName}")));

        void Same(string what, object? theirs, object? ours)
        {
            if (!Equals(theirs is null ? null : Convert.ToString(theirs, System.Globalization.CultureInfo.InvariantCulture), ours is null ? null : Convert.ToString(ours, System.Globalization.CultureInfo.InvariantCulture))
                && !(theirs is decimal a && decimal.TryParse(ours?.ToString(), out var b) && a == b))
                differences.Add($"{where}.{what}: {ours}, not {theirs}");
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    private static decimal? Number(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetDecimal() : null;

    private static bool Flag(JsonElement element, string name, bool otherwise) => element.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;
}
