namespace Microsoft.Xrm.Sdk;

public enum EntityKeyIndexStatus
{
    Pending = 0,
    InProgress = 1,
    Active = 2,
    Failed = 3,
}
