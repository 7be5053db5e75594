using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

[DataContract(Name = "ManyToManyRelationshipMetadata", Namespace = "http://schemas.microsoft.com/xrm/2011/Metadata")]
public sealed class ManyToManyRelationshipMetadata : RelationshipMetadataBase
{
    public ManyToManyRelationshipMetadata() : base(RelationshipType.ManyToManyRelationship)
    {
    }

    [DataMember]
    public AssociatedMenuConfiguration Entity1AssociatedMenuConfiguration { get; set; }

    [DataMember]
    public string Entity1IntersectAttribute { get; set; }

    [DataMember]
    public string Entity1LogicalName { get; set; }

    [DataMember]
    public string Entity1NavigationPropertyName { get; set; }

    [DataMember]
    public AssociatedMenuConfiguration Entity2AssociatedMenuConfiguration { get; set; }

    [DataMember]
    public string Entity2IntersectAttribute { get; set; }

    [DataMember]
    public string Entity2LogicalName { get; set; }

    [DataMember]
    public string Entity2NavigationPropertyName { get; set; }

    [DataMember]
    public string IntersectEntityName { get; set; }
}
