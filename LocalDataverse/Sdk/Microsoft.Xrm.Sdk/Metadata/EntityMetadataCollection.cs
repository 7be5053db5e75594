namespace Microsoft.Xrm.Sdk.Metadata;

public sealed class EntityMetadataCollection : DataCollection<EntityMetadata>
{
    public EntityMetadataCollection()
    {
    }
}
