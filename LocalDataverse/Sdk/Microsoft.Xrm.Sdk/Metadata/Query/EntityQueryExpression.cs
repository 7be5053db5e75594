using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata.Query;

[DataContract(Name = "EntityQueryExpression", Namespace = "http://schemas.microsoft.com/xrm/2011/Metadata/Query")]
public sealed class EntityQueryExpression : MetadataQueryExpression
{
    public EntityQueryExpression()
    {
    }

    [DataMember]
    public AttributeQueryExpression AttributeQuery { get; set; }

    [DataMember]
    public EntityKeyQueryExpression KeyQuery { get; set; }

    [DataMember]
    public LabelQueryExpression LabelQuery { get; set; }

    [DataMember]
    public RelationshipQueryExpression RelationshipQuery { get; set; }
}

[DataContract(Name = "AttributeQueryExpression", Namespace = "http://schemas.microsoft.com/xrm/2011/Metadata/Query")]
public sealed class AttributeQueryExpression : MetadataQueryExpression
{
    public AttributeQueryExpression()
    {
    }
}

[DataContract(Name = "RelationshipQueryExpression", Namespace = "http://schemas.microsoft.com/xrm/2011/Metadata/Query")]
public sealed class RelationshipQueryExpression : MetadataQueryExpression
{
    public RelationshipQueryExpression()
    {
    }
}

[DataContract(Name = "EntityKeyQueryExpression", Namespace = "http://schemas.microsoft.com/xrm/8.0")]
public sealed class EntityKeyQueryExpression : MetadataQueryExpression
{
    public EntityKeyQueryExpression()
    {
    }
}

[DataContract(Name = "LabelQueryExpression", Namespace = "http://schemas.microsoft.com/xrm/2011/Metadata/Query")]
public sealed class LabelQueryExpression : MetadataQueryBase
{
    private DataCollection<int> filterLanguages;

    public LabelQueryExpression()
    {
    }

    [DataMember]
    public DataCollection<int> FilterLanguages
    {
        get => filterLanguages ??= new DataCollection<int>();
        internal set => filterLanguages = value;
    }

    [DataMember]
    public int? MissingLabelBehavior { get; set; }
}
