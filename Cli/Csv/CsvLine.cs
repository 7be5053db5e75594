namespace Smarketing.Cli.Csv;

/// <summary>A row of a CSV file, or what is wrong with it.</summary>
/// <param name="Line">The line the row starts on, from 1.</param>
/// <param name="Fields">The row's cells; empty when there is a problem.</param>
/// <param name="Problem">Why the row cannot be used, or null.</param>
public readonly record struct CsvLine(long Line, string[] Fields, CsvProblem? Problem);
