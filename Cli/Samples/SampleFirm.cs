using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.Cli.Csv;
using Smarketing.Cli.Run.Feed;
using Smarketing.Cli.Solutions;

namespace Smarketing.Cli.Samples;

/// <summary>
/// Half a year of leads of an invented French firm, « Sillage Entrepôt », whose warehouse software is bought by industrial and
/// distribution mid-caps. The same seed gives the same leads on every machine. Who becomes a customer depends on how well a lead
/// fits and how much it wants, plus luck: a good score should find them, never all of them.
/// </summary>
public sealed class SampleFirm : ILeadSource
{
    /// <summary>The seed used when none is asked for.</summary>
    public const int DefaultSeed = 20_260_105;

    /// <summary>The number of leads made when none is asked for.</summary>
    public const int DefaultLeads = 500;

    private static readonly DateTime FirstDay = new(2026, 1, 5, 7, 0, 0, DateTimeKind.Utc);

    private readonly int _seed;
    private readonly int _leads;

    /// <summary>A firm.</summary>
    /// <param name="seed">Another seed, another half year.</param>
    /// <param name="leads">How many leads come in.</param>
    /// <param name="hasFloor">Whether anybody works them; without, they are only scored.</param>
    public SampleFirm(int seed = DefaultSeed, int leads = DefaultLeads, bool hasFloor = true)
    {
        _seed = seed;
        _leads = leads;
        Floor = hasFloor ? new SampleFloor() : null;
    }

    public string Name => "Sillage Entrepôt (sample)";

    public DateTime AsOf => new(2026, 6, 30, 18, 0, 0, DateTimeKind.Utc);

    public DateTime? StartsOn => FirstDay;

    public string? DataFolder => null;

    public ISalesFloor? Floor { get; }

    public bool IsInTimeOrder => true;

    public IReadOnlyList<CampaignRecord> Campaigns => SampleCampaigns.All;

    public IReadOnlyList<CsvProblem> Misfits(EntityMetadata lead) => [];

    public IEnumerable<LeadInput> Read()
    {
        for (var n = 1; n <= _leads; n++)
        {
            yield return new LeadInput(Lead(n), null);
        }
    }

    private LeadRecord Lead(int n)
    {
        // Every lead draws from its own stream, so that one more draw in one does not change all that follow.
        var random = new SampleRandom(StableHash.Mix((ulong)(uint)_seed << 32 | (uint)n));
        var key = string.Create(CultureInfo.InvariantCulture, $"{_seed}-{n:0000}");
        var start = FirstDay.AddMinutes(Math.Floor((AsOf - FirstDay).TotalMinutes * (n - random.Next()) / _leads));
        var profile = SampleProfile.Draw(random);
        var journey = new SampleJourney(random, profile, key, start, AsOf);
        var events = journey.Draw();
        return new LeadRecord
        {
            Key = key,
            Id = StableId.Of("lead:sample:" + key),
            CreatedOn = start,
            Columns = profile.Columns,
            Changes = journey.TalkedOn is { } talkedOn && talkedOn < AsOf ? [new LeadChange(talkedOn, profile.LaterColumns)] : [],
            Engagements = events,
            Converted = Outcome(random, profile, start),
            File = "sample, lead " + key,
        };
    }

    /// <summary>Known after 60 days; younger leads are still open.</summary>
    private bool? Outcome(SampleRandom random, SampleProfile profile, DateTime start)
    {
        var chance = profile.IsOutOfMarket ? 0 : 0.01 + (0.9 * profile.Fit * profile.Fit * profile.Appetite * profile.Appetite);
        var isWon = random.Chance(chance);
        return (AsOf - start).TotalDays >= 60 ? isWon : null;
    }
}
