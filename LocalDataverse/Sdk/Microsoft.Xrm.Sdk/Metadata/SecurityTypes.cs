namespace Microsoft.Xrm.Sdk.Metadata;

[System.Flags]
public enum SecurityTypes
{
    None = 0,
    Append = 1,
    ParentChild = 2,
    Pointer = 4,
    Inheritance = 8,
}
