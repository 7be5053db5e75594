namespace Microsoft.Xrm.Sdk.Metadata;

public enum RelationshipType
{
    OneToManyRelationship = 0,
    ManyToManyRelationship = 1,
    Default = 0,
}
