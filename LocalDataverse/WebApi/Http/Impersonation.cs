using System;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.WebApi.Http;

/// <summary>Acting for another user: <c>MSCRMCallerID</c> names a systemuser, <c>CallerObjectId</c> its object id in the directory.</summary>
internal static class Impersonation
{
    private const string UserHeader = "MSCRMCallerID";
    private const string ObjectHeader = "CallerObjectId";
    private const string ObjectColumn = "azureactivedirectoryobjectid";

    /// <summary>The session of the user the headers name; the session itself when they name none.</summary>
    /// <exception cref="System.ServiceModel.FaultException">There is no such user, or the caller may not act for others.</exception>
    public static WebApiSession Apply(WebApiSession session, WebApiHeaders headers)
    {
        if (headers[ObjectHeader] is { } directory)
            return For(session, ByObject(session, Id(ObjectHeader, directory)));
        return headers[UserHeader] is { } user ? For(session, Id(UserHeader, user)) : session;
    }

    private static WebApiSession For(WebApiSession session, Guid user)
    {
        session.Platform.Access.Impersonate(session.UserId, user);
        return session.OnBehalfOf(user);
    }

    private static Guid ByObject(WebApiSession session, Guid directory)
    {
        var query = new QueryExpression("systemuser") { ColumnSet = new ColumnSet(false) };
        query.Criteria.Conditions.Add(new ConditionExpression(ObjectColumn, ConditionOperator.Equal, directory));
        var found = session.Platform.Store.Query(query, session.UserId, session.Platform.UtcNow).Entities;
        return found.Count == 1 ? found[0].Id : throw Fault.RowDoesNotExist("systemuser", directory);
    }

    private static Guid Id(string header, string text) => Guid.TryParse(text.Trim().Trim('{', '}'), out var id)
        ? id
        : throw WebApiException.Query($"The header {header} is '{text}'. Give the id of a user.");
}
