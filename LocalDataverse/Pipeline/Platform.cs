using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Threading;
using Smarketing.LocalDataverse.Async;
using Smarketing.LocalDataverse.Import;
using Smarketing.LocalDataverse.Behaviors;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Metadata.Changes;
using Smarketing.LocalDataverse.Security;
using Smarketing.LocalDataverse.Storage;
using Smarketing.LocalDataverse.Tracing;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>What the parts of one organisation share.</summary>
internal sealed class Platform
{
    public Platform(MetadataCatalog catalog, RecordStore store, TimeProvider clock, bool keepsData)
    {
        KeepsData = keepsData;
        Catalog = catalog;
        Store = store;
        Clock = clock;
        Steps = new StepRegistry(catalog);
        Messages = MessageRegistry.Standard();
        Requests = new RequestLog();
        Traces = new TraceLog();
        PluginTraces = new PluginTraces(this);
        Live = new LiveSettings(this);
        Outbox = new Outbox(this);
        Pipeline = new EventPipeline(this);
        Dispatcher = new Dispatcher(this);
        References = new ReferenceRules(this);
        Defaults = new PlatformValues(this);
        Solutions = new SolutionImporter(this);
        Behaviors = new TableBehaviors(this);
        MetadataHistory = new MetadataHistory(catalog, clock);
        Facts = new SecurityFacts(this);
        Access = new AccessControl(this);
        Rows = new RowChecks(this);
        Links = new LinkChecks(this);
        Sharing = new Sharing(this);
        SecurityRows = new SecurityRows(this);
    }

    public MetadataCatalog Catalog { get; }

    public RecordStore Store { get; }

    public TimeProvider Clock { get; }

    public StepRegistry Steps { get; }

    public MessageRegistry Messages { get; }

    public RequestLog Requests { get; }

    public TraceLog Traces { get; }

    /// <summary>The rows of the plug-in trace log.</summary>
    public PluginTraces PluginTraces { get; }

    /// <summary>What rows of the organisation and of steps say about how requests run.</summary>
    public LiveSettings Live { get; }

    /// <summary>What the time of plug-ins is measured with: real time, whatever the clock says.</summary>
    public TimeProvider Stopwatch { get; set; } = TimeProvider.System;

    public Outbox Outbox { get; }

    public EventPipeline Pipeline { get; }

    public Dispatcher Dispatcher { get; }

    public ReferenceRules References { get; }

    public PlatformValues Defaults { get; }

    public SolutionImporter Solutions { get; }

    public TableBehaviors Behaviors { get; }

    /// <summary>What callers were told of the schema, and when.</summary>
    public MetadataHistory MetadataHistory { get; }

    /// <summary>Who is who, and what roles give.</summary>
    public SecurityFacts Facts { get; }

    /// <summary>Who may do what.</summary>
    public AccessControl Access { get; }

    /// <summary>What messages on rows ask of their caller.</summary>
    public RowChecks Rows { get; }

    /// <summary>What Associate and Disassociate ask of their caller.</summary>
    public LinkChecks Links { get; }

    public Sharing Sharing { get; }

    public SecurityRows SecurityRows { get; }

    /// <summary>Whether the data outlives the process.</summary>
    public bool KeepsData { get; }

    public SystemRows System { get; set; } = null!;

    /// <summary>One request at a time: SQLite has one writer, and plug-ins meet the order the platform would give them.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The innermost open transaction.</summary>
    public UnitOfWork? CurrentWork { get; set; }

    /// <summary>The rows whose deletion or assignment is going on to the rows below them.</summary>
    public HashSet<(string What, string Table, Guid Id)> Cascading { get; } = [];

    /// <summary>A number from 0 up to, but not including, the one given: the only chance there is.</summary>
    public Func<int, int> Chance { get; init; } = RandomNumberGenerator.GetInt32;

    public DateTime UtcNow => Clock.GetUtcNow().UtcDateTime;
}

/// <summary>The rows every organisation is made with.</summary>
/// <param name="OrganizationId">The organisation itself.</param>
/// <param name="OrganizationName">Its unique name.</param>
/// <param name="BusinessUnitId">The root business unit.</param>
/// <param name="AdministratorId">The system administrator, on whose behalf programs outside call.</param>
/// <param name="SystemUserId">The user SYSTEM, on whose behalf plug-ins call when they ask for no user.</param>
/// <param name="CurrencyId">The base currency.</param>
internal sealed record SystemRows(
    Guid OrganizationId, string OrganizationName, Guid BusinessUnitId, Guid AdministratorId, Guid SystemUserId, Guid CurrencyId);
