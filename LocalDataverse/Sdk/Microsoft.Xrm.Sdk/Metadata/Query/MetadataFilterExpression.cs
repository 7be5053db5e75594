using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk.Metadata.Query;

[DataContract(Name = "MetadataFilterExpression", Namespace = "http://schemas.microsoft.com/xrm/2011/Metadata/Query")]
public sealed class MetadataFilterExpression : IExtensibleDataObject
{
    private DataCollection<MetadataConditionExpression> conditions;
    private DataCollection<MetadataFilterExpression> filters;

    public MetadataFilterExpression()
    {
    }

    public MetadataFilterExpression(LogicalOperator filterOperator)
    {
        FilterOperator = filterOperator;
    }

    [DataMember]
    public DataCollection<MetadataConditionExpression> Conditions
    {
        get => conditions ??= new DataCollection<MetadataConditionExpression>();
        internal set => conditions = value;
    }

    public ExtensionDataObject ExtensionData { get; set; }

    [DataMember]
    public LogicalOperator FilterOperator { get; set; }

    [DataMember]
    public DataCollection<MetadataFilterExpression> Filters
    {
        get => filters ??= new DataCollection<MetadataFilterExpression>();
        internal set => filters = value;
    }
}

[DataContract(Name = "MetadataConditionExpression", Namespace = "http://schemas.microsoft.com/xrm/2011/Metadata/Query")]
public sealed class MetadataConditionExpression : IExtensibleDataObject
{
    public MetadataConditionExpression()
    {
    }

    public MetadataConditionExpression(string propertyName, MetadataConditionOperator conditionOperator, object value)
    {
        PropertyName = propertyName;
        ConditionOperator = conditionOperator;
        Value = value;
    }

    [DataMember]
    public MetadataConditionOperator ConditionOperator { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    [DataMember]
    public string PropertyName { get; set; }

    [DataMember]
    public object Value { get; set; }
}

public enum MetadataConditionOperator
{
    Equals = 0,
    NotEquals = 1,
    In = 2,
    NotIn = 3,
    GreaterThan = 4,
    LessThan = 5,
}

[DataContract(Name = "MetadataPropertiesExpression", Namespace = "http://schemas.microsoft.com/xrm/2011/Metadata/Query")]
public sealed class MetadataPropertiesExpression : IExtensibleDataObject
{
    private DataCollection<string> propertyNames;

    public MetadataPropertiesExpression()
    {
    }

    public MetadataPropertiesExpression(params string[] propertyNames)
    {
        PropertyNames.AddRange(propertyNames);
    }

    [DataMember]
    public bool AllProperties { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    [DataMember]
    public DataCollection<string> PropertyNames
    {
        get => propertyNames ??= new DataCollection<string>();
        internal set => propertyNames = value;
    }
}
