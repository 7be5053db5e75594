using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

[DataContract(Name = "LookupAttributeMetadata", Namespace = "http://schemas.microsoft.com/xrm/2011/Metadata")]
public sealed class LookupAttributeMetadata : AttributeMetadata
{
    public LookupAttributeMetadata() : base(AttributeTypeCode.Lookup)
    {
    }

    public LookupAttributeMetadata(LookupFormat? format) : this()
    {
        Format = format;
    }

    [DataMember]
    public LookupFormat? Format { get; set; }

    [DataMember]
    public string[] Targets { get; set; }
}
