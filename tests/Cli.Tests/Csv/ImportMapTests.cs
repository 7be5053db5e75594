using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Cli.Csv;
using Smarketing.Cli.Csv.Mapping;
using Smarketing.Cli.Run.Feed;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Cli.Csv;

public sealed class ImportMapTests : IDisposable
{
    private const string Whole = """
        {
          "name": "fair",
          "asOf": "2026-06-30T18:00:00Z",
          "created": { "ageDays": 30 },
          "key": "Id",
          "unknown": ["Select"],
          "constants": { "subject": "Fair", "industrycode": { "kind": "choice", "value": 12 } },
          "lead": {
            "lastname": "Name",
            "numberofemployees": { "column": "Staff", "kind": "integer" },
            "leadsourcecode": { "column": ["Source", "Origin"], "kind": "choice", "values": { "Web": 8, "Friend": 9 } },
            "donotemail": { "column": "No mail", "kind": "boolean" }
          },
          "engagement": [
            { "type": "PageVisit", "channel": "Site", "count": { "column": "Visits", "per": 2, "max": 3 }, "ageDays": [1, 20] },
            { "type": "LongVisit", "channel": "Site", "when": [{ "column": "Visits", "atLeast": 4 }], "ageDays": 5 },
            { "column": "Last", "values": { "Mail": { "type": "EmailOpened", "channel": "Email" }, "Call by us": null }, "at": { "column": "Last on", "format": "dd.MM.yyyy" } }
          ],
          "outcome": { "column": "Won", "won": ["yes"], "lost": ["no"] }
        }
        """;

    private const string Header = "Id,Name,Staff,Source,Origin,No mail,Visits,Last,Last on,Won\n";

    private readonly TextFile _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_row_becomes_a_lead_with_engagement_and_outcome()
    {
        var lead = Good("7, Anna ,250,Select,Friend,Yes,7,Mail,03.06.2026,yes");

        Assert.Equal(("7", true), (lead.Key, lead.Converted));
        Assert.Equal(new DateTime(2026, 5, 31, 18, 0, 0, DateTimeKind.Utc), lead.CreatedOn);
        Assert.Equal(
            new Dictionary<string, ColumnValue>
            {
                ["subject"] = ColumnValue.Text("Fair"),
                ["industrycode"] = ColumnValue.Choice(12),
                ["lastname"] = ColumnValue.Text("Anna"),
                ["numberofemployees"] = ColumnValue.Integer(250),
                ["leadsourcecode"] = ColumnValue.Choice(9),
                ["donotemail"] = ColumnValue.Boolean(true),
            },
            lead.Columns.ToDictionary());
        Assert.Equal(
            [EngagementType.PageVisit, EngagementType.PageVisit, EngagementType.PageVisit, EngagementType.LongVisit, EngagementType.EmailOpened],
            lead.Engagements.Select(e => e.Type));
        Assert.Equal(new DateTime(2026, 6, 3, 0, 0, 0, DateTimeKind.Utc), lead.Engagements[^1].OccurredOn);
        Assert.Equal(lead.Engagements.Count, lead.Engagements.Select(e => e.SourceKey).Distinct().Count());
    }

    [Fact]
    public void A_word_that_the_first_column_leaves_open_may_be_settled_by_the_second() =>
        Assert.Equal(ColumnValue.Choice(9), Good("7,Anna,,Moon,Friend,,,,,").Columns["leadsourcecode"]);

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        var lead = Good("7,Anna,Select,,,,,Call by us,,");
        Assert.Null(lead.Converted);
        Assert.Empty(lead.Engagements);
        Assert.DoesNotContain("numberofemployees", lead.Columns.Keys);
    }

    [Fact]
    public void Ages_are_spread_the_same_way_every_time_and_within_their_span()
    {
        var (first, second) = (Good("7,Anna,,,,,6,,,"), Good("7,Anna,,,,,6,,,"));
        Assert.Equal(first.Engagements, second.Engagements);
        var asOf = new DateTime(2026, 6, 30, 18, 0, 0, DateTimeKind.Utc);
        Assert.All(first.Engagements.Where(e => e.Type == EngagementType.PageVisit), e => Assert.InRange((asOf - e.OccurredOn).TotalDays, 1, 20));
    }

    [Theory]
    [InlineData("7,Anna,many,,,,,,,", 3, "Staff", "'many' stands where a number belongs")]
    [InlineData("7,Anna,2.5,,,,,,,", 3, "Staff", "no whole number")]
    [InlineData("7,Anna,,Moon,,,,,,", 4, "Source", "'Moon' is not in the map's table of values for 'leadsourcecode'")]
    [InlineData("7,Anna,,,Moon,,,,,", 5, "Origin", "'Moon' is not in the map's table of values for 'leadsourcecode'")]
    [InlineData("7,Anna,,,,Perhaps,,,,", 6, "No mail", "neither yes nor no")]
    [InlineData("7,Anna,,,,,lots,,,", 7, "Visits", "'lots' stands where a number belongs")]
    [InlineData("7,Anna,,,,,-1,,,", 7, "Visits", "below zero")]
    [InlineData("7,Anna,,,,,,Smoke,,", 8, "Last", "not in the map's table of events")]
    [InlineData("7,Anna,,,,,,Mail,2026-06-03,", 9, "Last on", "'2026-06-03' is no date")]
    [InlineData("7,Anna,,,,,,Mail,31.02.2026,", 9, "Last on", "no date")]
    [InlineData("7,Anna,,,,,,Mail,01.01.0001,", 9, "Last on", "outside the years")]
    [InlineData("7,Anna,,,,,,,,maybe", 10, "Won", "neither a won nor a lost outcome")]
    [InlineData("Select,Anna,,,,,,,,", 1, "Id", "key is not known")]
    public void A_cell_that_does_not_fit_is_named(string row, int column, string name, string reason)
    {
        var inputs = Read(Whole, Header + row + "\n8,Ben,,,,,,,,\n");
        var problem = inputs[0].Problem!;
        Assert.Equal((CsvProblemKind.Row, 2L, (int?)column, name), (problem.Kind, problem.Line, problem.Column, problem.ColumnName));
        Assert.Contains(reason, problem.Reason);
        Assert.NotEmpty(problem.Remedy);
        Assert.Equal("8", inputs[1].Lead!.Key);
    }

    [Theory]
    [InlineData("2026-06-03", "2026-06-03T00:00:00Z")]
    [InlineData("2026-06-03 07:15", "2026-06-03T07:15:00Z")]
    [InlineData("2026-06-03T07:15:30.5", "2026-06-03T07:15:30.5Z")]
    [InlineData("2026-06-03T07:15:30+02:00", "2026-06-03T05:15:30Z")]
    public void Without_a_format_a_date_is_read_as_ISO_8601(string cell, string instant)
    {
        var input = Assert.Single(Read(Whole.Replace(", \"format\": \"dd.MM.yyyy\"", ""), Header + $"7,Anna,,,,,,Mail,{cell},\n"));
        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime, input.Lead!.Engagements[^1].OccurredOn);
    }

    [Theory]
    [InlineData("03/04/2026")]
    [InlineData("3 April 2026")]
    [InlineData("12:30")]
    public void Without_a_format_a_date_that_could_mean_another_day_is_refused(string cell)
    {
        var input = Assert.Single(Read(Whole.Replace(", \"format\": \"dd.MM.yyyy\"", ""), Header + $"7,Anna,,,,,,Mail,{cell},\n"));
        Assert.Contains("is no date", input.Problem!.Reason);
        Assert.Contains("give the map a format", input.Problem.Remedy);
    }

    [Fact]
    public void A_key_given_twice_is_named_with_the_first_line()
    {
        var inputs = Read(Whole, Header + "7,Anna,,,,,,,,\n8,Ben,,,,,,,,\n7,Carl,,,,,,,,\n");
        Assert.Equal((4L, 1), (inputs[2].Problem!.Line, inputs[2].Problem!.Column));
        Assert.Contains("line 2", inputs[2].Problem!.Reason);
    }

    [Fact]
    public void A_column_the_file_does_not_have_is_named_where_the_map_names_it()
    {
        var problem = Assert.Single(Refused(Whole.Replace("\"Staff\"", "\"Stuff\""), Header + "7,Anna,,,,,,,,\n"));
        Assert.Equal((CsvProblemKind.Map, 10L, "lead.numberofemployees.column"), (problem.Kind, problem.Line, problem.ColumnName));
        Assert.Contains("'Stuff' is not in", problem.Reason);
        Assert.Contains("did you mean 'Staff'?", problem.Reason);
    }

    [Theory]
    [InlineData("\"key\": \"Id\",", "\"kee\": \"Id\",", 5, "kee", "'kee' is no setting here; did you mean 'key'?")]
    [InlineData("\"PageVisit\"", "\"PageVisits\"", 15, "engagement[0].type", "did you mean 'PageVisit'?")]
    [InlineData("\"channel\": \"Email\"", "\"channel\": \"Pigeon\"", 17, "engagement[2].values.Mail.channel", "'Pigeon' is none of the values")]
    [InlineData("\"kind\": \"boolean\"", "\"kind\": \"bool\"", 12, "lead.donotemail.kind", "'bool' is none of the values")]
    [InlineData("\"max\": 3", "\"max\": \"3\"", 15, "engagement[0].count.max", "stands where a whole number from 1 to 1000 belongs")]
    [InlineData("2026-06-30T18:00:00Z", "yesterday", 3, "asOf", "'yesterday' is no date")]
    [InlineData("\"lastname\": \"Name\"", "\"smk_score\": \"Name\"", 9, "lead.smk_score", "worked out by scoring")]
    [InlineData("\"lastname\": \"Name\"", "\"Last Name\": \"Name\"", 9, "lead.Last Name", "no logical column name")]
    [InlineData("\"Web\": 8", "\"Web\": \"eight\"", 11, "lead.leadsourcecode.values.Web", "stands where a whole number")]
    [InlineData("dd.MM.yyyy", "Q", 17, "engagement[2].at.format", "'Q' is no date format")]
    [InlineData("dd.MM.yyyy", "%", 17, "engagement[2].at.format", "'%' is no date format")]
    [InlineData("dd.MM.yyyy", " ", 17, "engagement[2].at.format", "' ' is no date format")]
    [InlineData("\"ageDays\": 30", "\"ageDays\": -1", 4, "created.ageDays", "stands where a number from 0 to 36500 belongs")]
    [InlineData("[1, 20]", "[20, 1]", 15, "engagement[0].ageDays", "starts above its end")]
    [InlineData("\"constants\": {", "\"constants\": { \"lastname\": \"X\",", 7, "constants.lastname", "a constant and a column")]
    [InlineData("\"unknown\"", "\"data\": \"nowhere\", \"unknown\"", 6, "data", "no folder 'nowhere'")]
    public void A_setting_that_cannot_be_meant_is_named(string right, string wrong, int line, string path, string reason)
    {
        var problem = Assert.Single(Refused(Whole.Replace(right, wrong), Header + "7,Anna,,,,,,,,\n"));
        Assert.Equal((CsvProblemKind.Map, (long)line, path), (problem.Kind, problem.Line, problem.ColumnName));
        Assert.Contains(reason, problem.Reason);
        Assert.NotEmpty(problem.Remedy);
    }

    [Fact]
    public void Several_mistakes_are_told_at_once()
    {
        Assert.Equal(2, Refused(Whole.Replace("\"key\"", "\"kee\"").Replace("PageVisit", "PageVisits"), Header).Count);
    }

    [Fact]
    public void A_map_that_is_no_JSON_is_named_with_line_and_character()
    {
        var problem = Assert.Single(Refused(Whole.Replace("\"key\": \"Id\",", "\"key\": ,"), Header));
        Assert.Equal((CsvProblemKind.Map, 5L), (problem.Kind, problem.Line));
        Assert.Contains("not JSON", problem.Reason);
    }

    [Fact]
    public void A_map_in_another_encoding_is_refused()
    {
        var map = _files.Write("map.json", System.Text.Encoding.Latin1.GetBytes(Whole.Replace("fair", "foiré")));
        Assert.Null(CsvLeadSource.Open(_files.Write("a.csv", Header), map, null, out var problems));
        Assert.Contains("not UTF-8", Assert.Single(problems).Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    public void A_map_without_settings_is_refused(string map) => Assert.NotEmpty(Refused(map, Header));

    [Fact]
    public void A_missing_map_is_refused()
    {
        Assert.Null(CsvLeadSource.Open(_files.Write("a.csv", Header), System.IO.Path.Combine(_files.Folder, "no.json"), null, out var problems));
        Assert.Contains("no such map", Assert.Single(problems).Reason);
    }

    private LeadRecord Good(string row)
    {
        var input = Read(Whole, Header + row + "\n")[0];
        Assert.Null(input.Problem);
        return input.Lead!;
    }

    private List<LeadInput> Read(string map, string csv)
    {
        var source = CsvLeadSource.Open(_files.Write("a.csv", csv), _files.Write("map.json", map), null, out var problems);
        Assert.Empty(problems);
        return source!.Read().ToList();
    }

    private IReadOnlyList<CsvProblem> Refused(string map, string csv)
    {
        Assert.Null(CsvLeadSource.Open(_files.Write("a.csv", csv), _files.Write("map.json", map), null, out var problems));
        return problems;
    }
}
