using System;
using System.Collections.Generic;
using System.Globalization;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Many rows of one table in one request: each goes through the steps of its single message, all succeed or none.</summary>
internal abstract class BulkMessage : Message
{
    public override string? Table(OrganizationRequest request) =>
        Optional<EntityCollection>(request, "Targets") is { } targets ? TableOf(targets) : null;

    protected void ForEach(Platform platform, OrganizationRequest request, RequestScope scope, Func<Entity, OrganizationRequest> single, Action<OrganizationResponse> answer)
    {
        var targets = Required<EntityCollection>(request, "Targets");
        if (targets.Entities.Count == 0)
        {
            throw Fault.InvalidArgument($"{Name} got no rows. Put at least one row into Targets.");
        }

        var table = TableOf(targets);
        var joined = scope.Work is not null;
        using var work = joined ? null : UnitOfWork.Begin(platform);
        var inside = joined ? scope : scope with { Work = work };
        foreach (var row in targets.Entities)
        {
            if (!string.Equals(row.LogicalName, table, StringComparison.Ordinal))
            {
                throw Fault.InvalidArgument(
                    $"{Name} takes rows of one table; it got '{table}' and '{row.LogicalName}'. Send one request for each table.");
            }

            var one = single(row);
            answer(platform.Messages.Find(one.RequestName).Execute(platform, one, inside));
        }

        work?.Commit();
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
        var ids = new List<Guid>();
        ForEach(platform, request, scope, static row => new CreateRequest { Target = row }, answer => ids.Add(((CreateResponse)answer).id));
        var response = new CreateMultipleResponse();
        response.Results["Ids"] = ids.ToArray();
        return response;
    }
}

/// <summary>Changes many rows.</summary>
internal sealed class UpdateMultipleMessage : BulkMessage
{
    public override string Name => "UpdateMultiple";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        ForEach(platform, request, scope, static row => new UpdateRequest { Target = row }, static _ => { });
        return new UpdateMultipleResponse();
    }
}

/// <summary>Many requests one after the other, each on its own.</summary>
internal sealed class ExecuteMultipleMessage : Message
{
    private const int MostRequests = 1000;

    public override string Name => "ExecuteMultiple";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var requests = Required<OrganizationRequestCollection>(request, "Requests");
        var settings = Required<ExecuteMultipleSettings>(request, "Settings");
        if (requests.Count > MostRequests)
        {
            throw Fault.InvalidArgument(string.Create(CultureInfo.InvariantCulture,
                $"Invalid batch size of {requests.Count}. ExecuteMultiple takes at most {MostRequests} requests; send several batches."));
        }

        var items = new ExecuteMultipleResponseItemCollection();
        var faulted = false;
        for (var i = 0; i < requests.Count; i++)
        {
            if (requests[i] is ExecuteMultipleRequest)
            {
                throw Fault.InvalidArgument("ExecuteMultiple cannot carry another ExecuteMultiple. Put its requests into one batch.");
            }

            try
            {
                var answer = platform.Dispatcher.Execute(requests[i], scope);
                if (settings.ReturnResponses)
                {
                    items.Add(new ExecuteMultipleResponseItem { RequestIndex = i, Response = answer });
                }
            }
            catch (FaultException<OrganizationServiceFault> fault)
            {
                faulted = true;
                items.Add(new ExecuteMultipleResponseItem { RequestIndex = i, Fault = fault.Detail });
                if (!settings.ContinueOnError)
                {
                    break;
                }
            }
        }

        var response = new ExecuteMultipleResponse();
        response.Results["Responses"] = items;
        response.Results["IsFaulted"] = faulted;
        return response;
    }
}

/// <summary>Many requests in one transaction: all succeed or none.</summary>
internal sealed class ExecuteTransactionMessage : Message
{
    public override string Name => "ExecuteTransaction";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var requests = Required<OrganizationRequestCollection>(request, "Requests");
        var joined = scope.Work is not null;
        using var work = joined ? null : UnitOfWork.Begin(platform);
        var inside = joined ? scope : scope with { Work = work };
        var responses = new OrganizationResponseCollection();
        for (var i = 0; i < requests.Count; i++)
        {
            if (requests[i] is ExecuteTransactionRequest or ExecuteMultipleRequest)
            {
                throw Fault.InvalidArgument($"ExecuteTransaction cannot carry {requests[i].RequestName}. Put its requests into the transaction itself.");
            }

            try
            {
                responses.Add(platform.Dispatcher.Execute(requests[i], inside));
            }
            catch (FaultException<OrganizationServiceFault> fault)
            {
                var detail = new ExecuteTransactionFault
                {
                    ErrorCode = fault.Detail.ErrorCode,
                    Message = fault.Detail.Message,
                    InnerFault = fault.Detail,
                    FaultedRequestIndex = i,
                };
                throw new FaultException<OrganizationServiceFault>(detail, new FaultReason(detail.Message ?? string.Empty));
            }
        }

        work?.Commit();
        var response = new ExecuteTransactionResponse();
        response.Results["Responses"] = request.Parameters.TryGetValue("ReturnResponses", out var wanted) && wanted is true
            ? responses
            : new OrganizationResponseCollection();
        return response;
    }
}
