using System;
using System.ServiceModel;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Tracing;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>The door every request passes, from outside or from a plug-in.</summary>
internal sealed class Dispatcher(Platform platform)
{
    /// <summary>How deep requests may set one another off.</summary>
    public const int MaximumDepth = 8;

    /// <summary>Sees every request that gets past the door.</summary>
    public IRequestWatch? Watch { get; set; }

    public OrganizationResponse Execute(OrganizationRequest request, RequestScope scope)
    {
        if (request is null)
        {
            throw Fault.InvalidArgument("The request is missing. Pass an OrganizationRequest.");
        }

        lock (platform.Gate)
        {
            if (scope.Work is { IsDoomed: true })
            {
                throw PluginFaults.NoTransaction();
            }

            try
            {
                if (scope.Parent is { } caller)
                {
                    PluginTime.Check(platform, caller);
                }

                var message = platform.Messages.Find(request.RequestName);
                var table = message.Table(request);
                platform.Requests.Add(scope.Origin, message.Name, platform.Catalog.TryTable(table, out _) ? table : null);
                if (scope.Depth >= MaximumDepth)
                {
                    throw PluginFaults.Loop(message.Name, table, scope.Depth + 1);
                }

                platform.Access.RequireEnabled(scope.UserId);
                if (message.Privilege is { } privilege)
                {
                    platform.Access.RequirePrivilege(scope.UserId, privilege);
                }

                if (Watch is not { } watch)
                {
                    return message.Execute(platform, request, scope);
                }

                var seen = new WatchedRequest(scope.Origin, message.Name, table ?? string.Empty, RowOf(request), scope.Parent is { Mode: 1 }, scope.Depth + 1);
                watch.Before(seen);
                var response = message.Execute(platform, request, scope);
                watch.After(seen);
                return response;
            }
            catch (FaultException<OrganizationServiceFault>)
            {
                // On the platform the transaction is lost with the request, even when the plug-in catches the fault.
                scope.Work?.Doom();
                throw;
            }
            catch (SqliteException exception)
            {
                scope.Work?.Doom();
                throw Fault.Of(ErrorCodes.Unexpected, $"The database refused {request.RequestName}: {LongText.Begin(exception.Message)}");
            }
            catch
            {
                scope.Work?.Doom();
                throw;
            }
        }
    }

    private static Guid? RowOf(OrganizationRequest request) => request.Parameters.TryGetValue("Target", out var target)
        ? target switch
        {
            Entity row when row.Id != Guid.Empty => row.Id,
            EntityReference row when row.Id != Guid.Empty => row.Id,
            _ => null,
        }
        : null;
}
