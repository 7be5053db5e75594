using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Async;
using Smarketing.LocalDataverse.Import;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse;

/// <summary>
/// A Dataverse organisation on one machine: tables, event pipeline, plug-ins and asynchronous jobs over SQLite.
/// It answers one request at a time, from whatever thread.
/// </summary>
public sealed class LocalOrganization : IDisposable
{
    private readonly Platform _platform;
    private AsyncService? _asyncService;

    private LocalOrganization(Platform platform) => _platform = platform;

    /// <summary>How often requests were made, by whom.</summary>
    public RequestLog Requests => _platform.Requests;

    /// <summary>The last lines that plug-ins traced, oldest first.</summary>
    public IReadOnlyList<PlatformTrace> Traces => _platform.Traces.Snapshot();

    /// <summary>The id of the organisation.</summary>
    public Guid OrganizationId => _platform.System.OrganizationId;

    /// <summary>The id of the system administrator made with the organisation.</summary>
    public Guid AdministratorId => _platform.System.AdministratorId;

    /// <summary>The asynchronous jobs that were given up, oldest first.</summary>
    public IReadOnlyList<AsyncJob> FailedJobs
    {
        get
        {
            lock (_platform.Gate)
            {
                return _platform.Outbox.FailedJobs();
            }
        }
    }

    /// <summary>
    /// Called before an asynchronous job runs, outside its transaction: for tests that put jobs through what the platform may do to them.
    /// </summary>
    public Action<JobAttempt>? JobStarting
    {
        get => _platform.Outbox.Starting;
        set => _platform.Outbox.Starting = value;
    }

    /// <summary>Sees every request, and may make it fail; null, as it is at first, when nobody does.</summary>
    public IRequestWatch? Watch
    {
        get => _platform.Dispatcher.Watch;
        set => _platform.Dispatcher.Watch = value;
    }

    /// <summary>For tests in this repository, which register steps without a solution.</summary>
    internal Platform Platform => _platform;

    /// <summary>Opens an organisation, and makes it when the file is new or there is none.</summary>
    /// <param name="options">Where it lives and which clock it goes by.</param>
    /// <exception cref="SolutionImportException">A solution kept in the file can no longer be loaded.</exception>
    public static LocalOrganization Open(LocalOrganizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var catalog = StandardTables.StandardTables.NewCatalog();
        LocalTables.AddTo(catalog);
        var store = new RecordStore(options.DatabaseFile, catalog);
        try
        {
            var platform = new Platform(catalog, store, options.Clock, options.DatabaseFile is not null) { Chance = options.Chance ?? RandomNumberGenerator.GetInt32 };
            platform.System = FirstRows.FindOrMake(platform, options);
            platform.SecurityRows.Ensure();
            var organization = new LocalOrganization(platform);
            if (options.DatabaseFile is not null)
            {
                platform.Solutions.Reload();
                platform.Outbox.Resume();
            }

            return organization;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Imports a solution zip, managed or unmanaged: everything it holds, or nothing. Over a version that is there it is an update,
    /// as on the platform: what only the older version has stays. See <see cref="UpgradeSolution"/>.
    /// </summary>
    /// <param name="solutionZip">The zip as <c>pac solution pack</c> or <c>smk pack</c> writes it.</param>
    /// <returns>What was imported, and what was left out because this stand-in has no use for it.</returns>
    /// <exception cref="SolutionImportException">The zip is broken or contradicts itself; nothing has changed.</exception>
    public SolutionImportResult ImportSolution(Stream solutionZip) => Import(solutionZip, ImportKind.Update);

    /// <summary>
    /// Imports a managed solution zip in the place of the version that is there: what the new version dropped goes, rows and values
    /// included. Installs it when there is none.
    /// </summary>
    /// <param name="solutionZip">The zip, of a higher version than the one that is there.</param>
    /// <returns>What was imported, and what was left out because this stand-in has no use for it.</returns>
    /// <exception cref="SolutionImportException">The zip is broken, contradicts itself, or drops what something else needs; nothing has changed.</exception>
    public SolutionImportResult UpgradeSolution(Stream solutionZip) => Import(solutionZip, ImportKind.Upgrade);

    private SolutionImportResult Import(Stream solutionZip, ImportKind kind)
    {
        ArgumentNullException.ThrowIfNull(solutionZip);
        using var content = new MemoryStream();
        solutionZip.CopyTo(content);
        lock (_platform.Gate)
        {
            return _platform.Solutions.Import(content.ToArray(), kind);
        }
    }

    /// <summary>A service that acts for a user.</summary>
    /// <param name="callerId">The id of a row of <c>systemuser</c>; null is the system administrator.</param>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    public IOrganizationService CreateService(Guid? callerId = null)
    {
        if (callerId is { } id && !_platform.Store.Exists("systemuser", id))
        {
            throw new ArgumentException($"There is no user {id:D}. Create the row of 'systemuser' first, or pass null for the system administrator.", nameof(callerId));
        }

        return new PlatformService(_platform, RequestScope.Outside(callerId ?? AdministratorId));
    }

    /// <summary>Runs the asynchronous jobs that are due by the clock, and those they set off, in the order written, until none is left.</summary>
    /// <param name="max">The most jobs to bring to an end.</param>
    /// <param name="bringForward">
    /// Whether jobs that wait for an instant, as one does after a failure before it is tried again, run without waiting once no other is left.
    /// </param>
    /// <returns>How many jobs came to an end, well or badly; the latter are in <see cref="FailedJobs"/>.</returns>
    public int RunAsyncJobs(int max = int.MaxValue, bool bringForward = false)
    {
        lock (_platform.Gate)
        {
            return _platform.Outbox.Run(max, bringForward);
        }
    }

    /// <summary>
    /// Runs asynchronous jobs in the background as they become due by the clock, until what is returned or the organisation is disposed.
    /// </summary>
    /// <returns>Dispose it to stop: the job that is running comes to its end, the others stay.</returns>
    /// <exception cref="InvalidOperationException">The service runs already.</exception>
    public IDisposable StartAsyncService()
    {
        lock (_platform.Gate)
        {
            return _asyncService is null
                ? _asyncService = new AsyncService(_platform, () => _asyncService = null)
                : throw new InvalidOperationException("The asynchronous service of this organisation runs already. Dispose the running one first.");
        }
    }

    /// <summary>
    /// Looks through the whole database for what must never be there: damage to the file, lookups and links to rows that do not exist, values
    /// of a key that are there twice, jobs whose step is not registered.
    /// </summary>
    /// <returns>One sentence for each problem; none when all is well.</returns>
    public IReadOnlyList<string> CheckIntegrity()
    {
        lock (_platform.Gate)
        {
            var problems = _platform.Store.CheckIntegrity(out var damaged);
            return damaged ? problems : [.. problems, .. _platform.Outbox.CheckJobs()];
        }
    }

    /// <summary>Closes the database.</summary>
    public void Dispose()
    {
        _asyncService?.Dispose();
        lock (_platform.Gate)
        {
            _platform.Store.Dispose();
        }
    }
}
