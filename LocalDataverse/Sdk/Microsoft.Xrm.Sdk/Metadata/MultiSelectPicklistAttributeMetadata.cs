using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

[DataContract(Name = "MultiSelectPicklistAttributeMetadata", Namespace = "http://schemas.microsoft.com/xrm/9.0/Metadata")]
public sealed class MultiSelectPicklistAttributeMetadata : EnumAttributeMetadata
{
    public MultiSelectPicklistAttributeMetadata() : base(AttributeTypeCode.Virtual, null)
    {
        AttributeTypeName = AttributeTypeDisplayName.MultiSelectPicklistType;
    }

    public MultiSelectPicklistAttributeMetadata(string schemaName) : base(AttributeTypeCode.Virtual, schemaName)
    {
        AttributeTypeName = AttributeTypeDisplayName.MultiSelectPicklistType;
    }

    [DataMember]
    public List<string> ChildPicklistLogicalNames { get; internal set; }

    [DataMember]
    public string FormulaDefinition { get; set; }

    [DataMember]
    public string ParentPicklistLogicalName { get; set; }

    [DataMember]
    public int? SourceTypeMask { get; internal set; }
}
