using System;
using System.Data.Common;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Smarketing.Cli.Csv;
using Smarketing.Cli.Data;
using Smarketing.Cli.Run.Feed;
using Smarketing.Cli.Run.Report;
using Smarketing.Cli.Solutions;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;

namespace Smarketing.Cli.Run;

/// <summary>The whole way through the house: pack, import, configure, feed, report.</summary>
public static class LeadRun
{
    // Configuration is there before the first lead comes in.
    private static readonly TimeSpan Preparation = TimeSpan.FromHours(1);

    /// <summary>Runs a source through the solution as it ships.</summary>
    /// <returns>The report, or null when bad rows, the want of a good one, or a map that does not fit stopped the run before anything was stored; they are in <paramref name="tally"/>.</returns>
    /// <exception cref="InputException">Something the user can put right.</exception>
    public static RunReport? Run(RepositoryLayout layout, ILeadSource source, RunOptions options, FeedTally tally, IRunProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tally);
        ArgumentNullException.ThrowIfNull(progress);
        var whole = Stopwatch.StartNew();
        progress.Begin("Checking the input");
        var preview = Preview(source, options, tally, cancellation);
        if (tally.BadRows > 0 && (!options.SkipBad || preview.Leads == 0 || tally.Problems.Exists(p => p.Kind != CsvProblemKind.Row)))
        {
            return null;
        }

        tally.ForgetProblems();
        progress.Begin("Packing the solution");
        var zip = SolutionPacker.Pack(layout, managed: true);
        var configuration = ConfigurationPackage.Read(source.DataFolder ?? layout.SolutionData);
        var clock = new RunClock(preview.StartsOn - Preparation);

        progress.Begin("Importing the solution");
        var import = Stopwatch.StartNew();
        using var organization = Open(options.DatabaseFile, clock);
        Import(organization, zip);

        // Only now is it known which columns a lead has. A map that means others would make every row bad.
        if (source.Misfits(LeadTable(organization)) is { Count: > 0 } misfits)
        {
            foreach (var misfit in misfits)
            {
                tally.Add(misfit);
            }

            return null;
        }

        cancellation.ThrowIfCancellationRequested();
        progress.Begin("Loading agreement and model");
        ConfigurationLoader.Load(configuration, organization.CreateService(), cancellation);
        organization.RunAsyncJobs(bringForward: true);
        source.Floor?.Open(organization, clock.Now);
        organization.RunAsyncJobs(bringForward: true);
        import.Stop();

        progress.Begin("Feeding leads");
        organization.Requests.Reset();
        var feed = Stopwatch.StartNew();
        new LeadFeeder(organization, clock, tally, progress, cancellation).Feed(source, options.Limit, preview.Messages);
        feed.Stop();

        progress.Begin("Reading the report");
        var seconds = feed.Elapsed.TotalSeconds;
        return new RunReportReader(organization, source, tally, options).Read(new RunReport.Timing(
            Round(import.Elapsed.TotalSeconds), Round(seconds), Round(whole.Elapsed.TotalSeconds), Round(tally.LeadsRead / seconds)));
    }

    /// <summary>Imports the packed solution.</summary>
    /// <exception cref="InputException">It cannot be imported.</exception>
    internal static void Import(LocalOrganization organization, byte[] zip)
    {
        using var stream = new MemoryStream(zip, writable: false);
        try
        {
            organization.ImportSolution(stream);
        }
        catch (SolutionImportException failure)
        {
            throw new InputException($"The solution cannot be imported: {failure.Message} Remedy: with --db, name a new file; else mend what is named in Solution/src.", failure);
        }
    }

    private static EntityMetadata LeadTable(LocalOrganization organization) =>
        ((RetrieveEntityResponse)organization.CreateService().Execute(
            new RetrieveEntityRequest { LogicalName = Lead.EntityLogicalName, EntityFilters = EntityFilters.Attributes })).EntityMetadata;

    /// <summary>Opens an organisation.</summary>
    /// <exception cref="InputException">The file is none of its kind.</exception>
    internal static LocalOrganization Open(string? databaseFile, TimeProvider clock)
    {
        try
        {
            return LocalOrganization.Open(new LocalOrganizationOptions { DatabaseFile = databaseFile, Clock = clock });
        }
        catch (DbException failure) when (databaseFile is not null)
        {
            throw new InputException($"{databaseFile}: the database cannot be opened: {failure.Message.TrimEnd('.')}. Remedy: name a file in a folder you may write to, either new or made by an earlier run.", failure);
        }
    }

    /// <summary>Reads the input once before anything is stored: bad rows stop a run as a whole, not half-way.</summary>
    private static (DateTime StartsOn, int Leads, long Messages) Preview(ILeadSource source, RunOptions options, FeedTally tally, CancellationToken cancellation)
    {
        var (startsOn, leads, messages) = (source.AsOf, 0, 0L);
        foreach (var input in source.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (leads >= options.Limit)
            {
                break;
            }

            if (input.Problem is { } problem)
            {
                tally.Add(problem);
                continue;
            }

            var lead = input.Lead!;
            leads++;
            messages += 1 + lead.Changes.Count + lead.Engagements.Count;
            startsOn = lead.CreatedOn < startsOn ? lead.CreatedOn : startsOn;
        }

        return (startsOn, leads, messages);
    }

    private static double Round(double value) => Math.Round(value, 3);
}
