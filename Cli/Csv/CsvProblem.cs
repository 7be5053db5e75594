using System.Globalization;
using System.Text;

namespace Smarketing.Cli.Csv;

/// <summary>One thing that is wrong with the input: where, why, and what to do about it.</summary>
/// <param name="Kind">Whether a row, the file or the map is at fault.</param>
/// <param name="File">The file as it was named on the command line.</param>
/// <param name="Line">The line, from 1; for a row over several lines, its first. Null when no line is to blame.</param>
/// <param name="Column">The column, from 1 (in a map: the character in the line). Null when the whole line is to blame.</param>
/// <param name="ColumnName">The column's header (in a map: the path of the setting).</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record CsvProblem(
    CsvProblemKind Kind, string File, long? Line, int? Column, string? ColumnName, string Reason, string Remedy)
{
    /// <summary>One line for a person: <c>leads.csv, line 3, column 2 (Visits): … Remedy: …</c></summary>
    public override string ToString() => Place(File, Line, Column, ColumnName) + ": " + Reason + " Remedy: " + Remedy;

    /// <summary>As much of a place as is known: <c>leads.csv, line 3, column 2 (Visits)</c>.</summary>
    public static string Place(string? file, long? line, int? column, string? columnName)
    {
        var text = new StringBuilder(file);
        if (line is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $", line {line}");
        }

        if (column is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $", column {column}");
        }

        return columnName is { Length: > 0 } ? text.Append(" (").Append(columnName).Append(')').ToString() : text.ToString();
    }
}
