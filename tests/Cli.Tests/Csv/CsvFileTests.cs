using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Pipes;
using System.Linq;
using System.Text;
using CsCheck;
using Smarketing.Cli.Csv;
using Xunit;

namespace Smarketing.Tests.Cli.Csv;

public sealed class CsvFileTests : IDisposable
{
    private readonly TextFile _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    public void Comma_semicolon_and_tab_are_found_by_themselves(string separator)
    {
        var lines = Read($"Name{separator}City\nAnna{separator}Lyon\n");
        Assert.Equal(["Anna", "Lyon"], Assert.Single(lines).Fields);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_header()
    {
        var file = CsvFile.Open(_files.Write("a.csv", [0xEF, 0xBB, 0xBF, .. "Name,City\nAnna,Lyon\n"u8]), null, out _);
        Assert.Equal(["Name", "City"], file!.Header);
        Assert.Equal(2, Assert.Single(file.Rows()).Line);
    }

    [Fact]
    public void Quoted_cells_keep_separators_quotes_and_line_breaks_and_lines_are_counted_through_them()
    {
        var lines = Read("a,b\n1,\"x, \"\"y\"\"\nz\"\n2,w\n");
        Assert.Equal("x, \"y\"\nz", lines[0].Fields[1]);
        Assert.Equal([2L, 4L], lines.Select(l => l.Line));
    }

    [Fact]
    public void Windows_line_ends_and_a_missing_last_line_end_are_fine()
    {
        var lines = Read("a,b\r\n1,2\r\n3,4");
        Assert.Equal([["1", "2"], ["3", "4"]], lines.Select(l => l.Fields));
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_its_own_line_only()
    {
        var lines = Read("a,b\n1,\"x\n2,y\n3,z\n");
        Bad(lines[0], 2, 2, "b", "never closed");
        Assert.Equal([["2", "y"], ["3", "z"]], lines.Skip(1).Select(l => l.Fields));
        Assert.Equal([3L, 4L], lines.Skip(1).Select(l => l.Line));
    }

    [Fact]
    public void Lines_that_end_with_a_carriage_return_are_given_back_too()
    {
        var lines = Read("a,b\r1,\"x\r2,y\r3,z\r");
        Bad(lines[0], 2, 2, "b", "never closed");
        Assert.Equal([["2", "y"], ["3", "z"]], lines.Skip(1).Select(l => l.Fields));
        Assert.Equal([3L, 4L], lines.Skip(1).Select(l => l.Line));
    }

    [Fact]
    public void A_quote_that_swallows_a_line_by_mistake_gives_it_back()
    {
        var lines = Read("a,b\n1,\"x\n2,\"y\"\n3,z\n");
        Bad(lines[0], 2, 2, "b", "text follows the quote");
        Assert.Equal([["2", "y"], ["3", "z"]], lines.Skip(1).Select(l => l.Fields));
    }

    [Fact]
    public void Text_after_a_closing_quote_is_bad()
    {
        var lines = Read("a,b\n\"x\"y,1\n3,z\n");
        Bad(lines[0], 2, 1, "a", "text follows the quote");
        Assert.Equal(["3", "z"], lines[1].Fields);
    }

    [Fact]
    public void A_quote_inside_a_cell_without_quotes_is_bad()
    {
        Bad(Read("a,b\n1,5\" pipe\n")[0], 2, 2, "b", "not quoted");
    }

    [Theory]
    [InlineData("1,2,3", 2)]
    [InlineData("1", 1)]
    public void A_row_with_another_number_of_cells_is_bad(string row, int column)
    {
        var lines = Read($"a,b\n{row}\n4,5\n");
        Bad(lines[0], 2, column, column == 1 ? "a" : "b", "the header has 2");
        Assert.Equal(["4", "5"], lines[1].Fields);
    }

    [Fact]
    public void A_cell_of_ten_megabytes_is_refused_and_the_next_row_read()
    {
        var lines = Read("a,b\n1,\"" + new string('x', 10_000_000) + "\"\n2,y\n");
        Bad(lines[0], 2, 2, "b", "longer than 1 MB");
        Assert.Equal(["2", "y"], lines[1].Fields);
        Assert.Equal(3, lines[1].Line);
    }

    [Fact]
    public void A_long_cell_with_line_breaks_keeps_the_count_of_lines()
    {
        var cell = string.Concat(Enumerable.Repeat(new string('x', 999) + "\n", 10_000));
        var lines = Read("a,b\n1,\"" + cell + "\"\n2,y\n");
        Bad(lines[0], 2, 2, "b", "longer than 1 MB");
        Assert.Equal(10_003, lines[1].Line);
    }

    [Fact]
    public void A_quote_left_open_before_megabytes_of_rows_costs_its_own_line_only()
    {
        var text = new StringBuilder("a,b\n0,\"x\n");
        for (var i = 1; i <= 400_000; i++)
        {
            text.Append(i).Append(",some text\n");
        }

        var lines = Read(text.ToString());
        Bad(lines[0], 2, 2, "b", "never closed");
        Assert.Equal(400_001, lines.Count);
        Assert.All(lines.Skip(1), l => Assert.Null(l.Problem));
    }

    [Fact]
    public void A_cell_at_the_limit_is_read_and_one_byte_more_is_not()
    {
        var lines = Read($"a,b\n1,{new string('x', CsvFile.MaxCellBytes)}\n2,{new string('y', CsvFile.MaxCellBytes + 1)}\n");
        Assert.Equal(CsvFile.MaxCellBytes, lines[0].Fields[1].Length);
        Bad(lines[1], 3, 2, "b", "longer than 1 MB");
    }

    [Fact]
    public void A_byte_that_is_not_utf8_is_named_with_its_place()
    {
        var lines = Open([.. "a,b\n1,caf"u8, 0xE9, .. "\n2,y\n"u8]).Rows().ToList();
        Bad(lines[0], 2, 2, "b", "byte 9 of the file (0xE9) is not UTF-8");
        Assert.Contains("--encoding", lines[0].Problem!.Remedy);
        Assert.Equal(["2", "y"], lines[1].Fields);
    }

    [Fact]
    public void A_named_encoding_is_read()
    {
        var path = _files.Write("a.csv", [.. "a,b\n1,caf"u8, 0xE9, .. "\n"u8]);
        Assert.Equal("café", CsvFile.Open(path, "windows-1252", out _)!.Rows().Single().Fields[1]);
    }

    [Fact]
    public void An_unclosed_quote_in_a_named_encoding_costs_its_own_line_only()
    {
        var path = _files.Write("a.csv", Encoding.Unicode.GetBytes("a,b\né,\"x\n2,y\n"));
        var lines = CsvFile.Open(path, "utf-16", out _)!.Rows().ToList();
        Bad(lines[0], 2, 2, "b", "never closed");
        Assert.Equal(["2", "y"], lines[1].Fields);
    }

    [Fact]
    public void A_NUL_byte_is_named_with_its_place()
    {
        Bad(Read("a,b\n1,x\0y\n")[0], 2, 2, "b", "byte 7 of the file is a NUL byte");
    }

    [Fact]
    public void Utf16_is_refused_with_its_remedy_unless_named()
    {
        var path = _files.Write("a.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n1,2\n")]);
        Assert.Null(CsvFile.Open(path, null, out var problem));
        Assert.Contains("--encoding utf-16", problem!.Remedy);
        Assert.Equal(["1", "2"], CsvFile.Open(path, "utf-16", out _)!.Rows().Single().Fields);
    }

    [Theory]
    [InlineData("utf-16", "utf-8")]
    [InlineData("utf-16BE", "utf-16")]
    [InlineData("utf-32", "utf-16")]
    public void A_mark_that_belies_the_named_encoding_is_refused_with_the_right_one(string actual, string named)
    {
        var encoding = Encoding.GetEncoding(actual);
        var path = _files.Write("a.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes("a,b\n1,2\n")]);
        Assert.Null(CsvFile.Open(path, named, out var problem));
        Assert.Contains($"--encoding {actual}.", problem!.Remedy);
        Assert.Equal(["1", "2"], CsvFile.Open(path, actual, out _)!.Rows().Single().Fields);
    }

    [Fact]
    public void A_pipe_is_refused_since_the_input_is_read_twice()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes have no path here.");
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        Assert.Null(CsvFile.Open("/proc/self/fd/" + pipe.GetClientHandleAsString(), null, out var problem));
        Assert.Contains("a pipe", problem!.Reason);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("utf-7")]
    public void An_encoding_that_is_none_is_named(string encoding)
    {
        Assert.Null(CsvFile.Open(_files.Write("a.csv", "a\n1\n"), encoding, out var problem));
        Assert.Contains($"'{encoding}' is no encoding", problem!.Reason);
    }

    [Fact]
    public void Utf16_without_its_mark_is_refused_for_its_NUL_bytes()
    {
        Unusable(Encoding.Unicode.GetBytes("a,b\n1,2\n"), 1, 1, "NUL");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n\n")]
    public void An_empty_file_is_unusable(string text) => Unusable(Encoding.UTF8.GetBytes(text), null, null, "empty");

    [Fact]
    public void A_file_with_a_header_only_is_unusable()
    {
        var problem = Assert.Single(Read("a,b\n")).Problem!;
        Assert.Equal(CsvProblemKind.File, problem.Kind);
        Assert.Contains("no row", problem.Reason);
    }

    [Fact]
    public void A_header_given_twice_is_unusable() => Unusable("a,b,A\n1,2,3\n"u8.ToArray(), 1, 3, "already the name of column 1");

    [Fact]
    public void A_header_with_broken_quoting_is_unusable() => Unusable("a,\"b\n1,2\n"u8.ToArray(), 1, 2, "never closed");

    [Fact]
    public void A_missing_file_is_unusable()
    {
        Assert.Null(CsvFile.Open(Path.Combine(_files.Folder, "nowhere.csv"), null, out var problem));
        Assert.Equal(CsvProblemKind.File, problem!.Kind);
        Assert.Contains("no such file", problem.Reason);
    }

    [Fact]
    public void A_folder_is_unusable()
    {
        Assert.Null(CsvFile.Open(_files.Folder, null, out var problem));
        Assert.Equal(CsvProblemKind.File, problem!.Kind);
    }

    [Fact]
    public void An_encoding_that_does_not_exist_is_unusable()
    {
        Assert.Null(CsvFile.Open(_files.Write("a.csv", "a\n1\n"), "utf-9", out var problem));
        Assert.Contains("'utf-9' is no encoding", problem!.Reason);
    }

    [Fact]
    public void What_is_written_by_the_rules_is_read_back()
    {
        var cell = Gen.String[Gen.Char["abé,;\t\"\n\r x"], 0, 8].Where(c => c != "\r");
        Gen.Select(cell, cell, cell).Array[1, 20].Sample(rows =>
        {
            var text = "one,two,three\n" + string.Concat(rows.Select(r => $"{Quote(r.Item1)},{Quote(r.Item2)},{Quote(r.Item3)}\r\n"));
            var read = Read(text);
            Assert.All(read, l => Assert.Null(l.Problem));
            return read.Select(l => string.Join('|', l.Fields)).SequenceEqual(rows.Select(r => $"{r.Item1}|{r.Item2}|{r.Item3}"));
        }, iter: 300);
    }

    [Fact]
    public void Whatever_the_bytes_reading_ends_and_never_throws()
    {
        byte[] nasty = [(byte)'a', (byte)',', (byte)'"', (byte)'\n', (byte)'\r', 0, 0xE9, 0xC3, 0xA9, (byte)';', 0xFF];
        Gen.Int[0, nasty.Length - 1].Select(i => nasty[i]).Array[0, 120].Sample(bytes =>
        {
            var file = CsvFile.Open(_files.Write("fuzz.csv", bytes), null, out var problem);
            Assert.True(file is not null || problem is not null);
            var lines = file?.Rows().ToList() ?? [];
            Assert.True(lines.Zip(lines.Skip(1)).All(p => p.First.Line < p.Second.Line), "lines go forward");
        }, iter: 2000, threads: 1);
    }

    private static string Quote(string cell) => "\"" + cell.Replace("\"", "\"\"") + "\"";

    private CsvFile Open(byte[] bytes)
    {
        var file = CsvFile.Open(_files.Write("a.csv", bytes), null, out var problem);
        Assert.Null(problem);
        return file!;
    }

    private List<CsvLine> Read(string text)
    {
        var path = _files.Write(Guid.NewGuid().ToString("N") + ".csv", text);
        return CsvFile.Open(path, null, out _)!.Rows().ToList();
    }

    private static void Bad(CsvLine line, long number, int column, string name, string reason)
    {
        Assert.NotNull(line.Problem);
        Assert.Equal((CsvProblemKind.Row, number, (int?)column, name), (line.Problem.Kind, line.Problem.Line, line.Problem.Column, line.Problem.ColumnName));
        Assert.Contains(reason, line.Problem.Reason);
        Assert.NotEmpty(line.Problem.Remedy);
    }

    private void Unusable(byte[] bytes, long? line, int? column, string reason)
    {
        Assert.Null(CsvFile.Open(_files.Write("a.csv", bytes), null, out var problem));
        Assert.NotNull(problem);
        Assert.Equal((CsvProblemKind.File, line, column), (problem.Kind, problem.Line, problem.Column));
        Assert.Contains(reason, problem.Reason);
    }
}
