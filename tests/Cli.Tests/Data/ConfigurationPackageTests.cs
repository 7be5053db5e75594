using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Cli;
using Smarketing.Cli.Data;
using Smarketing.Cli.Solutions;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Cli.Csv;
using Xunit;

namespace Smarketing.Tests.Cli.Data;

public sealed class ConfigurationPackageTests : IDisposable
{
    private readonly TextFile _files = new();

    public static TheoryData<string> Folders => ["Solution/data", "Cli/Samples/xeducation/data"];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Folders))]
    public void Tables_come_parents_first_with_one_model_and_one_agreement(string folder)
    {
        var package = Read(folder);
        Assert.Equal(["smk_scoringmodel", "smk_criterion", "smk_agreement"], package.Tables.Select(t => t.LogicalName).TakeLast(3));
        Assert.Equal(727000001, Assert.Single(Records(package, "smk_scoringmodel")).Status);
        Assert.Equal(727000001, Assert.Single(Records(package, "smk_agreement")).Status);
        Assert.NotEmpty(Records(package, "smk_criterion"));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_id_is_derived_from_a_name(string folder)
    {
        var package = Read(folder);
        var model = Records(package, "smk_scoringmodel")[0];
        var name = $"{model.Values["smk_name"]} {model.Values["smk_version"]}";
        var agreement = Records(package, "smk_agreement")[0];
        Assert.Equal(StableId.Of("data:smk_scoringmodel:" + name), model.Id);
        Assert.Equal(StableId.Of($"data:smk_agreement:{agreement.Values["smk_name"]} {agreement.Values["smk_version"]}"), agreement.Id);
        Assert.All(Records(package, "smk_criterion"), c => Assert.Equal(StableId.Of($"data:smk_criterion:{name}:{c.Values["smk_name"]}"), c.Id));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_criterion_has_a_name_in_both_languages_and_belongs_to_the_model(string folder)
    {
        var package = Read(folder);
        var model = Records(package, "smk_scoringmodel")[0].Id;
        var names = Records(package, "smk_criterion").Select(c => (string)c.Values["smk_name"]).ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(Records(package, "smk_criterion"), c =>
        {
            Assert.NotEmpty((string)c.Values["smk_namefr"]);
            Assert.Equal(model, ((EntityReference)c.Values["smk_scoringmodelid"]).Id);
        });
    }

    [Fact]
    public void The_starter_model_shows_every_kind_of_decay_and_disqualifiers()
    {
        var criteria = Records(Read("Solution/data"), "smk_criterion");
        var decays = criteria.Where(c => c.Values.ContainsKey("smk_decay")).Select(c => (Decay)((OptionSetValue)c.Values["smk_decay"]).Value).Distinct().Order();
        Assert.Equal(Enum.GetValues<Decay>(), decays);
        Assert.Equal(2, criteria.Count(c => (bool)c.Values["smk_isdisqualifier"]));
    }

    [Fact]
    public void What_else_the_starter_data_brings_has_ids_derived_from_names()
    {
        var package = Read("Solution/data");
        Assert.Equal(["smk_calendar", "smk_holiday", "smk_persona", "smk_objection"], package.Tables.Select(t => t.LogicalName).Take(4));
        Assert.All(package.Tables.Take(4), table => Assert.All(table.Records, row => Assert.Equal(StableId.Of($"data:{table.LogicalName}:{row.Values["smk_name"]}"), row.Id)));
    }

    [Theory]
    [InlineData("2026-04-06", "2026-05-14", "2026-05-25")]
    [InlineData("2030-04-22", "2030-05-30", "2030-06-10")]
    public void Feasts_that_move_with_Easter_are_there_for_five_years(params string[] days)
    {
        var moving = Records(Read("Solution/data"), "smk_holiday").Where(row => !(bool)row.Values["smk_yearly"]).Select(row => (DateTime)row.Values["smk_on"]).ToList();
        Assert.Equal(15, moving.Count);
        Assert.All(days, day => Assert.Contains(DateTime.Parse(day, CultureInfo.InvariantCulture), moving));
    }

    [Fact]
    public void Every_column_is_one_of_the_solution()
    {
        foreach (var table in Read("Solution/data").Tables)
        {
            var type = typeof(Criterion).Assembly.GetTypes().Single(t => t.GetField("EntityLogicalName")?.GetRawConstantValue() as string == table.LogicalName);
            var columns = type.GetNestedType("Columns")!.GetFields().Select(f => (string)f.GetRawConstantValue()!).ToHashSet();
            Assert.All(table.Columns.Keys, c => Assert.Contains(c, columns));
        }
    }

    [Theory]
    [InlineData("<entities><entity name=\"nope\"/></entities>", "line 1", "not in data_schema.xml")]
    [InlineData("<entities>\n<entity name=\"t\"><records>\n<record id=\"x\"/></records></entity></entities>", "line 3", "no GUID")]
    [InlineData("<entities><entity name=\"t\"><records><record id=\"00000000-0000-0000-0000-000000000001\">\n<field name=\"n\" value=\"ten\"/></record></records></entity></entities>", "line 2", "'ten' is no value of the type 'number'")]
    [InlineData("<entities><entity name=\"t\"><records><record id=\"00000000-0000-0000-0000-000000000001\">\n<field name=\"m\" value=\"1\"/></record></records></entity></entities>", "line 2", "'m' of 't' is not in data_schema.xml")]
    [InlineData("<entities>", "line 1", "not XML")]
    public void A_package_that_cannot_be_meant_is_refused_with_file_and_line(string data, string line, string reason)
    {
        _files.Write("data_schema.xml", "<entities><entity name=\"t\" primaryidfield=\"tid\"><fields><field name=\"tid\" type=\"guid\"/><field name=\"n\" type=\"number\"/></fields></entity></entities>");
        _files.Write("data.xml", data);
        var fault = Assert.Throws<InputException>(() => ConfigurationPackage.Read(_files.Folder));
        Assert.Contains("data.xml, " + line, fault.Message);
        Assert.Contains(reason, fault.Message);
        Assert.Contains("Remedy", fault.Message);
    }

    [Fact]
    public void A_folder_without_a_package_is_refused()
    {
        Assert.Contains("no such file", Assert.Throws<InputException>(() => ConfigurationPackage.Read(_files.Folder)).Message);
    }

    private static IReadOnlyList<ConfigurationRecord> Records(ConfigurationPackage package, string table) =>
        [.. package.Tables.Single(t => t.LogicalName == table).Records];

    private static ConfigurationPackage Read(string folder) =>
        ConfigurationPackage.Read(Path.Combine(RepositoryLayout.Find([AppContext.BaseDirectory]).Root, folder));
}
