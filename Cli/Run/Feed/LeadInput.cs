using Smarketing.Cli.Csv;

namespace Smarketing.Cli.Run.Feed;

/// <summary>The next lead of a source, or what is wrong with it.</summary>
public readonly record struct LeadInput(LeadRecord? Lead, CsvProblem? Problem);
