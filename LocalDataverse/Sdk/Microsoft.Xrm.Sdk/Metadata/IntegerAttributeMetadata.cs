using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

[DataContract(Name = "IntegerAttributeMetadata", Namespace = "http://schemas.microsoft.com/xrm/2011/Metadata")]
public sealed class IntegerAttributeMetadata : AttributeMetadata
{
    public const int MinSupportedValue = -2147483648;
    public const int MaxSupportedValue = 2147483647;

    public IntegerAttributeMetadata() : base(AttributeTypeCode.Integer)
    {
    }

    public IntegerAttributeMetadata(string schemaName) : base(AttributeTypeCode.Integer, schemaName)
    {
    }

    [DataMember]
    public IntegerFormat? Format { get; set; }

    [DataMember]
    public string FormulaDefinition { get; set; }

    [DataMember]
    public int? MaxValue { get; set; }

    [DataMember]
    public int? MinValue { get; set; }

    [DataMember]
    public int? SourceTypeMask { get; internal set; }
}
