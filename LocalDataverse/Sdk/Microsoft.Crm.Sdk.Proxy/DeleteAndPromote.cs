using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class DeleteAndPromoteRequest : OrganizationRequest
{
    public DeleteAndPromoteRequest() : base("DeleteAndPromote")
    {
    }

    public string UniqueName
    {
        get => Parameters.Read<string>("UniqueName");
        set => Parameters["UniqueName"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class DeleteAndPromoteResponse : OrganizationResponse
{
    public DeleteAndPromoteResponse()
    {
    }

    public Guid SolutionId => Results.Read<Guid>("SolutionId");
}
