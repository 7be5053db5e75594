using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class RemoveItemCampaignRequest : OrganizationRequest
{
    public RemoveItemCampaignRequest() : base("RemoveItemCampaign")
    {
    }

    public Guid CampaignId
    {
        get => Parameters.Read<Guid>("CampaignId");
        set => Parameters["CampaignId"] = value;
    }

    public Guid EntityId
    {
        get => Parameters.Read<Guid>("EntityId");
        set => Parameters["EntityId"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class RemoveItemCampaignResponse : OrganizationResponse
{
    public RemoveItemCampaignResponse()
    {
    }
}
