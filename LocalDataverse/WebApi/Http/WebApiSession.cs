using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.WebApi.Http;

/// <summary>On whose behalf, and in which transaction, a request is answered.</summary>
/// <remarks>
/// A request of its own has a session of its own, without a transaction. <c>$batch</c> answers its parts one after the other with the
/// session it was called with; for a change set it begins a <see cref="UnitOfWork"/>, hands its parts <see cref="Within"/> that
/// work to <see cref="WebApiHandler.Handle"/>, and commits when each of them was answered below 400 (a failed message has doomed the
/// work already). Rows made by a part with a Content-ID go into <see cref="ContentIds"/>: addresses and <c>@odata.bind</c>
/// values that begin with <c>$id</c> mean them.
/// </remarks>
internal sealed class WebApiSession
{
    private readonly RequestScope _scope;

    private WebApiSession(Platform platform, RequestScope scope, Uri root, Dictionary<string, string> contentIds)
    {
        Platform = platform;
        _scope = scope;
        Root = root;
        ContentIds = contentIds;
        Service = new PlatformService(platform, scope);
    }

    /// <summary>A session for a request from outside.</summary>
    /// <param name="platform">The organisation.</param>
    /// <param name="userId">The user who asks.</param>
    /// <param name="root">The address of the server, such as <c>http://127.0.0.1:5080/</c>.</param>
    public static WebApiSession For(Platform platform, Guid userId, Uri root) => new(platform, RequestScope.Outside(userId), root, new(StringComparer.Ordinal));

    public Platform Platform { get; }

    /// <summary>The address of the server.</summary>
    public Uri Root { get; }

    /// <summary>The user who asks.</summary>
    public Guid UserId => _scope.UserId;

    /// <summary>The organisation service that answers; inside the transaction when there is one.</summary>
    public IOrganizationService Service { get; }

    /// <summary>Content-ID → address of the row, for the parts of a change set.</summary>
    public Dictionary<string, string> ContentIds { get; }

    /// <summary>The same user inside a transaction.</summary>
    public WebApiSession Within(UnitOfWork work) => new(Platform, _scope with { Work = work }, Root, ContentIds);

    /// <summary>Another user, on whose behalf the user asks.</summary>
    public WebApiSession OnBehalfOf(Guid userId) => new(Platform, _scope with { UserId = userId, InitiatingUserId = userId }, Root, ContentIds);
}
