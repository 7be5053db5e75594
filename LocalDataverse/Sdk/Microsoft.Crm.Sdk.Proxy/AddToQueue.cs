using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class AddToQueueRequest : OrganizationRequest
{
    public AddToQueueRequest() : base("AddToQueue")
    {
    }

    public Guid DestinationQueueId
    {
        get => Parameters.Read<Guid>("DestinationQueueId");
        set => Parameters["DestinationQueueId"] = value;
    }

    public Entity QueueItemProperties
    {
        get => Parameters.Read<Entity>("QueueItemProperties");
        set => Parameters["QueueItemProperties"] = value;
    }

    public Guid SourceQueueId
    {
        get => Parameters.Read<Guid>("SourceQueueId");
        set => Parameters["SourceQueueId"] = value;
    }

    public EntityReference Target
    {
        get => Parameters.Read<EntityReference>("Target");
        set => Parameters["Target"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class AddToQueueResponse : OrganizationResponse
{
    public AddToQueueResponse()
    {
    }

    public Guid QueueItemId => Results.Read<Guid>("QueueItemId");
}
