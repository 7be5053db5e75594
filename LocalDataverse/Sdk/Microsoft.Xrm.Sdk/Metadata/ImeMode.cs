namespace Microsoft.Xrm.Sdk.Metadata;

public enum ImeMode
{
    Auto = 0,
    Inactive = 1,
    Active = 2,
    Disabled = 3,
}
