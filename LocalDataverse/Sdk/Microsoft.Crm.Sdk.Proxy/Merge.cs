using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class MergeRequest : OrganizationRequest
{
    public MergeRequest() : base("Merge")
    {
    }

    public bool PerformParentingChecks
    {
        get => Parameters.Read<bool>("PerformParentingChecks");
        set => Parameters["PerformParentingChecks"] = value;
    }

    public Guid SubordinateId
    {
        get => Parameters.Read<Guid>("SubordinateId");
        set => Parameters["SubordinateId"] = value;
    }

    public EntityReference Target
    {
        get => Parameters.Read<EntityReference>("Target");
        set => Parameters["Target"] = value;
    }

    public Entity UpdateContent
    {
        get => Parameters.Read<Entity>("UpdateContent");
        set => Parameters["UpdateContent"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class MergeResponse : OrganizationResponse
{
    public MergeResponse()
    {
    }
}
