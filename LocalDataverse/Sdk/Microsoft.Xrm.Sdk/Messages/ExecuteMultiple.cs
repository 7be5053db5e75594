using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public sealed class ExecuteMultipleRequest : OrganizationRequest
{
    public ExecuteMultipleRequest() : base("ExecuteMultiple")
    {
    }

    public OrganizationRequestCollection Requests
    {
        get => Parameters.Read<OrganizationRequestCollection>("Requests");
        set => Parameters["Requests"] = value;
    }

    public ExecuteMultipleSettings Settings
    {
        get => Parameters.Read<ExecuteMultipleSettings>("Settings");
        set => Parameters["Settings"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public sealed class ExecuteMultipleResponse : OrganizationResponse
{
    public ExecuteMultipleResponse()
    {
    }

    public bool IsFaulted => Results.Read<bool>("IsFaulted");

    public ExecuteMultipleResponseItemCollection Responses => Results.Read<ExecuteMultipleResponseItemCollection>("Responses");
}
