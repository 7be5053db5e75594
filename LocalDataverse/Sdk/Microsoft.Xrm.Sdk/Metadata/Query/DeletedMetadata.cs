using System;

namespace Microsoft.Xrm.Sdk.Metadata.Query;

[Flags]
public enum DeletedMetadataFilters
{
    Entity = 1,
    Attribute = 2,
    Relationship = 4,
    Label = 8,
    OptionSet = 16,
    Default = 1,
    All = 31,
}

public sealed class DeletedMetadataCollection : DataCollection<DeletedMetadataFilters, DataCollection<Guid>>
{
    public DeletedMetadataCollection()
    {
    }
}
