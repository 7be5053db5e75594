using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>
/// Many rows of one table in one request: all succeed or none. The steps of the single message run for each row, those of the
/// bulk message once for all of them.
/// </summary>
internal abstract class BulkMessage : Message
{
    public override string? Table(OrganizationRequest request) =>
        Optional<EntityCollection>(request, "Targets") is { } targets ? TableOf(targets) : null;

    /// <summary>One request for each row, with the optional parameters of the whole.</summary>
    protected List<TRequest> Split<TRequest>(Platform platform, OrganizationRequest request, RequestScope scope)
        where TRequest : OrganizationRequest, new()
    {
        var targets = Required<EntityCollection>(request, "Targets");
        if (scope.Parent is not null)
        {
            throw Fault.NotSupported($"{Name} inside a plug-in, as the platform does not either",
                "Send the rows one by one: inside a transaction there is nothing to gain.");
        }

        if (targets.Entities.Count == 0)
        {
            throw Fault.InvalidArgument($"{Name} got no rows. Put at least one row into Targets.");
        }

        var table = Check(platform.Catalog.Table(TableOf(targets)!));
        return [.. targets.Entities.Select(row => string.Equals(row.LogicalName, table, StringComparison.Ordinal)
            ? One<TRequest>(request, row)
            : throw Fault.InvalidArgument($"{Name} takes rows of one table; it got '{table}' and '{row.LogicalName}'. Send one request for each table."))];
    }

    private string Check(TableDefinition table) =>
        BulkTables.Supports(table, Name) ? table.LogicalName : throw BulkTables.NotSupported(table, Name);

    private static TRequest One<TRequest>(OrganizationRequest whole, Entity row)
        where TRequest : OrganizationRequest, new()
    {
        var one = new TRequest { RequestId = whole.RequestId };
        foreach (var parameter in whole.Parameters)
        {
            if (!string.Equals(parameter.Key, "Targets", StringComparison.Ordinal))
            {
                one.Parameters[parameter.Key] = parameter.Value;
            }
        }

        one.Parameters["Target"] = row;
        return one;
    }

    private static string? TableOf(EntityCollection targets) =>
        !string.IsNullOrEmpty(targets.EntityName) ? targets.EntityName : targets.Entities.Count > 0 ? targets.Entities[0].LogicalName : null;
}

/// <summary>Makes many rows.</summary>
internal sealed class CreateMultipleMessage : BulkMessage
{
    public override string Name => "CreateMultiple";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var rows = ((EventMessage)platform.Messages.Find("Create")).ExecuteAll(platform, Split<CreateRequest>(platform, request, scope), scope);
        var response = new CreateMultipleResponse();
        response.Results["Ids"] = Array.ConvertAll(rows, row => row.PrimaryEntityId);
        return response;
    }
}

/// <summary>Changes many rows.</summary>
internal sealed class UpdateMultipleMessage : BulkMessage
{
    public override string Name => "UpdateMultiple";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        ((EventMessage)platform.Messages.Find("Update")).ExecuteAll(platform, Split<UpdateRequest>(platform, request, scope), scope);
        return new UpdateMultipleResponse();
    }
}

/// <summary>
/// Creates the rows that are not there and changes the others. It raises no event of its own: those to create raise Create and
/// CreateMultiple, the others Update and UpdateMultiple.
/// </summary>
internal sealed class UpsertMultipleMessage : BulkMessage
{
    public override string Name => "UpsertMultiple";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var choices = Split<UpsertRequest>(platform, request, scope).ConvertAll(one => UpsertChoice.Of(platform, one));
        var joined = scope.Work is not null;
        using var work = joined ? null : UnitOfWork.Begin(platform);
        var inside = joined ? scope : scope with { Work = work };
        var results = new UpsertResponse[choices.Count];
        foreach (var message in (string[])["Create", "Update"])
        {
            var places = Enumerable.Range(0, choices.Count).Where(i => string.Equals(choices[i].Request.RequestName, message, StringComparison.Ordinal)).ToList();
            if (places.Count == 0)
            {
                continue;
            }

            var rows = ((EventMessage)platform.Messages.Find(message)).ExecuteAll(platform, places.ConvertAll(i => choices[i].Request), inside);
            for (var i = 0; i < rows.Length; i++)
            {
                results[places[i]] = choices[places[i]].Answer(rows[i].PrimaryEntityId);
            }
        }

        work?.Commit();
        var response = new UpsertMultipleResponse();
        ((OrganizationResponse)response).Results["Results"] = results;
        return response;
    }
}
