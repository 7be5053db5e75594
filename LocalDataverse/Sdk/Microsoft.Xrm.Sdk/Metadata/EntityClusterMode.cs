namespace Microsoft.Xrm.Sdk.Metadata;

public enum EntityClusterMode
{
    Partitioned = 0,
    Replicated = 1,
    Local = 2,
}
