namespace Smarketing.Cli.Csv;

/// <summary>What kept a row, a map or a whole file from being read.</summary>
public enum CsvProblemKind
{
    /// <summary>One row cannot be read; the others can. <c>--skip-bad</c> goes on without it.</summary>
    Row,

    /// <summary>The file cannot be used at all. <c>--skip-bad</c> does not help.</summary>
    File,

    /// <summary>The map cannot be used, alone or with this file. <c>--skip-bad</c> does not help.</summary>
    Map,
}
