using System;

namespace Smarketing.LocalDataverse.WebApi;

/// <summary>How the Web API of a <see cref="LocalOrganization"/> is served.</summary>
public sealed class LocalWebApiOptions
{
    /// <summary>The port on the loopback address; 0 takes any that is free.</summary>
    public int Port { get; init; }

    /// <summary>What callers must send as <c>Authorization: Bearer …</c>; null makes up a random one.</summary>
    public string? Token { get; init; }

    /// <summary>The user on whose behalf callers ask; null is the system administrator.</summary>
    public Guid? CallerId { get; init; }

    /// <summary>The longest body a request may have, in bytes.</summary>
    public int MaxBodyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Whether asynchronous jobs run after each request that may have set some off.</summary>
    public bool RunsAsyncJobs { get; init; } = true;
}
