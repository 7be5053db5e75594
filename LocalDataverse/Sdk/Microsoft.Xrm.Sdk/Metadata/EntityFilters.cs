namespace Microsoft.Xrm.Sdk.Metadata;

[System.Flags]
public enum EntityFilters
{
    Entity = 1,
    Attributes = 2,
    Privileges = 4,
    Relationships = 8,
    Default = 1,
    All = 15,
}
