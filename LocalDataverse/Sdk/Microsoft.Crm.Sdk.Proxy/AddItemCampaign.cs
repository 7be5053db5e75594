using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class AddItemCampaignRequest : OrganizationRequest
{
    public AddItemCampaignRequest() : base("AddItemCampaign")
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

    public string EntityName
    {
        get => Parameters.Read<string>("EntityName");
        set => Parameters["EntityName"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class AddItemCampaignResponse : OrganizationResponse
{
    public AddItemCampaignResponse()
    {
    }

    public Guid CampaignItemId => Results.Read<Guid>("CampaignItemId");
}
