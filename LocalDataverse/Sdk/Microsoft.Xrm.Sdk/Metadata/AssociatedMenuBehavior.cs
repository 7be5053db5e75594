namespace Microsoft.Xrm.Sdk.Metadata;

public enum AssociatedMenuBehavior
{
    UseCollectionName = 0,
    UseLabel = 1,
    DoNotDisplay = 2,
}
