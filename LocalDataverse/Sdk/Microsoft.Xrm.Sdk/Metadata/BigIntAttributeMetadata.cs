using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

[DataContract(Name = "BigIntAttributeMetadata", Namespace = "http://schemas.microsoft.com/xrm/2011/Metadata")]
public sealed class BigIntAttributeMetadata : AttributeMetadata
{
    public const long MinSupportedValue = long.MinValue;
    public const long MaxSupportedValue = long.MaxValue;

    public BigIntAttributeMetadata() : base(AttributeTypeCode.BigInt)
    {
    }

    public BigIntAttributeMetadata(string schemaName) : base(AttributeTypeCode.BigInt, schemaName)
    {
    }

    [DataMember]
    public long? MaxValue { get; internal set; }

    [DataMember]
    public long? MinValue { get; internal set; }
}
