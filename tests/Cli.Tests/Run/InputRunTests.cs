using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Smarketing.Cli.Solutions;
using Smarketing.Tests.Cli.Csv;
using Xunit;

namespace Smarketing.Tests.Cli.Run;

[Collection("Alone")]
public sealed class InputRunTests : IDisposable
{
    private const string Map = """
        {
          "name": "fair", "asOf": "2026-06-30T18:00:00Z", "created": { "at": { "column": "Met on" } }, "key": "Id",
          "lead": { "lastname": "Name", "companyname": "Firm", "numberofemployees": { "column": "Staff", "kind": "integer" } },
          "engagement": [{ "type": "DemoRequest", "channel": "Form", "count": { "column": "Demos", "max": 2 }, "ageDays": [1, 10] }],
          "outcome": { "column": "Won", "won": ["1"], "lost": ["0"] }
        }
        """;

    private const string Good = "Id,Name,Firm,Staff,Demos,Met on,Won\n1,Anna,Acier & Fils,250,1,2026-05-01,1\n2,Ben,,8,0,2026-04-01,0\n";

    private readonly TextFile _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Leads_of_a_file_come_in_by_their_dates_and_are_scored()
    {
        var result = await Run(Good);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal([2, 2, 2], Leads(result, "in", "stored", "scored"));
        Assert.Equal(1, SampleRunTests.Number(result.Json.GetProperty("engagements"), "stored"));
    }

    [Theory]
    [InlineData("3,\"Carl,x,1,0,2026-04-01,0\n", 4, 2, "Name", "never closed")]
    [InlineData("3,Carl,x,many,0,2026-04-01,0\n", 4, 4, "Staff", "where a number belongs")]
    [InlineData("3,Carl,x,1,0,someday,0\n", 4, 6, "Met on", "no date")]
    [InlineData("3,Carl,x,1,0\n", 4, 5, "Demos", "the header has 7")]
    [InlineData("3,Ca\0rl,x,1,0,2026-04-01,0\n", 4, 2, "Name", "NUL")]
    public async Task A_bad_row_stops_the_run_before_anything_is_stored_unless_it_may_be_skipped(string row, int line, int column, string name, string reason)
    {
        var stopped = await Run(Good + row);
        Assert.Equal(1, stopped.ExitCode);
        AssertProblem(stopped.Json.GetProperty("problems")[0], line, column, name, reason);
        Assert.Contains($"leads.csv, line {line}, column {column} ({name}): ", stopped.Error);
        Assert.DoesNotContain("   at ", stopped.Error);

        var skipped = await Run(Good + row, "--skip-bad");
        Assert.Equal(0, skipped.ExitCode);
        Assert.Equal([2, 1, 2], Leads(skipped, "in", "bad", "stored"));
        AssertProblem(skipped.Json.GetProperty("problems")[0], line, column, name, reason);
    }

    [Fact]
    public async Task A_cell_of_ten_megabytes_and_a_byte_of_another_encoding_are_told_likewise()
    {
        var bytes = Encoding.UTF8.GetBytes(Good + "3," + new string('x', 10_000_000) + ",x,1,0,2026-04-01,0\n4,Jos").Concat(new byte[] { 0xE9 }).Concat(",x,1,0,2026-04-01,0\n"u8.ToArray()).ToArray();
        var result = await Run(bytes);
        Assert.Equal(1, result.ExitCode);
        AssertProblem(result.Json.GetProperty("problems")[0], 4, 2, "Name", "longer than 1 MB");
        AssertProblem(result.Json.GetProperty("problems")[1], 5, 2, "Name", "is not UTF-8");
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("Id,Name,Firm,Staff,Demos,Met on,Won\n", "a header and no row")]
    [InlineData("Id,Name,Firm,Staff,Demos,Met on,Name\n1,2,3,4,5,6,7\n", "already the name of column 2")]
    [InlineData("Id,Name,Firm,Staff,Demos,Won\n1,2,3,4,5,6\n", "'Met on' is not in")]
    public async Task A_file_or_map_that_cannot_be_used_stops_the_run_even_when_bad_rows_are_skipped(string text, string reason)
    {
        var result = await Run(text, "--skip-bad");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(reason, result.Json.GetProperty("problems")[0].GetProperty("reason").GetString());
        Assert.Contains(reason, result.Error);
    }

    [Fact]
    public async Task A_file_in_which_every_row_is_bad_stops_the_run()
    {
        var result = await Run("Id,Name,Firm,Staff,Demos,Met on,Won\n1\n", "--skip-bad");
        Assert.Equal(1, result.ExitCode);
        AssertProblem(result.Json.GetProperty("problems")[0], 2, 1, "Id", "the header has 7");
        Assert.EndsWith("Nothing was stored.", result.Error.TrimEnd());
    }

    [Fact]
    public async Task A_missing_file_and_a_missing_map_are_told()
    {
        var map = _files.Write("map.json", Map);
        Assert.Equal(1, (await CommandLine.Run("--leads", "nowhere.csv", "--map", map)).ExitCode);
        Assert.Equal(1, (await CommandLine.Run("--leads", _files.Write("leads.csv", Good), "--map", "nowhere.json")).ExitCode);
        Assert.Equal(1, (await CommandLine.Run("--leads", "nowhere.csv")).ExitCode);
        var misused = await CommandLine.Run("--json", "--limit", "none");
        Assert.Equal(1, misused.ExitCode);
        Assert.Contains("--limit takes a whole number", misused.Error);
    }

    [Fact]
    public async Task A_row_the_environment_refuses_is_listed_with_its_line()
    {
        var result = await Run(Good + "3,Carl,x,99999999,0,2026-04-01,0\n", "--skip-bad");
        Assert.Equal([3, 1, 2], Leads(result, "in", "bad", "stored"));
        var problem = result.Json.GetProperty("problems")[0];
        Assert.EndsWith("leads.csv", problem.GetProperty("file").GetString());
        Assert.Equal(4, SampleRunTests.Number(problem, "line"));
        Assert.Contains("numberofemployees", problem.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("lastname", "lastnam", "'lastnam' is no column of the lead table; did you mean 'lastname'?")]
    [InlineData("companyname", "numberofemployee", "is no column")]
    [InlineData("companyname", "revenue", "'revenue' is Money, the map fills it with text")]
    [InlineData("companyname", "ownerid", "cannot be filled from a file: it is Owner")]
    [InlineData("companyname", "createdon", "the platform keeps it itself")]
    public async Task A_map_that_fills_what_a_lead_does_not_have_is_refused_as_a_map(string right, string wrong, string reason)
    {
        var (leads, map) = (_files.Write("leads.csv", Good), _files.Write("map.json", Map.Replace($"\"{right}\"", $"\"{wrong}\"")));
        var result = await CommandLine.Run("--json", "--skip-bad", "--leads", leads, "--map", map);
        Assert.Equal(1, result.ExitCode);
        var problem = Assert.Single(result.Json.GetProperty("problems").EnumerateArray());
        Assert.Equal(("Map", "lead." + wrong), (problem.GetProperty("kind").GetString(), problem.GetProperty("columnName").GetString()));
        Assert.Equal(3, SampleRunTests.Number(problem, "line"));
        Assert.Contains(reason, problem.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Rows_left_out_are_listed_for_people_with_as_much_of_their_place_as_is_known()
    {
        var (leads, map) = (_files.Write("leads.csv", Good + "3,Carl,x,99999999,0,2026-04-01,0\n"), _files.Write("map.json", Map));
        var result = await CommandLine.Run("--skip-bad", "--leads", leads, "--map", map);
        Assert.Contains("leads.csv, line 4: the environment refuses it", result.Output.ReplaceLineEndings(" "));
    }

    [Fact]
    public async Task What_a_cell_holds_cannot_steer_the_terminal()
    {
        var (leads, map) = (_files.Write("leads.csv", "Id,Name,Firm,Staff,Demos,Met on,Won\n1,\u001b[31mAnna\u0007[red]x[/],,5,0,2026-05-01,1\n2,B,,\u001b[2J,0,2026-05-01,1\n"), _files.Write("map.json", Map));
        var result = await CommandLine.Run("--skip-bad", "--leads", leads, "--map", map);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("\uFFFD[31mAnna\uFFFD[red]x[/]", result.Output);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.DoesNotContain('\u001b', (await CommandLine.Run("--leads", leads, "--map", map)).Error);
    }

    [Fact]
    public async Task A_second_run_on_the_same_database_adds_nothing_twice_and_a_longer_one_only_what_is_new()
    {
        var database = Path.Combine(_files.Folder, "kept.db");
        var first = await CommandLine.Run("--json", "--limit", "15", "--db", database);
        var second = await CommandLine.Run("--json", "--limit", "15", "--db", database);
        var longer = await CommandLine.Run("--json", "--limit", "20", "--db", database);
        Assert.Equal([15, 0, 15], Leads(first, "created", "existing", "stored"));
        Assert.Equal([0, 15, 15], Leads(second, "created", "existing", "stored"));
        Assert.Equal([5, 15, 20], Leads(longer, "created", "existing", "stored"));
        Assert.Equal(0, SampleRunTests.Number(second.Json.GetProperty("engagements"), "created"));
        Assert.Equal(Stored(first), Stored(second));

        var told = await CommandLine.Run("--limit", "15", "--db", database);
        Assert.Contains("nothing was added twice", told.Output);
    }

    [Fact]
    public async Task A_database_that_is_none_is_refused_in_one_sentence()
    {
        var result = await CommandLine.Run("--limit", "1", "--db", _files.Write("no.db", new string('x', 9_000)));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the database cannot be opened", result.Error);
        Assert.DoesNotContain("..", result.Error);
    }

    [Theory]
    [InlineData("--limit takes a whole number", "--limit", "none")]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("Smarketing.Crm.sln", "--repository", "/")]
    [InlineData("the database cannot be opened", "--limit", "1", "--db", "/")]
    public async Task Whatever_ends_a_run_leaves_one_object_on_the_standard_output(string reason, params string[] arguments)
    {
        var result = await CommandLine.Run(["--json", .. arguments]);
        Assert.Equal(1, result.ExitCode);
        var problem = result.Json.GetProperty("problems")[0];
        Assert.Equal("Run", problem.GetProperty("kind").GetString());
        Assert.Contains(reason, problem.GetProperty("reason").GetString());
        Assert.Contains(reason, result.Error);
    }

    [Theory]
    [InlineData("--leads")]
    [InlineData("--map")]
    [InlineData("--db")]
    public async Task An_option_without_its_file_and_one_with_an_empty_name_are_told(string option)
    {
        var missing = await CommandLine.Run("--json", option);
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains($"Required argument missing for option: '{option}'", missing.Error);
        Assert.Contains("smk run --help", missing.Error);

        var empty = await CommandLine.Run(option, "");
        Assert.Equal(1, empty.ExitCode);
        Assert.Contains($"{option} is given an empty name", empty.Error);
    }

    [Fact]
    public async Task Misuse_writes_nothing_on_the_standard_output_of_a_run_for_people() =>
        Assert.Empty((await CommandLine.Run("--nonsense")).Output);

    [Fact]
    public async Task Real_course_leads_all_come_in_and_convert_by_their_grades()
    {
        var root = RepositoryLayout.Find([AppContext.BaseDirectory]).Root;
        var leads = Path.Combine(root, "..", "shared", "data", "xeducation", "leads.csv");
        Assert.SkipUnless(File.Exists(leads), "../shared/data/xeducation/leads.csv is not there.");

        var result = await CommandLine.Run("--json", "--leads", leads, "--map", Path.Combine(root, "Cli", "Samples", "xeducation", "map.json"));

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal([6_950, 0, 6_950, 6_950, 0], Leads(result, "in", "bad", "stored", "scored", "faulty"));
        var conversion = "ABCD".Select(letter => SampleRunTests.Conversion(result.Json, g => g[0] == letter)).ToList();
        Assert.Equal(conversion.OrderDescending(), conversion);
        Assert.True(conversion[0] > 0.8 && conversion[3] < 0.15, string.Join(' ', conversion));
        Assert.True(SampleRunTests.Conversion(result.Json, g => g == "A1") > 10 * SampleRunTests.Conversion(result.Json, g => g == "D4"));
        Assert.Equal(2_652, SampleRunTests.Number(result.Json.GetProperty("outcomes"), "won"));
    }

    private static void AssertProblem(JsonElement problem, int line, int column, string name, string reason)
    {
        Assert.Equal((line, column, name), (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32(), problem.GetProperty("columnName").GetString()));
        Assert.Contains(reason, problem.GetProperty("reason").GetString());
        Assert.NotEqual(string.Empty, problem.GetProperty("remedy").GetString());
    }

    private static int[] Leads(CommandLine result, params string[] names) =>
        names.Select(n => SampleRunTests.Number(result.Json.GetProperty("leads"), n)).ToArray();

    private static int Stored(CommandLine result) => SampleRunTests.Number(result.Json.GetProperty("engagements"), "stored");

    private Task<CommandLine> Run(string text, params string[] more) => Run(Encoding.UTF8.GetBytes(text), more);

    private Task<CommandLine> Run(byte[] bytes, params string[] more) =>
        CommandLine.Run(["--json", "--leads", _files.Write("leads.csv", bytes), "--map", _files.Write("map.json", Map), .. more]);
}

/// <summary>Runs that take all there is of the machine wait until the others are through.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class Alone;
