using System.Globalization;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>Many requests in one transaction: all succeed or none.</summary>
internal sealed class ExecuteTransactionMessage : Message
{
    public override string Name => "ExecuteTransaction";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var requests = Required<OrganizationRequestCollection>(request, "Requests");
        if (requests.Count > ExecuteMultipleMessage.MostRequests)
        {
            throw Fault.InvalidArgument(string.Create(CultureInfo.InvariantCulture,
                $"Invalid batch size of {requests.Count}. ExecuteTransaction takes at most {ExecuteMultipleMessage.MostRequests} requests; what must succeed together must fit into one."));
        }

        var joined = scope.Work is not null;
        using var work = joined ? null : UnitOfWork.Begin(platform);
        var inside = joined ? scope : scope with { Work = work };
        var responses = new OrganizationResponseCollection();
        for (var i = 0; i < requests.Count; i++)
        {
            try
            {
                responses.Add(Run(platform, requests[i], inside));
            }
            catch (FaultException<OrganizationServiceFault> fault)
            {
                throw At(i, fault.Detail);
            }
        }

        work?.Commit();
        var response = new ExecuteTransactionResponse();
        response.Results["Responses"] = request.Parameters.TryGetValue("ReturnResponses", out var wanted) && wanted is true
            ? responses
            : new OrganizationResponseCollection();
        return response;
    }

    private static OrganizationResponse Run(Platform platform, OrganizationRequest request, RequestScope scope) =>
        request?.RequestName is "ExecuteTransaction" or "ExecuteMultiple"
            ? throw Fault.InvalidArgument($"ExecuteTransaction cannot carry {request.RequestName}. Put its requests into the transaction itself.")
            : platform.Dispatcher.Execute(request!, scope);

    private static FaultException<OrganizationServiceFault> At(int index, OrganizationServiceFault inner)
    {
        var fault = new ExecuteTransactionFault
        {
            ErrorCode = inner.ErrorCode,
            Message = inner.Message,
            TraceText = inner.TraceText,
            InnerFault = inner,
            FaultedRequestIndex = index,
        };
        foreach (var detail in inner.ErrorDetails)
        {
            fault.ErrorDetails[detail.Key] = detail.Value;
        }

        return new FaultException<OrganizationServiceFault>(fault, new FaultReason(inner.Message ?? string.Empty));
    }
}
