using System;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>What a sweep task may use.</summary>
internal sealed class SweepContext
{
    private readonly Action<string> trace;

    public SweepContext(IOrganizationService service, Guid organizationId, DateTime now, Action<string> trace)
    {
        Service = service;
        OrganizationId = organizationId;
        Now = now;
        this.trace = trace;
    }

    /// <summary>Acts with the rights of the system.</summary>
    public IOrganizationService Service { get; }

    /// <summary>The organisation swept.</summary>
    public Guid OrganizationId { get; }

    /// <summary>When the sweep was asked for, UTC.</summary>
    public DateTime Now { get; }

    /// <summary>Writes a line to the plug-in trace log.</summary>
    public void Trace(string line) => trace(line);
}
