using System.Collections.ObjectModel;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

[DataContract(Name = "OneToManyRelationshipMetadata", Namespace = "http://schemas.microsoft.com/xrm/2011/Metadata")]
public sealed class OneToManyRelationshipMetadata : RelationshipMetadataBase
{
    public OneToManyRelationshipMetadata() : base(RelationshipType.OneToManyRelationship)
    {
    }

    [DataMember]
    public AssociatedMenuConfiguration AssociatedMenuConfiguration { get; set; }

    [DataMember]
    public CascadeConfiguration CascadeConfiguration { get; set; }

    [DataMember]
    public string DenormalizedAttributeName { get; set; }

    [DataMember]
    public string EntityKey { get; set; }

    [DataMember]
    public bool? IsDenormalizedLookup { get; set; }

    [DataMember]
    public bool? IsHierarchical { get; set; }

    [DataMember]
    public bool? IsRelationshipAttributeDenormalized { get; set; }

    [DataMember]
    public string ReferencedAttribute { get; set; }

    [DataMember]
    public string ReferencedEntity { get; set; }

    [DataMember]
    public string ReferencedEntityNavigationPropertyName { get; set; }

    [DataMember]
    public string ReferencingAttribute { get; set; }

    [DataMember]
    public string ReferencingEntity { get; set; }

    [DataMember]
    public string ReferencingEntityNavigationPropertyName { get; set; }

    [DataMember]
    public Collection<RelationshipAttribute> RelationshipAttributes { get; set; }

    [DataMember]
    public int? RelationshipBehavior { get; set; }
}

[DataContract(Name = "RelationshipAttribute", Namespace = "http://schemas.microsoft.com/xrm/2011/Metadata")]
public class RelationshipAttribute
{
    public RelationshipAttribute()
    {
    }

    [DataMember]
    public string ReferencedAttributeName { get; set; }

    [DataMember]
    public string ReferencingAttributeName { get; set; }
}
