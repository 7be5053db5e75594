using System;
using System.Collections.Generic;
using System.Text.Json;
using Smarketing.Cli.Csv;

namespace Smarketing.Cli.Run;

/// <summary>What became of the input on its way in.</summary>
public sealed class FeedTally
{
    /// <summary>The leads of the input that are in the environment, with their known outcome.</summary>
    public Dictionary<Guid, bool?> Outcomes { get; } = [];

    /// <summary>The leads' keys in the source.</summary>
    public Dictionary<Guid, string> Keys { get; } = [];

    /// <summary>Rows that could not be read or were refused.</summary>
    public List<CsvProblem> Problems { get; } = [];

    /// <summary>Bad rows in all; only the first are kept in <see cref="Problems"/>.</summary>
    public int BadRows { get; private set; }

    public int LeadsRead { get; set; }

    public int LeadsCreated { get; set; }

    public int LeadsExisting { get; set; }

    public int ChangesMade { get; set; }

    public int ChangesExisting { get; set; }

    public int EngagementsRead { get; set; }

    public int EngagementsCreated { get; set; }

    /// <summary>Events whose source key was there already, from this input or from an earlier run.</summary>
    public int EngagementsExisting { get; set; }

    /// <summary>What sweeps did, by task.</summary>
    public SortedDictionary<string, int> Swept { get; } = new(StringComparer.Ordinal);

    /// <summary>Leads scored again because time alone had changed their grade or stage.</summary>
    public int Rescored => Swept.GetValueOrDefault("rescore");

    /// <summary>Asynchronous jobs that ran.</summary>
    public int AsyncJobs { get; set; }

    /// <summary>Adds what one sweep did.</summary>
    /// <param name="details">JSON object: pieces by task.</param>
    public void Count(string details)
    {
        using var document = JsonDocument.Parse(details);
        foreach (var task in document.RootElement.EnumerateObject())
        {
            Swept[task.Name] = Swept.GetValueOrDefault(task.Name) + task.Value.GetInt32();
        }
    }

    /// <summary>Starts counting bad rows anew, since the input is read a second time.</summary>
    public void ForgetProblems()
    {
        BadRows = 0;
        Problems.Clear();
    }

    /// <summary>Keeps a problem, as long as the list can still be read by a person.</summary>
    public void Add(CsvProblem problem)
    {
        BadRows++;
        if (Problems.Count < 1_000)
        {
            Problems.Add(problem);
        }
    }
}
