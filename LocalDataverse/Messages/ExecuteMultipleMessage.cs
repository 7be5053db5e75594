using System.Globalization;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>
/// Many requests one after the other, each on its own. Inside a plug-in they share its transaction, which the first that fails
/// dooms, as any failed request does.
/// </summary>
internal sealed class ExecuteMultipleMessage : Message
{
    /// <summary>As many requests as the platform takes.</summary>
    public const int MostRequests = 1000;

    public override string Name => "ExecuteMultiple";

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var requests = Required<OrganizationRequestCollection>(request, "Requests");
        var settings = Required<ExecuteMultipleSettings>(request, "Settings");
        if (requests.Count > MostRequests)
        {
            throw TooMany(requests.Count);
        }

        var items = new ExecuteMultipleResponseItemCollection();
        var faulted = false;
        for (var i = 0; i < requests.Count; i++)
        {
            try
            {
                var answer = Run(platform, requests[i], scope);
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

    // A batch inside the batch is a fault of that item alone.
    private static OrganizationResponse Run(Platform platform, OrganizationRequest request, RequestScope scope) =>
        request?.RequestName is "ExecuteMultiple"
            ? throw Fault.InvalidArgument("ExecuteMultiple cannot carry another ExecuteMultiple. Put its requests into one batch.")
            : platform.Dispatcher.Execute(request!, scope);

    // Callers read the limit from the details and send smaller batches.
    private static FaultException<OrganizationServiceFault> TooMany(int count)
    {
        var fault = Fault.InvalidArgument(string.Create(CultureInfo.InvariantCulture,
            $"Invalid batch size of {count}. ExecuteMultiple takes at most {MostRequests} requests; send several batches."));
        fault.Detail.ErrorDetails["MaxBatchSize"] = MostRequests;
        return fault;
    }
}
