namespace Microsoft.Xrm.Sdk.Metadata;

public enum OptionSetType
{
    Picklist = 0,
    State = 1,
    Status = 2,
    Boolean = 3,
}
