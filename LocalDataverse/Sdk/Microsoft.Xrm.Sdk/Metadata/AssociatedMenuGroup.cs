namespace Microsoft.Xrm.Sdk.Metadata;

public enum AssociatedMenuGroup
{
    Details = 0,
    Sales = 1,
    Service = 2,
    Marketing = 3,
}
