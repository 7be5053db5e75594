using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.Cli.Csv;

namespace Smarketing.Cli.Run.Feed;

/// <summary>Where leads come from. Reading twice gives the same leads in the same order.</summary>
public interface ILeadSource
{
    /// <summary>What it is called in the report.</summary>
    string Name { get; }

    /// <summary>The instant the report speaks of (UTC); what happens later stays out.</summary>
    DateTime AsOf { get; }

    /// <summary>The first instant at which something happens (UTC), if it is known without reading.</summary>
    DateTime? StartsOn { get; }

    /// <summary>The folder with the agreement and the model to score by; null is the starter set.</summary>
    string? DataFolder { get; }

    /// <summary>Campaigns to be there before the leads.</summary>
    IReadOnlyList<CampaignRecord> Campaigns { get; }

    /// <summary>The people who set the environment up and work the leads; null where nobody does.</summary>
    ISalesFloor? Floor { get; }

    /// <summary>Whether leads come in the order in which they came in, so that they need not be gathered first.</summary>
    bool IsInTimeOrder { get; }

    /// <summary>What the source would fill that the lead table has no place for; empty when it fits.</summary>
    /// <param name="lead">The lead table as it is in the environment.</param>
    IReadOnlyList<CsvProblem> Misfits(EntityMetadata lead);

    /// <summary>Streams the leads.</summary>
    IEnumerable<LeadInput> Read();
}
